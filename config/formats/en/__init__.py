"""English dates: the day first, 24 hours."""
