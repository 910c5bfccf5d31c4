"""The moderators' doors: who may try, how often, and what a page may load."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

LOGIN = "/admin/login/"
PASSWORD = "the lamp at the ford"


@pytest.fixture
def mia(db: None) -> User:
    return User.objects.create_user("mia", password=PASSWORD, is_staff=True)


def log_in(client: Client, password: str = PASSWORD, **fields: str) -> Any:
    where = {"REMOTE_ADDR": fields.pop("address", "192.0.2.1")}
    return client.post(
        f"{LOGIN}?next=/admin/", {"username": "mia", "password": password, **fields}, **where
    )


def test_ten_wrong_passwords_close_the_door_for_one_address_alone(
    client: Client, mia: User
) -> None:
    for _ in range(10):
        log_in(client, "wrong")

    assert log_in(client).status_code == 429
    assert log_in(client, address="198.51.100.9").status_code == 302


def test_without_a_device_the_password_is_enough(client: Client, mia: User) -> None:
    assert log_in(client).status_code == 302


def test_whoever_has_a_device_needs_its_number(client: Client, mia: User, capsys: Any) -> None:
    call_command("second_factor", "mia")
    device = TOTPDevice.objects.get(user=mia)
    number = f"{totp(device.bin_key):06}"

    without = log_in(client)
    right = log_in(client, otp_token=number)
    again = log_in(Client(), otp_token=number)

    assert "otpauth://totp/" in capsys.readouterr().out
    assert (without.status_code, right.status_code, again.status_code) == (200, 302, 200)


def test_a_wrong_number_is_refused(client: Client, mia: User) -> None:
    call_command("second_factor", "mia")

    assert log_in(client, otp_token="000000").status_code == 200


def test_where_it_is_required_nobody_enters_without(
    client: Client, mia: User, settings: Any
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True

    assert log_in(client).status_code == 200


@pytest.mark.parametrize("path", [LOGIN, "/admin/", "/admin/moderation/heldcomment/"])
def test_admin_pages_run_nothing_inline_and_stand_in_no_frame(
    client: Client, ana: User, path: str
) -> None:
    client.force_login(ana)

    answer = client.get(path, follow=True)

    policy = answer.headers["Content-Security-Policy"]
    page = answer.content.decode()
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(
        r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|\son\w+=|\sstyle=|<style", page
    )
    assert answer.headers["X-Frame-Options"] == "DENY"


@pytest.mark.django_db
def test_every_answer_has_an_id_and_a_policy(client: Client) -> None:
    answer = client.get("/healthz", headers={"X-Request-ID": "forged-by-a-client"})

    assert re.fullmatch(r"[0-9a-f]{32}", answer.headers["X-Request-ID"])
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
