"""The read API and the page: questions asked over HTTP."""
