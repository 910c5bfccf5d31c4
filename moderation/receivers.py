"""What decisions wake: a state that was not announced is found in the database within seconds."""

from collections.abc import Iterable
from typing import Any

from comments import published
from moderation.models import Decision


def announce(decisions: Iterable[Decision], **kwargs: Any) -> None:
    """Let this server show at once what the decisions changed; a receiver of `decided`."""
    published.announce(decision.comment.article_id for decision in decisions)
