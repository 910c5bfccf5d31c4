"""The dry run: exactly the past comments that a policy treats otherwise; no row changes."""

import json
from contextlib import nullcontext
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from comments.models import Comment, Site
from moderation.decisions import APPROVED, REJECTED, Order, decide
from moderation.dryrun import Tally, dry_run
from moderation.guidelines.policy import Policy
from moderation.models import PolicyVersion
from moderation.review import review_waiting
from tests.conftest import MakeComment

FORBIDS = Policy(extra_phrases={"abuse": ("river rats",)})
BODIES = {
    "The river rats have won.": True,
    "R i v e r  r a t s everywhere": True,
    "Rivers and rats are natural.": False,
    "A relief for the east of the town.": False,
    "RIVER RATS!": True,
}


def test_it_names_exactly_the_comments_with_a_new_phrase(
    site: Site, make_comment: MakeComment
) -> None:
    comments = {make_comment(body).pk: changes for body, changes in BODIES.items()}
    review_waiting()
    rows = list(Comment.objects.order_by("pk").values())

    tried = list(dry_run(site, FORBIDS, Policy(), last=100, guard=nullcontext))

    assert {one.comment.pk: one.changed for one in tried} == comments
    assert {one.after for one in tried if one.changed} == {"reject"}
    assert list(Comment.objects.order_by("pk").values()) == rows


def test_it_tells_what_people_decided_about_what_a_rule_says(
    site: Site, held_comment: Comment, ana: User, policy: PolicyVersion
) -> None:
    decide(
        Order(
            comment=held_comment,
            now=REJECTED,
            policy=policy,
            moderator_id=ana.pk,
            guidelines=("promotion",),
        )
    )
    tally = Tally()

    for one in dry_run(site, Policy(), Policy(), last=100, guard=nullcontext):
        tally.add(one)

    ((rule, agreed),) = tally.agreement.items()
    assert rule.startswith("promotion/")
    assert (agreed.rejected, agreed.approved) == (1, 0)
    assert not tally.newly


def test_it_looks_no_further_back_than_asked(site: Site, make_comment: MakeComment) -> None:
    for body in BODIES:
        make_comment(body)
    review_waiting()

    tried = list(dry_run(site, FORBIDS, Policy(), last=2, guard=nullcontext))

    assert [one.comment.body for one in tried] == list(BODIES)[:-3:-1]


def test_the_command_prints_ids_and_a_tally_but_no_words(
    site: Site, make_comment: MakeComment, tmp_path: Path
) -> None:
    comment = make_comment("The river rats have won.")
    review_waiting()
    file = tmp_path / "policy.json"
    file.write_text(json.dumps({"extra_phrases": {"abuse": ["river rats"]}}))
    out = StringIO()

    call_command("dryrun", str(site.pk), "--policy", str(file), stdout=out)

    changed, tally = map(json.loads, out.getvalue().splitlines())
    assert changed["id"] == str(comment.uuid)
    assert (changed["before"], changed["after"]) == ("approve", "reject")
    assert tally["newly"] == {"reject": 1, "hold": 0, "approve": 0}
    assert "river" not in out.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [("{", "is not JSON"), ('{"consequences": 1}', "consequences"), ("\xff", "policy")],
)
def test_a_policy_that_is_not_understood_ends_the_command(
    site: Site, tmp_path: Path, content: str, says: str
) -> None:
    file = tmp_path / "policy.json"
    file.write_text(content, encoding="latin-1")

    with pytest.raises(CommandError, match=says):
        call_command("dryrun", str(site.pk), "--policy", str(file))


def test_the_command_names_the_mend(site: Site) -> None:
    with pytest.raises(CommandError, match="there are"):
        call_command("dryrun", "999")
    with pytest.raises(CommandError, match="has no draft"):
        call_command("dryrun", str(site.pk))
    with pytest.raises(CommandError, match="--last"):
        call_command("dryrun", str(site.pk), "--last", "0")


def test_approved_comments_count_as_approved(
    site: Site, held_comment: Comment, ana: User, policy: PolicyVersion
) -> None:
    decide(Order(comment=held_comment, now=APPROVED, policy=policy, moderator_id=ana.pk))

    (one,) = dry_run(site, Policy(), Policy(), last=10, guard=nullcontext)

    assert one.by_person
    assert not one.changed
