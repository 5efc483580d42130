"""What can be typed after `affluent`: one module for each topic, each with `register(app)`."""
