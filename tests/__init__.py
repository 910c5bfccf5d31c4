"""The tests: the same tree as the code, and a few that look at the whole."""
