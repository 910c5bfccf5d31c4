"""A comment's life as a reader lives it, through real processes."""

from tests.stack import Stack


def test_a_fair_comment_is_public_and_its_receipt_says_so(stack: Stack) -> None:
    sent = stack.post("The new bridge is a relief for the east of the town.")

    told = stack.fate(sent.body["receipt"])

    assert sent.status == 202
    assert sent.headers["Location"] == f"/api/v1/submissions/{sent.body['receipt']}"
    assert told["status"] == "approved"
    assert told["decision"]["by"] == "rule"
    listed = stack.ask(f"/api/v1/comments?article={stack.article}&order=newest").body
    assert sent.body["id"] in [comment["id"] for comment in listed["comments"]]


def test_a_rejected_comment_is_explained_to_its_author_alone(stack: Stack) -> None:
    sent = stack.post("The author of this is a fucking moron.")

    told = stack.fate(sent.body["receipt"])

    assert told["status"] == "rejected"
    assert "profanity" in [reason["code"] for reason in told["decision"]["guidelines"]]
    assert "fucking" in [quote["text"] for quote in told["decision"]["quotes"]]
    assert stack.ask(f"/api/v1/comments/{sent.body['id']}").status == 404


def test_a_doubtful_comment_waits_for_a_person_unseen(stack: Stack) -> None:
    sent = stack.post("More about this at https://bridge-news.example/east")

    told = stack.fate(sent.body["receipt"])

    assert (told["status"], told["waits_for"]) == ("pending", "person")
    assert stack.ask(f"/api/v1/comments/{sent.body['id']}").status == 404
