"""A simulated world: shops, creators and shoppers that act on affluent from outside, and a log of the truth."""
