"""A log line tells what happened and where, and quotes nobody."""

import json
import logging
import sys

from config.logs import JSONFormatter, LineFormatter


def record(name: str, message: str, *args: object) -> logging.LogRecord:
    try:
        raise ValueError("Vexatious marmots")
    except ValueError:
        return logging.LogRecord(name, logging.ERROR, "x.py", 1, message, args, sys.exc_info())


def test_an_error_is_told_by_type_and_place() -> None:
    told = LineFormatter().format(record("comments", "broken"))

    assert "ValueError" in told
    assert "test_logs.py" in told
    assert "marmots" not in told


def test_what_others_quote_is_left_out() -> None:
    for name in ("django.request", "celery.app.trace"):
        told = LineFormatter().format(record(name, "Not Found: %s", "/rui@mail.example"))
        assert "rui@mail" not in told
        assert "Not Found" in told


def test_json_lines_carry_the_request() -> None:
    told = json.loads(JSONFormatter().format(record("comments", "reviewed %d", 3)))

    assert told["message"] == "reviewed 3"
    assert told["request"] == "-"
    assert "ValueError" in told["error"]
