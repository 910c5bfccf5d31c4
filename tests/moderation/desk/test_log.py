"""The log of decisions: filtered, and taken away without a formula in it."""

import csv
import io
import shutil
import subprocess
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client

from comments.models import Comment
from moderation.decisions import APPROVED, REJECTED, Order, decide
from moderation.desk.log import harmless
from moderation.models import PolicyVersion
from tests.conftest import MakeComment
from tests.moderation.desk.conftest import MakeHeld

OFFICE = shutil.which("soffice")
LOG = "/admin/moderation/decision/"


@pytest.fixture
def decided(make_held: MakeHeld, ana: User, ben: User, policy: PolicyVersion) -> list[Comment]:
    """Three comments: approved by Ana, rejected by Ben, approved by nobody yet."""
    first, second, third = make_held(3)
    decide(Order(comment=first, now=APPROVED, policy=policy, moderator_id=ana.pk))
    decide(
        Order(
            comment=second,
            now=REJECTED,
            policy=policy,
            moderator_id=ben.pk,
            guidelines=("promotion",),
            note="=HYPERLINK(1)",
        )
    )
    return [first, second, third]


@pytest.mark.parametrize(
    ("query", "lines"),
    [
        ("", 2),
        ("actor=person", 2),
        ("actor=rule", 0),
        ("now=rejected", 1),
        ("guideline=promotion", 1),
        ("guideline=abuse", 0),
        ("since=2000-01-01&until=2099-12-31", 2),
        ("until=2001-01-01", 0),
        ("moderator={ana}", 1),
        ("moderator={ana}&now=rejected", 0),
    ],
)
def test_filters(as_ana: Client, ana: User, decided: list[Comment], query: str, lines: int) -> None:
    page = as_ana.get(f"{LOG}?{query.format(ana=ana.pk)}").content.decode()

    assert page.count("<time ") == lines


@pytest.mark.parametrize(
    "query",
    [
        "site=x",
        "site=999",
        "actor=machine",
        "moderator=%00",
        "now=gone",
        "since=yesterday",
        "since=0001-01-01",
        "until=9999-12-31",
        "guideline=%27",
    ],
)
def test_a_filter_that_is_not_understood_says_so(
    as_ana: Client, decided: list[Comment], query: str
) -> None:
    answer = as_ana.get(f"{LOG}?{query}")

    assert answer.status_code == 422
    assert 'class="errorlist' in answer.content.decode()
    assert as_ana.get(f"{LOG}export/?{query}").status_code == 200


def test_the_export_is_a_table_without_formulas(as_ana: Client, decided: list[Comment]) -> None:
    answer = as_ana.get(f"{LOG}export/")

    text = b"".join(answer).decode("utf-8-sig")  # type: ignore[arg-type]
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["now"] for row in rows] == ["rejected", "approved"]
    assert rows[0]["note"] == "'=HYPERLINK(1)"
    assert rows[0]["moderator"] == "ben"
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@"))]


def test_names_of_authors_are_no_formulas_either(
    as_ana: Client, ana: User, make_comment: MakeComment, policy: PolicyVersion
) -> None:
    comment = make_comment(author_name='@SUM(1+1)*cmd|" /C calc"!A0')
    decide(Order(comment=comment, now=APPROVED, policy=policy, moderator_id=ana.pk))

    text = b"".join(as_ana.get(f"{LOG}export/")).decode("utf-8-sig")  # type: ignore[arg-type]

    (row,) = csv.DictReader(io.StringIO(text))
    assert row["author_name"] == '\'@SUM(1+1)*cmd|" /C calc"!A0'


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "\u00a0=1", "\n=1"]
)
def test_a_cell_that_could_be_a_formula_is_text(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Rui", "1+1", "a=b", "نەسرین"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell


@pytest.mark.skipif(not OFFICE, reason="no spreadsheet: apt-get install libreoffice-calc-nogui")
def test_a_real_spreadsheet_finds_no_formula_in_the_export(
    as_ana: Client,
    ana: User,
    make_comment: MakeComment,
    policy: PolicyVersion,
    tmp_path: Path,
) -> None:
    for name in ("=1+1", "+1", "-2+3", "@SUM(1+1)", '=HYPERLINK("http://evil.example")', "نەسرین"):
        comment = make_comment(f"By {name}", author_name=name)
        decide(Order(comment=comment, now=APPROVED, policy=policy, moderator_id=ana.pk))
    table = b"".join(as_ana.get(f"{LOG}export/"))  # type: ignore[arg-type]

    opened = opened_by_office(table, tmp_path)
    unguarded = opened_by_office(table.replace(b"'=", b"="), tmp_path)

    assert "table:formula" not in opened
    assert "نەسرین" in opened
    assert "table:formula" in unguarded


def opened_by_office(table: bytes, folder: Path) -> str:
    """Return what LibreOffice makes of a CSV, as flat XML."""
    (folder / "log.csv").write_bytes(table)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    utf8 = "--infilter=CSV:44,34,76"
    command = [str(OFFICE), profile, "--headless", utf8, "--convert-to", "fods", "log.csv"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    return (folder / "log.fods").read_text(encoding="utf-8")


def test_the_page_reads_few_rows_however_long_the_log(
    as_ana: Client, decided: list[Comment]
) -> None:
    page = as_ana.get(f"{LOG}?page=99999").content.decode()

    assert "1 / 1" in page
