"""Rules that raise, never end, hear no alarm, kill their worker; texts that make them try."""

from collections.abc import Iterator

import pytest

from tests.faults.experiment import experiment
from tests.faults.hostile_rules import DEAF, ENDLESS, KILLS, RAISES
from tests.faults.installation import SETUPS, Installation, installation
from tests.faults.reader import Ledger, Reader

pytestmark = pytest.mark.long

# What costs a matcher most: repetition, marks upon marks, disguise, one letter, no blanks.
POISON = (
    "fuck" * 1200,
    "f.u.c.k " * 600,
    "a " * 2400,
    "a\u0301" * 2400,
    "x" * 4900,
    "\u0640" * 4900 + "x",
    "😀" * 2400,
    "((((" * 1200,
    "https://a.example/ " * 250,
    "\u200b".join("kill you " * 250),
    "ﷺ" * 4900,
    "I" * 2400 + "İı" * 1200,
    "\\" * 4900,
    "=cmd|' /C calc'!A0 " * 250,
)


@pytest.fixture(scope="module", params=SETUPS)
def run(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """An installation with a rule more than ours; each rule may take a second."""
    folder = tmp_path_factory.mktemp("f")
    hostile = "tests.faults.hostile_rules"
    settings = {"DJANGO_SETTINGS_MODULE": hostile, "REVIEW_SECONDS": "1"}
    with installation(folder, request.param, **settings) as running:
        yield running


def send(run: Installation, ledger: Ledger, *texts: str) -> list[str]:
    """Send texts among the others', and return the receipts."""
    import threading

    reader = Reader(run.stack, ledger, threading.Event())
    receipts = []
    for text in texts:
        sent = ledger.begin(text)
        reader.send(sent)
        receipts.append(sent.told["receipt"])
    return receipts


def are_held(run: Installation, receipts: list[str]) -> bool:
    told = [run.stack.ask(f"/api/v1/submissions/{receipt}").body for receipt in receipts]
    return all(one["status"] == "pending" and one["waits_for"] == "person" for one in told)


def test_texts_that_cost_most(run: Installation) -> None:
    with experiment(run, "poison texts") as ledger:
        receipts = send(run, ledger, *POISON)

    assert len(receipts) == len(POISON)


def test_a_rule_that_raises(run: Installation) -> None:
    with experiment(run, "rule raises") as ledger:
        receipts = send(run, ledger, *[RAISES] * 20)

    assert are_held(run, receipts)


def test_a_rule_that_never_ends(run: Installation) -> None:
    with experiment(run, "rule never ends", settle_seconds=240) as ledger:
        receipts = send(run, ledger, *[ENDLESS] * 10)

    assert are_held(run, receipts)


def test_a_rule_that_hears_no_alarm(run: Installation) -> None:
    with experiment(run, "rule hears no alarm", settle_seconds=300) as ledger:
        receipts = send(run, ledger, DEAF)

    assert are_held(run, receipts)


def test_a_rule_that_kills_its_worker(run: Installation) -> None:
    with experiment(run, "rule kills its worker", settle_seconds=300) as ledger:
        receipts = send(run, ledger, KILLS)

    assert are_held(run, receipts)
