"""The bell that a new comment rings. Bells ring; they never decide."""

from django.dispatch import Signal

# Sent after the commit of a new comment, without arguments: the pending row itself is the queue.
submitted = Signal()
