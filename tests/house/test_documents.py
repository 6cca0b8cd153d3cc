"""Each word, setting and decision stands in the documents once."""

import re
from collections import Counter
from pathlib import Path

from tripost.kit.settings import Settings

ROOT = Path(__file__).resolve().parent.parent.parent


def first_cells(document: str) -> list[str]:
    lines = (ROOT / document).read_text().splitlines()
    return [line.split("|")[1].strip() for line in lines if line.startswith("| ")]


def test_a_word_has_one_meaning() -> None:
    assert [word for word, times in Counter(first_cells("GLOSSARY.md")).items() if times > 1] == []


def test_a_setting_is_explained_once() -> None:
    told = Counter(
        name
        for cell in first_cells("docs/operations.md")
        for name in re.findall(r"`(TRIPOST_\w+)`", cell)
    )
    assert [name for name, times in told.items() if times > 1] == []
    assert {f"TRIPOST_{name.upper()}" for name in Settings.model_fields} <= set(told)


def test_every_decision_is_in_the_index() -> None:
    folder = ROOT / "docs" / "decisions"
    named = re.findall(r"\((\d{4}-[\w-]+\.md)\)", (folder / "README.md").read_text())
    assert named == sorted(one.name for one in folder.glob("[0-9]*.md"))
