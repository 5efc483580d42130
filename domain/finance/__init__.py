"""What an order is worth, and what it costs."""
