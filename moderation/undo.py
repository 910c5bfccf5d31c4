"""Taking a decision back while it is fresh: a decision of its own, which the log keeps."""

from collections.abc import Sequence
from copy import copy

from comments.models import Comment
from moderation.decisions import REJECTED, AlreadyDecided, Order, decide_all
from moderation.evidence import recall
from moderation.models import Decision


def undo(decisions: Sequence[Decision], *, moderator_id: int) -> list[Decision | AlreadyDecided]:
    """Undo a moderator's own decisions; each comment is again what it was before.

    Raises DecisionRefused, and undoes nothing, when one of them is another's or too old. What has
    been decided anew in the meantime stays as it is and comes back as AlreadyDecided.
    """
    return decide_all([_order(decision, moderator_id) for decision in decisions])


def _order(undone: Decision, moderator_id: int) -> Order:
    comment = _as_decided(undone)
    before = _before(undone) if undone.was == REJECTED else None
    return Order(
        comment=comment,
        now=undone.was,
        policy=undone.policy,
        moderator_id=moderator_id,
        guidelines=tuple(before.guidelines) if before else (),
        evidence=recall(before.evidence, comment) if before else (),
        review=undone.review,
        undoes=undone,
    )


def _as_decided(undone: Decision) -> Comment:
    """Return the comment as this decision left it: if it has moved on, the undo comes too late."""
    comment = copy(undone.comment)
    comment.status, comment.version = undone.now, undone.comment_version
    return comment


def _before(undone: Decision) -> Decision:
    """Return the decision that was in force before, whose reasons hold again."""
    return Decision.objects.get(
        comment=undone.comment_id, comment_version=undone.comment_version - 1
    )
