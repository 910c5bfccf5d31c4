"""The bell that decisions ring. Bells ring; they never decide."""

from django.dispatch import Signal

# Sent after the commit, with `decisions`: the Decision rows that one transaction made.
decided = Signal()
