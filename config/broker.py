"""Redis as the queue: an acknowledgement that gets no answer must cost a worker no place for good.

Kombu lets a worker hold as many messages as it has children, and gives a place back once Redis has
taken the acknowledgement. When Redis hangs, that fails, Celery logs it and goes on, and the place
is never given back: after two a worker takes no message any more, though Redis is well again.
"""

from typing import Any

from kombu.transport import redis, virtual


class PatientQoS(redis.QoS):
    """Gives the place back in any case; the message comes again later, which does no harm."""

    def ack(self, delivery_tag: Any) -> None:
        """Acknowledge a message. Raises what Redis's client raises."""
        try:
            super().ack(delivery_tag)
        except Exception:
            virtual.QoS.ack(self, delivery_tag)
            raise


def install() -> None:
    """Let all channels of this process use it; kombu has no setting for it."""
    redis.Channel.QoS = PatientQoS
