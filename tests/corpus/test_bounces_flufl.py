"""117 bounces collected by flufl.bounce (its source archive), with the addresses they are about.

Two of them name nobody on purpose; the table below says of the others for whom it is over.
"""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.corpus.sdists import NotToBeHad, unpacked
from tripost.core.bounce import Failure, read_bounce
from tripost.core.message import parse
from tripost.inbound.reading import Task, read

Answers = dict[str, tuple[set[str], set[str]]]


# Files whose report says that the address itself is gone; in the others the mailbox is full, the
# mail was too large or unwanted, the way was closed for the day, or nothing is said.
GONE = frozenset(
    [
        "bounce_02",
        "dsn_10",
        "dsn_11",
        "dsn_12",
        "dsn_13",
        "dsn_14",
        "dsn_15",
        "dsn_16",
        "dsn_18",
        "exim_01",
        "groupwise_01",
        "groupwise_02",
        "llnl_01",
        "microsoft_01",
        "microsoft_02",
        "microsoft_04",
        "postfix_01",
        "qmail_01",
        "qmail_03",
        "qmail_04",
        "qmail_05",
        "simple_01",
        "simple_04",
        "simple_05",
        "simple_06",
        "simple_08",
        "simple_11",
        "simple_12",
        "simple_13",
        "simple_15",
        "simple_16",
        "simple_17",
        "simple_19",
        "simple_23",
        "simple_25",
        "simple_26",
        "simple_27",
        "simple_29",
        "simple_30",
        "simple_31",
        "simple_33",
        "simple_34",
        "simple_36",
        "simple_37",
        "simple_39",
        "simple_41",
        "smtp32_04",
        "smtp32_06",
        "smtp32_07",
        "yahoo_03",
        "yahoo_05",
        "yahoo_06",
        "yahoo_07",
        "yahoo_08",
        "yahoo_09",
        "yahoo_10",
        "yahoo_11",
        "yahoo_12",
        "yahoo_13",
        "yale_01",
    ]
)
NOBODY = {"bounce_01.txt", "dumbass_01.txt"}  # what is left of them names no address
NO_FAILURE = {"groupwise_03.txt", "qmail_08.txt"}  # an answer, and a report without an address


@pytest.fixture(scope="module")
def bounces() -> Path:
    try:
        return unpacked("flufl.bounce==6.0.0") / "tests"
    except NotToBeHad as why:
        pytest.skip(str(why))


def answers(folder: Path) -> Answers:
    """By file: addresses that failed, and addresses that are only late."""
    source = (folder / "test_detectors.py").read_text()
    begin = source.index("DETECTORS = [") + len("DETECTORS = ")
    rows = ast.literal_eval(source[begin : source.index("\n]\n", begin) + 2])
    found: Answers = {}
    for _, name, addresses, late in rows:
        pair = found.setdefault(name, (set(), set()))
        pair[late].update(address.decode().lower() for address in addresses)
    return found


def failures(path: Path) -> tuple[Failure, ...]:
    raw = path.read_bytes()
    return read_bounce(raw, parse(raw)).failures


def test_bounces_name_their_recipients(bounces: Path, score: Callable[..., None]) -> None:
    known = answers(bounces) | {name: (set[str](), set[str]()) for name in NOBODY}
    assert known.keys() == {path.name for path in (bounces / "data").glob("*.txt")}
    wrong = []
    for name, (gone, late) in known.items():
        found = failures(bounces / "data" / name)
        lost = {one.recipient.lower() for one in found if one.lost}
        delayed = {one.recipient.lower() for one in found if one.action == "delayed"}
        wrong += [name] if (lost, delayed) != (gone, late) else []
    score("flufl.bounce", "recipients, failed or late", 117 - len(wrong), len(known), 117)
    assert not wrong


def test_for_whom_it_is_over(bounces: Path, score: Callable[..., None]) -> None:
    known = [name for name, (gone, late) in answers(bounces).items() if gone or late]
    wrong = [
        name
        for name in known
        if {bool(one.hard) for one in failures(bounces / "data" / name)}
        != {name.removesuffix(".txt") in GONE}
    ]
    score("flufl.bounce", "hard or soft", len(known) - len(wrong), len(known), len(known))
    assert not wrong


def test_what_failed_is_read_as_a_bounce(bounces: Path, score: Callable[..., None]) -> None:
    """As the corridor reads a mail that came back to an envelope sender of ours."""
    lost = [name for name, (gone, _) in answers(bounces).items() if gone]
    told = [
        name
        for name in lost
        if read(Task(raw=(bounces / "data" / name).read_bytes(), sender="")).bounce is not None
    ]
    score("flufl.bounce", "told as bounce", len(told), len(lost), len(lost))
    assert not set(told) & (NOBODY | NO_FAILURE)
