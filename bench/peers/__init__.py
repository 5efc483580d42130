"""What a user would pick instead, doing the same work, and how they are made to race."""
