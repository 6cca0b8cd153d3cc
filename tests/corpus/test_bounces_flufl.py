"""117 bounces collected by flufl.bounce (its source archive), with the addresses they are about.

Not handed out with the other sets: unpack the archive and name its `tests` folder in
TRIPOST_BOUNCES. Of all files 115 have an answer.
"""

import ast
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tripost.core.automatic import classify
from tripost.core.bounce import read_bounce
from tripost.core.message import parse

Answers = dict[str, tuple[set[str], set[str]]]


@pytest.fixture
def bounces() -> Path:
    folder = os.environ.get("TRIPOST_BOUNCES", "")
    if not folder or not (Path(folder) / "test_detectors.py").is_file():
        pytest.skip("TRIPOST_BOUNCES names no unpacked tests folder of flufl.bounce")
    return Path(folder)


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


def test_bounces_name_their_recipients(bounces: Path, score: Callable[..., None]) -> None:
    known = answers(bounces)
    right = told = 0
    for name, (failed, late) in known.items():
        raw = (bounces / "data" / name).read_bytes()
        mail = parse(raw)
        found = read_bounce(raw, mail).failures
        lost = {one.recipient.lower() for one in found if one.lost}
        delayed = {one.recipient.lower() for one in found if one.action == "delayed"}
        right += (lost, delayed) == (failed, late)
        told += classify(mail, envelope_sender="").kind == "bounce"
    score("flufl.bounce", "recipients, failed or late", right, len(known), 112)
    score("flufl.bounce", "told as bounce", told, len(known), 111)
