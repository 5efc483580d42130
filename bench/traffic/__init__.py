"""What goes in: seeded, so that every run and every peer gets the same."""
