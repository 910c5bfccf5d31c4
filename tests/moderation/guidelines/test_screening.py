"""JSON lines in, verdicts out."""

import json

import pytest

from moderation.guidelines.policy import Policy
from moderation.guidelines.screening import BadLine, screen


def screened(*lines: str) -> list[dict]:
    return [json.loads(line) for line in screen(lines, policy=Policy())]


def test_each_comment_gets_its_verdict_in_order():
    verdicts = screened('{"id": 1, "body": "Fine."}', "", '{"id": "b", "body": "Fuck this."}')

    assert [(v["id"], v["verdict"]) for v in verdicts] == [(1, "approve"), ("b", "reject")]
    assert verdicts[1]["guidelines"] == ["profanity"]
    assert verdicts[1]["findings"][0]["text"] == "Fuck"


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        ("{", "is not JSON"),
        ("[]", "must be an object"),
        ('{"body": "x"}', '"id" must be'),
        ('{"id": 1}', '"body" must be'),
        ('{"id": 1, "body": 3}', '"body" must be'),
        ('{"id": 1, "body": "x", "language": 3}', '"language" must be'),
    ],
)
def test_a_bad_line_is_named_with_its_remedy(line, remedy):
    with pytest.raises(BadLine, match=f"line 2: .*{remedy}"):
        screened('{"id": 1, "body": "Fine."}', line)
