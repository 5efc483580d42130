"""The roof: command line, composition of processes, local stack, simulated world."""
