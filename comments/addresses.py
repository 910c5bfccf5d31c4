"""Where a request comes from: for limits and for the moderators' statistics, never in the open."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import NamedTuple, TypeAlias

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from comments.address_keys import key_of_today

Address: TypeAlias = IPv4Address | IPv6Address


class Origin(NamedTuple):
    """An address as we keep it: a keyed hash to count by, and the neighbourhood in the clear."""

    hash: str  # 64 hex digits; of the day: tomorrow the same address has another
    prefix: str  # 192.0.2.0 for IPv4 (24 bits), 2001:db8:: for IPv6 (48 bits)


def origin_of(request: HttpRequest) -> Origin:
    """Return the origin of a request, hashed by the day's key, which the database keeps."""
    return _origin(client_address(request))


def client_address(request: HttpRequest) -> Address | None:
    """Return who asks; None when nobody can tell.

    `X-Forwarded-For` counts only as far as trusted proxies wrote it: it is read from the right,
    and the first address that is no trusted proxy is the client.
    """
    address = _parse(request.META.get("REMOTE_ADDR", ""))
    for hop in reversed(request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")):
        if not _is_trusted(address):
            break
        address = _parse(hop)
    return address


def client_address_text(request: HttpRequest) -> str:
    """Return the same as text, for the log-in protection; "" when nobody can tell."""
    return str(client_address(request) or "")


def author_hash(origin: Origin, email: str) -> str:
    """Return the keyed hash that an author's record is counted by: of the e-mail, if one is given.

    Anybody may type anybody's e-mail: good for statistics, never for rights.
    """
    if not email:
        return origin.hash
    return salted_hmac("comments.email", email.strip().lower(), algorithm="sha256").hexdigest()


def _parse(text: str) -> Address | None:
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _is_trusted(address: Address | None) -> bool:
    return address is not None and any(address in net for net in settings.TRUSTED_PROXIES)


def _origin(address: Address | None) -> Origin:
    if address is None:
        counted = prefix = ""
    elif address.version == 4:
        counted, prefix = str(address), _network(address, 24)
    else:  # one IPv6 customer holds a whole /64
        counted, prefix = _network(address, 64), _network(address, 48)
    salt = f"comments.address:{key_of_today()}"
    digest = salted_hmac(salt, counted, algorithm="sha256").hexdigest()
    return Origin(digest, prefix)


def _network(address: Address, bits: int) -> str:
    return str(ip_network((address, bits), strict=False).network_address)
