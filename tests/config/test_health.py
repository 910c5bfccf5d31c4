"""What operators hear."""

from typing import Any

import pytest
from django.test import Client

from comments import guards


def test_a_living_process_says_ok_without_a_database(client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"


@pytest.mark.django_db
def test_a_ready_service_says_what_it_looked_at(client: Client) -> None:
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "migrations": "ok", "triggers": "ok", "redis": "ok"}


@pytest.mark.django_db(transaction=True)
def test_without_its_guards_the_service_is_not_ready(client: Client) -> None:
    guards.remove(guards.GUARDS[:1])

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert "manage.py migrate" in answer.json()["triggers"]


@pytest.mark.django_db
def test_a_missing_server_of_pages_degrades_and_the_queue_s_own_is_told_apart(
    client: Client, settings: Any
) -> None:
    settings.CACHE_URL = "unix:///nowhere/pages.sock"

    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json()["redis"] == "ok"
    assert answer.json()["cache"] == "degraded: ConnectionError"
