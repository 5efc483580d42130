"""Judges the campaigns, writes what becomes of their alerts, and tells the outside: one process at a time does."""
