"""From the warehouse to people: the read API, explanations, the books, and the page."""
