"""Who earned an order: three entities that only grow, and one decision."""
