"""An address is what the trusted proxies say, and is never kept in the clear."""

from ipaddress import ip_network
from typing import Any

import pytest
from django.test import RequestFactory

from comments.addresses import Origin, origin_of

pytestmark = pytest.mark.django_db  # it keeps the day's key

PROXY = "10.0.0.1"


def origin(remote: str, forwarded: str = "") -> Origin:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return origin_of(RequestFactory().get("/", REMOTE_ADDR=remote, headers=headers))


def test_without_trusted_proxies_a_header_changes_nothing() -> None:
    assert origin("192.0.2.7", "203.0.113.9") == origin("192.0.2.7")


def test_behind_a_trusted_proxy_the_client_it_saw_counts(settings: Any) -> None:
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/8")]

    assert origin(PROXY, "192.0.2.7") == origin("192.0.2.7")


def test_what_a_client_wrote_before_the_proxies_is_not_believed(settings: Any) -> None:
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/8")]

    spoofed = origin(PROXY, "203.0.113.9, 192.0.2.7, 10.0.0.2")

    assert spoofed == origin("192.0.2.7")


@pytest.mark.parametrize("header", ["nonsense", ",,,", "10.0.0.3, ", "a" * 5000])
def test_a_broken_header_is_no_error(settings: Any, header: str) -> None:
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/8")]

    assert origin(PROXY, header).prefix in ("", "10.0.0.0")


def test_one_customer_of_ipv6_is_one_origin() -> None:
    assert origin("2001:db8:1:2::1").hash == origin("2001:db8:1:2:ffff::9").hash
    assert origin("2001:db8:1:2::1").hash != origin("2001:db8:1:3::1").hash


def test_only_the_neighbourhood_is_kept_in_the_clear() -> None:
    assert origin("192.0.2.77").prefix == "192.0.2.0"
    assert origin("2001:db8:1:2::1").prefix == "2001:db8:1::"
    assert origin("::ffff:192.0.2.77") == origin("192.0.2.77")
