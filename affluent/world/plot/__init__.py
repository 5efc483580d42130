"""What happens in the simulated world: seeded, pure, the same seed always the same story."""
