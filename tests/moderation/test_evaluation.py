"""Labelled comments are judged, counted and compared as they are."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from moderation.evaluation import EvaluationError, as_json, changes, evaluate, read_rows
from moderation.guidelines.policy import Policy
from moderation.measures import counts, wilson

ROWS = [
    {
        "id": "1",
        "text": "You fucking moron.",
        "labels": ["profanity", "threat"],
        "expected": "reject",
    },
    {"id": "2", "text": "A relief for the town.", "labels": [], "expected": "approve"},
    {"id": "3", "text": "See https://shop-number-one.example/", "expected": "approve"},
    {"id": "4", "text": "Quite the genius, our mayor.", "labels": ["abuse"], "expected": "reject"},
]


@pytest.fixture
def rows_file(tmp_path: Path) -> Path:
    path = tmp_path / "rows.jsonl.gz"
    lines = "\n".join(json.dumps({"lang": "en", "source": "own", **row}) for row in ROWS)
    path.write_bytes(gzip.compress(lines.encode()))
    return path


def test_violations_and_fair_comments_are_counted_apart(rows_file: Path) -> None:
    tables = counts(evaluate(read_rows(rows_file), Policy()))

    violations, fair = tables["violations"], tables["fair"]
    assert (violations["all"]["all"].rows, violations["all"]["all"].rejected) == (2, 1)
    assert (fair["all"]["all"].rows, fair["all"]["all"].held) == (2, 1)
    assert violations["guideline"]["profanity"].named == 1
    assert violations["guideline"]["threat"].named == 0
    assert violations["guideline"]["abuse"].rejected == 0


def test_wilson_s_interval_is_the_published_one() -> None:
    low, high = wilson(10, 100)  # 0.0552 to 0.1744, e.g. Newcombe 1998

    assert (round(low, 4), round(high, 4)) == (0.0552, 0.1744)
    assert wilson(0, 0) == (0.0, 1.0)


def test_two_runs_are_compared_row_by_row(rows_file: Path) -> None:
    results = list(evaluate(read_rows(rows_file), Policy()))
    earlier = json.loads(as_json(results))
    earlier["results"][0]["outcome"] = "approve"

    changed = changes(results, json.dumps(earlier))

    assert [(result.row.id, before) for result, before in changed] == [("1", "approve")]


def test_a_run_on_file_holds_no_words(rows_file: Path) -> None:
    assert "moron" not in as_json(evaluate(read_rows(rows_file), Policy()))


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1}', '{"id":1,"text":"x","expected":"maybe"}'])
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "broken.jsonl"
    path.write_text(json.dumps({"lang": "en", **ROWS[0]}) + "\n" + line, encoding="utf-8")

    with pytest.raises(EvaluationError, match=r"broken\.jsonl, line 2"):
        list(read_rows(path))


def test_the_command_prints_tables_and_compares(
    rows_file: Path, tmp_path: Path, capsys: Any
) -> None:
    kept = tmp_path / "run.json"

    call_command("evaluate", str(rows_file), json=kept, misses=1)
    call_command("evaluate", str(rows_file), compare=kept)

    printed = capsys.readouterr().out
    assert "guideline profanity" in printed
    assert "CHANGED: 0" in printed


def test_a_missing_file_is_an_error_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"none\.jsonl"):
        call_command("evaluate", str(tmp_path / "none.jsonl"))
