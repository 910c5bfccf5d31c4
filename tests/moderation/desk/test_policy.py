"""Policies at the desk: drafted, tried, activated with a note; never edited, never retroactive."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from comments.models import Comment, Site
from moderation.desk.policy_forms import initial_of
from moderation.guidelines.policy import GUIDELINES, Policy
from moderation.models import Decision, PolicyDraft, PolicyVersion
from moderation.policies import draft_stamp, policy_in_force, save_draft
from moderation.review import review_waiting
from tests.conftest import MakeComment

POLICY = "/admin/moderation/policyversion/"


def form(**changes: str) -> dict[str, str]:
    usual = {f"{code}_certain": "reject" for code in GUIDELINES}
    usual |= {f"{code}_doubtful": "hold" for code in GUIDELINES}
    return {**usual, "second_opinion": "on", "seen": "", **changes}


def draft_of(site: Site) -> PolicyDraft:
    return PolicyDraft.objects.get(site=site)


def test_a_draft_is_kept_and_changes_nothing(
    as_ana: Client, site: Site, policy: PolicyVersion
) -> None:
    changed = form(
        abuse_phrases="river rats\n\nriver rats\n east siders ", threat_doubtful="reject"
    )

    answer = as_ana.post(f"{POLICY}draft/{site.pk}/", changed)

    read = draft_of(site).policy
    assert answer.status_code == 302
    assert read.extra_phrases["abuse"] == ("river rats", "east siders")
    assert read.consequences["threat"].doubtful == "reject"
    assert policy_in_force(site) == policy


def test_a_policy_is_the_same_after_a_round_through_its_form(as_ana: Client, site: Site) -> None:
    policy = Policy(
        extra_phrases={"abuse": ("river rats",)},
        allowed_domains=("news.example",),
        second_opinion=False,
        thresholds={"contempt": 1.25},
    )
    sent = {name: value for name, value in initial_of(policy).items() if value is not False}

    as_ana.post(f"{POLICY}draft/{site.pk}/", {**sent, "seen": ""})

    assert draft_of(site).policy.as_data() == policy.as_data()


@pytest.mark.parametrize(
    "wrong",
    [
        {"allowed_domains": "no domain!"},
        {"abuse_phrases": "x"},
        {"abuse_phrases": "x" * 101},
        {"abuse_phrases": "a\x00b"},
        {"threat_certain": "forgive"},
        {"threat_certain": ""},
        {"threshold_contempt": "high"},
        {"threshold_contempt": "1e9"},
        {"threshold_contempt": "nan"},
    ],
)
def test_what_is_not_understood_is_said(as_ana: Client, site: Site, wrong: dict[str, str]) -> None:
    answer = as_ana.post(f"{POLICY}draft/{site.pk}/", form(**wrong))

    assert answer.status_code == 422
    assert not PolicyDraft.objects.exists()


def test_two_people_do_not_overwrite_each_others_draft(
    as_ana: Client, ben: User, site: Site
) -> None:
    save_draft(site, Policy(allowed_domains=("ben.example",)), by=ben, seen="")

    answer = as_ana.post(f"{POLICY}draft/{site.pk}/", form(allowed_domains="ana.example"))

    assert answer.status_code == 409
    assert "ben wrote the draft meanwhile" in answer.content.decode()
    assert draft_of(site).policy.allowed_domains == ("ben.example",)


def test_activation_is_a_new_version_and_leaves_decided_comments_alone(
    as_ana: Client, ana: User, site: Site, make_comment: MakeComment
) -> None:
    before = make_comment("The river rats have won.")
    review_waiting()
    draft = save_draft(site, Policy(extra_phrases={"abuse": ("river rats",)}), by=ana, seen="")
    deed = {"seen": draft_stamp(draft), "note": "Readers complained."}

    as_ana.post(f"{POLICY}draft/{site.pk}/activate/", deed)
    after = make_comment("The river rats have lost.")
    review_waiting()

    before.refresh_from_db()
    after.refresh_from_db()
    version = policy_in_force(site)
    assert (version.number, version.note, version.activated_by) == (2, "Readers complained.", ana)
    assert not PolicyDraft.objects.exists()
    assert (before.status, before.version) == ("approved", 1)
    assert after.status == "rejected"


@pytest.mark.parametrize("deed", [{}, {"note": ""}, {"note": "Why", "seen": ""}])
def test_activation_needs_a_note_and_the_draft_that_was_seen(
    as_ana: Client, ana: User, site: Site, policy: PolicyVersion, deed: dict[str, str]
) -> None:
    save_draft(site, Policy(), by=ana, seen="")

    answer = as_ana.post(f"{POLICY}draft/{site.pk}/activate/", deed)

    assert answer.status_code in (409, 422)
    assert policy_in_force(site) == policy


def test_an_activated_draft_is_not_activated_again(
    as_ana: Client, ana: User, site: Site, policy: PolicyVersion
) -> None:
    stamp = draft_stamp(save_draft(site, Policy(), by=ana, seen=""))
    deed = {"seen": stamp, "note": "Twice."}

    answers = [as_ana.post(f"{POLICY}draft/{site.pk}/activate/", deed) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 409]
    assert PolicyVersion.objects.filter(site=site).count() == 2


def test_a_version_is_shown_and_cannot_be_edited(as_ana: Client, policy: PolicyVersion) -> None:
    page = as_ana.get(f"{POLICY}{policy.pk}/change/").content.decode()

    assert "disabled" in page
    assert '<form method="post" class="stacked"' not in page


def test_the_mode_of_a_site(as_ana: Client, site: Site) -> None:
    as_ana.post(f"{POLICY}draft/{site.pk}/mode/", {"mode": "manual"})
    refused = as_ana.post(f"{POLICY}draft/{site.pk}/mode/", {"mode": "anarchy"})

    site.refresh_from_db()
    assert site.mode == "manual"
    assert refused.status_code == 422


def state() -> dict[str, Any]:
    """Return every row that a dry run could touch."""
    models = (Comment, Decision, PolicyVersion, PolicyDraft, Site)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def test_a_dry_run_streams_what_would_change_and_changes_nothing(
    as_ana: Client, ana: User, site: Site, make_comment: MakeComment
) -> None:
    comments = [make_comment(body) for body in ("The river rats won.", "A fair word.", "Good.")]
    review_waiting()
    save_draft(site, Policy(extra_phrases={"abuse": ("river rats",)}), by=ana, seen="")
    before = state()

    answer = as_ana.post(
        f"{POLICY}draft/{site.pk}/dryrun/",
        {"last": "200"},
        headers={"Accept": "application/x-ndjson"},
    )
    lines = b"".join(answer).decode().splitlines()  # type: ignore[arg-type]
    told = [json.loads(line) for line in lines]

    assert answer["Content-Type"] == "application/x-ndjson"
    assert [line["row"] for line in told if "row" in line] == [
        {
            "address": f"/admin/moderation/heldcomment/{comments[0].pk}/change/",
            "author": comments[0].author_name,
            "before": "passes",
            "after": "rejected",
            "status": "approved",
            "words": "The river rats won.",
        }
    ]
    assert told[-1]["summary"] == {
        "sentence": "3 comments tried. New: rejected 1, held 0, passes 0",
        "agreement": [],
    }
    assert state() == before


def test_a_dry_run_without_script_is_a_page(
    as_ana: Client, ana: User, site: Site, make_comment: MakeComment
) -> None:
    make_comment("The <b>river rats</b> won.")
    review_waiting()
    save_draft(site, Policy(extra_phrases={"abuse": ("river rats",)}), by=ana, seen="")

    page = as_ana.post(f"{POLICY}draft/{site.pk}/dryrun/", {"last": "200"}).content.decode()

    assert "The &lt;b&gt;river rats&lt;/b&gt; won." in page


@pytest.mark.parametrize("last", ["", "x", "7", "99999999"])
def test_a_dry_run_of_another_length_is_refused(
    as_ana: Client, ana: User, site: Site, last: str
) -> None:
    save_draft(site, Policy(), by=ana, seen="")

    answer = as_ana.post(f"{POLICY}draft/{site.pk}/dryrun/", {"last": last})

    assert answer.status_code == 422
