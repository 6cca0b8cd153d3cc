"""Reports of known programs: read in bounded time, whatever stands in them."""

import re
import time

import pytest
from flufl.bounce._detectors import simplematch, simplewarning
from hypothesis import given
from hypothesis import strategies as st

from tripost.core.bounce import read_bounce
from tripost.core.bounce_known import LINE, TEXT, bounded, known
from tripost.core.message import parse

HEAD = b"From: mailer-daemon@x.example\r\nSubject: Undelivered\r\n"
YAHOO = (
    b"From: MAILER-DAEMON@yahoo.example\r\nSubject: failure notice\r\n\r\n"
    b"Message from yahoo.com.\r\nUnable to deliver message to the following address(es).\r\n\r\n"
    b"<kim@x.example>:\r\nThis user doesn't have a yahoo.com account (kim@x.example) [0]\r\n\r\n"
    b"<lea@x.example>:\r\nSorry your message to lea@x.example cannot be delivered. This account is"
    b" over quota.\r\n\r\n--- Original message follows.\r\n\r\nTo: <not@x.example>\r\n"
)
# What makes the detectors look at every line that follows.
TAGS = [
    re.sub(r"\\(.)", r"\1", start.pattern).strip("^$")
    for start, _, _ in simplematch.PATTERNS + simplewarning.PATTERNS
    if not set("[]*?|") & set(start.pattern.replace("\\(", "").replace("\\)", ""))
]
LINES = {
    "a word": b"a" * 100_000,
    "words": (b"a" * 119 + b" ") * 900,
    "brackets": b"<" * 100_000,
    "blanks": b"rcpt to:" + b" " * 100_000 + b"x",
    "addresses": b"a@ " * 40_000,
    "many lines": b"\r\n".join([b"<aaaaaaaaaaaa@" * 8] * 2000),
}


def read(raw: bytes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return known(raw, parse(raw))


def test_each_recipient_has_words_of_its_own() -> None:
    found = {one.recipient: one.hard for one in read_bounce(YAHOO, parse(YAHOO)).failures}
    assert found == {"kim@x.example": True, "lea@x.example": False}


@pytest.mark.parametrize("shape", LINES)
def test_hostile_lines_cost_little(shape: str) -> None:
    """The detectors alone take minutes for some of these."""
    assert len(TAGS) > 30
    raw = HEAD + b"\r\n" + "\r\n".join(TAGS).encode() + b"\r\n"
    raw += b"\r\n".join([LINES[shape]] * 4)
    mail = parse(raw)
    took = []
    for _ in range(3):
        begun = time.perf_counter()
        known(raw, mail)
        took.append(time.perf_counter() - begun)
    assert min(took) < 1.0  # 0.03 here


MANY = {
    "addresses": HEAD + b"\r\n" + b"a@b.example failed " * 20_000,
    "one per line": HEAD + b"\r\n" + b"<a@b.example>: user unknown\r\n" * 15_000,
    "in a field": HEAD
    + b"X-Failed-Recipients: "
    + b",\r\n ".join(b"a%d@b.example" % n for n in range(3000))
    + b"\r\n\r\n"
    + b"it failed " * 20_000,
}


@pytest.mark.parametrize("shape", MANY)
def test_many_recipients_are_weighed_once(shape: str) -> None:
    mail = parse(MANY[shape])
    took = []
    for _ in range(3):
        begun = time.perf_counter()
        read_bounce(MANY[shape], mail)
        took.append(time.perf_counter() - begun)
    assert min(took) < 1.0  # 0.05 here; each for itself takes many seconds


def test_an_encoded_text_makes_no_long_lines() -> None:
    raw = HEAD + (
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\nYWFhYQ==\r\n--b--\r\n"
    )
    seen = bounded(raw, parse(raw))
    assert b"Content-Transfer-Encoding" not in seen


@given(st.binary(max_size=2000))
def test_what_the_detectors_see_is_bounded(noise: bytes) -> None:
    raw = HEAD + noise * 40
    seen = bounded(raw, parse(raw))
    assert len(seen) < TEXT * 3
    assert max(map(len, seen.split(b"\n"))) <= max(LINE, 1000)
    later, gone = read(raw)
    assert all("@" in one for one in (*later, *gone))
