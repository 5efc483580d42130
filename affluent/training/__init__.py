"""Data-driven models: learned in batch, analytic, never payable."""
