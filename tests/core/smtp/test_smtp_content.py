"""Where does a mail end? Nowhere but at CRLF.CRLF, however the bytes are cut."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripost.core.smtp.content import (
    ContentReader,
    NotCanonical,
    canonical,
    check_canonical,
    stuffed,
)

# Strings made of what matters: ends, halves of ends, dots, and something else.
pieces = st.lists(
    st.sampled_from([b"\r\n", b"\r", b"\n", b".", b"..", b"x", b"\r\n.", b"\0", b"\xff"]),
    max_size=30,
).map(b"".join)


def read(wire: bytes, *, cuts: list[int], limit: int = 10_000) -> tuple[ContentReader, bytes]:
    """The reader after its end, and what it left."""
    reader = ContentReader(limit=limit)
    edges = sorted({0, len(wire), *(cut % (len(wire) + 1) for cut in cuts)})
    for start, stop in pairwise(edges):
        end = reader.feed(wire[start:stop])
        if end >= 0:
            return reader, wire[start + end :]
    raise AssertionError("no end was found")


def slow_end(wire: bytes) -> int:
    """RFC 5321 §4.1.1.4 in the plainest words: the oracle."""
    return (b"\r\n" + wire).index(b"\r\n.\r\n") + 3


@given(pieces, pieces, st.lists(st.integers(0, 200), max_size=8))
def test_any_cutting_finds_the_same_end(content: bytes, rest: bytes, cuts: list[int]) -> None:
    wire = content + b"\r\n.\r\n" + rest
    end = slow_end(wire)
    reader, left = read(wire, cuts=cuts)
    assert left == wire[end:]
    plain = (b"\r\n" + wire[: end - 3]).replace(b"\r\n.", b"\r\n")[2:]
    assert reader.content == plain


@given(pieces, st.lists(st.integers(0, 200), max_size=8))
def test_what_is_canonical_comes_back_as_it_was(content: bytes, cuts: list[int]) -> None:
    content = canonical(content)
    reader, left = read(stuffed(content) + b"NOOP\r\n", cuts=cuts)
    assert reader.content == content
    assert left == b"NOOP\r\n"


@given(pieces, st.lists(st.integers(0, 200), max_size=8), st.integers(0, 40))
def test_the_limit_is_exact_however_the_mail_is_cut(
    content: bytes, cuts: list[int], limit: int
) -> None:
    content = canonical(content)
    reader, left = read(stuffed(content) + b"NOOP\r\n", cuts=cuts, limit=limit)
    assert (reader.refusal is not None) is (len(content) > limit)
    assert left == b"NOOP\r\n"


def test_an_oversize_mail_is_not_kept() -> None:
    reader = ContentReader(limit=1000)
    for _ in range(100):
        reader.feed(b"x" * 100)
    assert reader.refusal is not None
    assert reader.refusal.code == 552
    assert reader.held == 0


@given(pieces)
def test_nothing_bare_leaves(content: bytes) -> None:
    wire = stuffed(canonical(content))
    assert b"\0" not in wire
    assert wire.count(b"\r") == wire.count(b"\n") == wire.count(b"\r\n")
    assert (b"\r\n" + wire).index(b"\r\n.\r\n") + 3 == len(wire)


@pytest.mark.parametrize(
    "content", [b"a\nb\r\n", b"a\rb\r\n", b"a\r\r\n", b"a\r\n.\n\r\n", b"a\n\r\n", b"\0\r\n", b"\r"]
)
def test_what_could_be_read_as_two_mails_is_refused(content: bytes) -> None:
    with pytest.raises(NotCanonical):
        check_canonical(content)
    with pytest.raises(NotCanonical):
        stuffed(content)
