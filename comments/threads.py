"""Comments in the order of reading: each with its replies, one level deep."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Thread:
    """A comment and all that answers it, directly or through others, in the order given."""

    comment: dict[str, Any]
    replies: list["Thread"] = field(default_factory=list)
    answers: dict[str, Any] | None = None  # the comment that a reply answers, if it is here
    is_answer: bool = False  # whether it answers one at all, here or on another page


def threads(comments: Iterable[dict[str, Any]]) -> list[Thread]:
    """Gather comments (as `published.page` gives them) into threads.

    A reply to a reply stands beside it under the same first comment. A reply whose comment is not
    among those given (on an earlier page, or withdrawn) stands for itself.
    """
    given = {comment["id"]: comment for comment in comments}
    roots: dict[str, Thread] = {}
    for uuid, comment in given.items():
        if _root(uuid, given) == uuid:
            roots[uuid] = Thread(comment, is_answer=comment["in_reply_to"] is not None)
    for uuid, comment in given.items():
        root = _root(uuid, given)
        if root != uuid:
            answered = given[comment["in_reply_to"]]
            roots[root].replies.append(Thread(comment, answers=answered, is_answer=True))
    return list(roots.values())


def _root(uuid: str, given: dict[str, dict[str, Any]]) -> str:
    while (parent := given[uuid]["in_reply_to"]) in given:
        uuid = parent
    return uuid
