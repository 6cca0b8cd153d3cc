"""A ready frame is what the websockets library would have sent."""

import json

import pytest
from websockets.frames import Frame as Theirs
from websockets.frames import Opcode

from tripost.realtime.frames import frame
from tripost.realtime.log import as_cursor, from_cursor


@pytest.mark.parametrize("size", [0, 1, 110, 111, 112, 113, 114, 115, 65_520, 65_521, 70_000])
def test_every_length_form(size: int) -> None:
    made = frame({"x": "é" * (size // 2) + "a" * (size % 2)})
    assert made.wire == Theirs(Opcode.TEXT, made.text).serialize(mask=False)
    assert json.loads(made.text)["x"].startswith("é" if size > 1 else "")


@pytest.mark.parametrize("text", ["", "x1", "c", "c-1", "cz", "c" + "f" * 17, "c 1 "])
def test_cursors_we_did_not_make(text: str) -> None:
    assert from_cursor(text) in (None, 1, -1)
    assert from_cursor(as_cursor(2**60)) == 2**60
