"""What does the slate tell of copies after their carrier was killed?"""

from pathlib import Path

import pytest

from tripost.delivery import recovery, slate
from tripost.delivery.slate import Found, Slate, Trace


def test_what_was_offered_answered_and_refused(tmp_path: Path) -> None:
    path = tmp_path / "slate"
    one = Slate(path)
    one.offer(0, 10)
    one.offer(1, 11)
    one.answer(1, 11, code=250, text="2.0.0 queued as ÄÖ")
    one.offer(2, 12)
    one.wipe(2)
    one.answer(3, 13, code=0, text="no answer came")
    assert slate.busy(path)
    with pytest.raises(BlockingIOError):
        Slate(path)
    one.close()
    assert not slate.busy(path)
    found = slate.left_by(path)
    assert found.whole
    assert recovery.sort([10, 11, 12, 13, 14], found) == recovery.Sorted(
        taken=((11, "250 2.0.0", "queued as ÄÖ"),), unknown=(10, 13), untouched=(12, 14)
    )


@pytest.mark.parametrize("raw", [None, b"", b"x" * 100, b"\0" * 1_000_000])
def test_a_slate_of_another_start_proves_nothing(tmp_path: Path, raw: bytes | None) -> None:
    path = tmp_path / "slate"
    if raw is not None:
        path.write_bytes(raw)
    found = slate.left_by(path)
    assert found == Found(whole=False)
    assert recovery.sort([1, 2], found).unknown == (1, 2)


def test_what_was_said_is_not_doubted_even_when_others_are() -> None:
    found = Found(whole=False, traces=(Trace(1, 250, "ok"),))
    assert recovery.sort([1, 2], found) == recovery.Sorted(
        taken=((1, "250", "ok"),), unknown=(2,), untouched=()
    )


def test_an_answer_longer_than_its_slot_is_cut(tmp_path: Path) -> None:
    one = Slate(tmp_path / "slate")
    one.answer(0, 1, code=250, text="ü" * 2000)
    one.answer(1, 2, code=250, text="next")
    one.close()
    first, second = slate.left_by(tmp_path / "slate").traces
    assert 500 <= len(first.text.encode()) <= 650
    assert second == Trace(2, 250, "next")
