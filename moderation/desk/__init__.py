"""The desk: all that a moderator sees. What it changes goes through `moderation.decisions`."""
