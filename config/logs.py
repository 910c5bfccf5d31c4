"""Log lines that hold no reader's words: of an error its type and where, never what it says.

A database tells in its errors the values it refused, and Django the addresses that were asked for;
both may be words, e-mails or receipts of readers.
"""

import logging
import traceback
from datetime import UTC, datetime
from types import TracebackType

import orjson

TOLD_BY_OTHERS = ("django.request", "django.security", "celery.app.trace", "celery.worker")


class LineFormatter(logging.Formatter):
    """One line a record, and the frames of an error below it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the text of a record."""
        head = f"{record.levelname} {record.name} [{_request_id()}] {message_of(record)}"
        return "\n".join([head, *_frames(record)])


class JSONFormatter(logging.Formatter):
    """One JSON object a record."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the JSON of a record; times are UTC."""
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "request": _request_id(),
            "message": message_of(record),
        }
        if frames := _frames(record):
            told["error"] = "\n".join(frames)
        return orjson.dumps(told).decode()


def message_of(record: logging.LogRecord) -> str:
    """Return what a record says; of others' records that quote a request or an error, the kind."""
    if record.name.startswith(TOLD_BY_OTHERS) and record.args:
        status = getattr(record, "status_code", "")
        return f"{str(record.msg).partition(':')[0]} {status}".strip()
    return record.getMessage()


def _request_id() -> str:
    from config.requests import request_id  # it imports settings, which import this

    return request_id.get()


def _frames(record: logging.LogRecord) -> list[str]:
    if not record.exc_info or record.exc_info[0] is None:
        return []
    kind, _error, trace = record.exc_info
    return [f"{kind.__module__}.{kind.__qualname__}", *_places(trace)]


def _places(trace: TracebackType | None) -> list[str]:
    return [f"  {f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)]
