"""Requests written byte by byte, for what no well-behaved client would send."""

import re
import socket
from typing import NamedTuple
from urllib.parse import urlsplit

from tests.hostile.attacks import Attack


class Raw(NamedTuple):
    """What came back: 0 for a connection that was closed without an answer."""

    status: int
    text: str


def send(url: str, attack: Attack) -> Raw:
    """Send an attack as it stands."""
    host = urlsplit(url).netloc
    headers = {"Host": host, "Connection": "close", **attack.headers}
    if attack.body and "Transfer-Encoding" not in headers:
        headers.setdefault("Content-Length", str(len(attack.body)))
    lines = [f"{attack.method} {attack.path} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return exchange(url, "\r\n".join([*lines, "", ""]).encode() + attack.body)


def exchange(url: str, data: bytes, seconds: float = 20) -> Raw:
    """Write bytes to the server and read what it says until it closes or time is up."""
    address = urlsplit(url)
    received = b""
    with socket.create_connection((address.hostname, address.port), timeout=seconds) as wire:
        try:
            wire.sendall(data)
            while piece := wire.recv(65536):
                received += piece
        except (TimeoutError, ConnectionError):
            pass
    found = re.match(rb"HTTP/1\.[01] (\d{3})", received)
    return Raw(int(found[1]) if found else 0, received.decode(errors="replace"))
