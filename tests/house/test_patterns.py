"""Patterns mean the same in every Python 3.11, also in Debian's 3.11.2."""

import re
from pathlib import Path

import pytest

SOURCES = Path(__file__).parents[2] / "tripost"
# Python before 3.11.5 matches these wrongly as soon as the group itself goes back (gh-106052):
# the sanitiser then let pictures from elsewhere through. One class with ++ or *+ is right in all.
BROKEN = re.compile(r"\)(?:[*+?]|\{\d+(?:,\d*)?\})\+|\(\?>")


@pytest.mark.parametrize("text", [r"(?:a|b)*+", r"(a)++", r"(?:x){1,8}+y", r"(?>a|b)", r"(a)?+"])
def test_the_search_finds_possessive_and_atomic_groups(text: str) -> None:
    assert BROKEN.search(text)


def test_no_pattern_has_a_possessive_or_atomic_group() -> None:
    found = [
        f"{path.relative_to(SOURCES)}:{number}"
        for path in sorted(SOURCES.rglob("*.py"))
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if BROKEN.search(line)
    ]
    assert found == []
