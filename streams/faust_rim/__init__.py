"""What Faust 0.15.3 must be kept from doing: three small overrides, each tested; re-check them on every upgrade."""
