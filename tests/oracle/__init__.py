"""What must come out, computed a second time from the world's truth log alone: standard library only, nothing of the pipeline."""
