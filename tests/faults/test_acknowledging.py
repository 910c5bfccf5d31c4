"""A Redis that hangs while a worker acknowledges takes none of the worker's places for good."""

from collections.abc import Iterator
from typing import Any

import pytest
import redis
from kombu import Connection
from kombu.transport.redis import Channel

from config import broker
from tests.faults.servers import Valkey


@pytest.fixture
def server() -> Iterator[Valkey]:
    running = Valkey()
    yield running
    running.close()


@pytest.fixture
def connection(server: Valkey, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A connection as a worker's."""
    monkeypatch.setattr(Channel, "QoS", Channel.QoS)  # `install` is taken back after the test
    broker.install()
    patience = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5}
    with Connection(server.url, transport_options=patience) as opened:
        yield opened


def test_a_place_is_given_back_though_nobody_answers(server: Valkey, connection: Any) -> None:
    queue = connection.SimpleQueue("bells", no_ack=False)
    queue.put("ring")
    message = queue.get(timeout=5)
    places = message.channel.qos
    places.prefetch_count = 1
    assert not places.can_consume()
    server.freeze()

    with pytest.raises(redis.RedisError):
        message.ack()

    server.thaw()
    assert places.can_consume()
    queue.close()
