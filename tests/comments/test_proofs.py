"""Proof of work: asked for after so many comments, right once, for one address."""

import json
from base64 import b64encode
from typing import Any

import altcha
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from comments import proofs, tickets
from comments.models import Article, Comment, Site


@pytest.fixture
def strict(site: Site) -> Site:
    """A site that asks for a proof after one comment."""
    Site.objects.update(proof_after_posts=1)
    site.refresh_from_db()
    return site


@pytest.fixture(autouse=True)
def _little_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proofs, "LEAST_WORK", 10)
    monkeypatch.setattr(proofs, "MOST_WORK", 20)


def send(client: Client, article: Article, body: str, **fields: str) -> Any:
    data = {"article": article.url, "author_name": "Rui", "body": body, **fields}
    return client.post("/api/v1/comments", data, content_type="application/json")


def solved(client: Client, article: Article) -> str:
    """Return the proof for the challenge that the form is given, by ALTCHA's own solver."""
    given = client.get("/api/v1/form", {"article": article.url}).json()["challenge"]
    challenge = altcha.Challenge.from_dict(given)
    solution = altcha.solve_challenge(challenge)
    assert solution
    return altcha.Payload(challenge, solution).to_base64()


def test_no_site_asks_unless_told_to(client: Client, article: Article) -> None:
    assert client.get("/api/v1/form", {"article": article.url}).json()["challenge"] is None
    assert [send(client, article, str(n)).status_code for n in range(4)] == [202] * 4


def test_after_so_many_comments_a_proof_is_asked_for(
    client: Client, strict: Site, article: Article
) -> None:
    first = send(client, article, "One.")
    second = send(client, article, "Two.")
    third = send(client, article, "Two.", proof=solved(client, article))

    assert [first.status_code, second.status_code, third.status_code] == [202, 428, 202]
    assert second.json()["code"] == "proof_of_work_required"


def test_a_proof_is_good_for_one_comment(client: Client, strict: Site, article: Article) -> None:
    send(client, article, "One.")
    proof = solved(client, article)

    taken = send(client, article, "Two.", proof=proof)
    again = send(client, article, "Three.", proof=proof)

    assert (taken.status_code, again.status_code) == (202, 428)


def test_a_proof_is_good_for_one_address(client: Client, strict: Site, article: Article) -> None:
    send(client, article, "One.")
    proof = solved(client, article)
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    send(elsewhere, article, "From elsewhere.")

    assert send(elsewhere, article, "Two.", proof=proof).status_code == 428


def test_a_form_without_script_is_held_instead(
    client: Client, strict: Site, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tickets, "LEAST_SECONDS", 0)
    send(client, article, "One.")
    data = {"ticket": tickets.issue(article.url), "author_name": "Rui", "body": "Two."}

    client.post(f"/articles?url={article.url}", data)

    assert Comment.objects.get(body="Two.").suspicion == "no_proof"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["challenge", "solution", "parameters", "counter", "nonce", "salt"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_nonsense_proves_nothing(data: Any) -> None:
    proof = b64encode(json.dumps(data).encode()).decode()

    assert not proofs.is_proven(proof, Site(pk=1), "0" * 64)


@pytest.mark.parametrize("proof", ["", "x", "é", "AAAA", "W10=", "bnVsbA=="])
def test_what_is_no_proof_proves_nothing(proof: str) -> None:
    assert not proofs.is_proven(proof, Site(pk=1), "0" * 64)
