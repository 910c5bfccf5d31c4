"""What a comment stands in: what it answers, what answers it, and what was published around it."""

from dataclasses import dataclass

from comments.models import Comment

DEPTH_MAX = 10
AROUND = 10


@dataclass(frozen=True)
class Conversation:
    """The comments around a comment; all are shown to moderators only."""

    parents: list[Comment]  # what it answers, the first one first
    replies: list[Comment]
    before: list[Comment]  # published under the article before it, the oldest first


def conversation(comment: Comment) -> Conversation:
    """Return what a comment stands in, at most ten of each kind."""
    parents: list[Comment] = []
    parent = comment.in_reply_to
    while parent is not None and len(parents) < DEPTH_MAX:
        parents.append(parent)
        parent = parent.in_reply_to
    published = Comment.objects.published().filter(
        article=comment.article_id, submitted_at__lt=comment.submitted_at
    )
    return Conversation(
        parents=parents[::-1],
        replies=list(comment.replies.order_by("submitted_at")[:AROUND]),
        before=list(published.order_by("-submitted_at")[:AROUND])[::-1],
    )
