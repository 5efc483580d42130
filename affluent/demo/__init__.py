"""The demo: the whole system with a simulated world before it, shown in a terminal."""
