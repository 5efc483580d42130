"""How fast the path is, against its peers: every row in one run, on one broker, on this machine."""
