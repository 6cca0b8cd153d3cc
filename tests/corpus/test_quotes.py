"""Are quotes and signatures told from new text, on mails that nobody here wrote?"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tripost.core.quote import fold

FOLDER = (
    Path(os.environ.get("TRIPOST_CORPORA", Path(__file__).parents[3] / "shared" / "corpora"))
    / "quotes_discourse"
)
WANTED = 30

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the set quotes_discourse is not here (TRIPOST_CORPORA)"
)


def squeeze(text: str) -> str:
    return " ".join(text.split())


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def test_new_text_is_told_from_old(record_property: Callable[[str, object], None]) -> None:
    names = sorted(path.name for path in (FOLDER / "emails").iterdir())
    wrong = [
        name
        for name in names
        if squeeze(fold(read(FOLDER / "emails" / name)).visible)
        != squeeze(read(FOLDER / "trimmed" / name))
    ]
    right = len(names) - len(wrong)
    record_property("quotes_discourse", f"{right}/{len(names)}")
    print(
        f"\n| quotes_discourse | visible text | {right}/{len(names)} | wanted {WANTED} | {wrong} |"
    )
    assert right >= WANTED, wrong


def test_no_line_is_lost() -> None:
    for path in sorted((FOLDER / "emails").iterdir()):
        text = read(path)
        folded = fold(text)
        before = sorted(squeeze(line) for line in text.splitlines() if line.strip())
        after = f"{folded.visible}\n{folded.folded}".splitlines()
        assert before == sorted(squeeze(line) for line in after if line.strip()), path.name
