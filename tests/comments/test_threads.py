"""Replies stand one level deep under the comment that began it all."""

from typing import Any

from comments.threads import threads


def comment(uuid: str, in_reply_to: str | None = None) -> dict[str, Any]:
    return {"id": uuid, "in_reply_to": in_reply_to}


def test_a_reply_to_a_reply_stands_beside_it() -> None:
    given = [comment("a"), comment("b", "a"), comment("c", "b"), comment("d")]

    made = threads(given)

    assert [thread.comment["id"] for thread in made] == ["a", "d"]
    assert [reply.comment["id"] for reply in made[0].replies] == ["b", "c"]
    assert [reply.answers and reply.answers["id"] for reply in made[0].replies] == ["a", "b"]


def test_a_reply_whose_comment_is_elsewhere_stands_for_itself() -> None:
    (thread,) = threads([comment("b", "gone")])

    assert thread.is_answer
    assert thread.answers is None


def test_newest_first_finds_the_comments_that_come_later() -> None:
    (thread,) = threads([comment("c", "b"), comment("b", "a"), comment("a")])

    assert thread.comment["id"] == "a"
    assert [reply.comment["id"] for reply in thread.replies] == ["c", "b"]
