"""What influence achieves: how large a creator is, and which campaigns earn less than they should."""
