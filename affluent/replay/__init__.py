"""Decisions made again from the facts in the warehouse, and what would change."""
