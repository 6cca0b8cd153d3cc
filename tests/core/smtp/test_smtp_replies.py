"""Do replies survive the wire, and can text in them do harm?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripost.core.smtp.replies import BadReply, Reply, ReplyReader, one_for_all


@given(st.sampled_from([250, 354, 450, 550]), st.sampled_from(["", "5.1.1"]), st.text())
def test_any_text_makes_exactly_one_reply(code: int, status: str, text: str) -> None:
    wire = Reply(code, status, text).wire()
    assert wire.endswith(b"\r\n")
    assert wire.isascii()
    assert all(len(line) <= 510 for line in wire.split(b"\r\n"))
    replies = ReplyReader().feed(wire)
    assert [reply.code for reply in replies] == [code]


def test_a_reply_is_read_back_as_written() -> None:
    for reply in (
        Reply(250, "2.1.0", "OK"),
        Reply(550, "5.1.1", "No\nsuch"),
        Reply(250, "", "a\nb"),
    ):
        assert ReplyReader().feed(reply.wire()) == [reply]


@given(st.lists(st.integers(1, 5), max_size=30))
def test_replies_may_come_in_pieces(cuts: list[int]) -> None:
    wire = b"250-one\r\n250 two\r\n354 go\r\n250\r\n"
    reader, found = ReplyReader(), []
    for cut in cuts:
        found += reader.feed(wire[:cut])
        wire = wire[cut:]
    found += reader.feed(wire)
    assert found == [Reply(250, "", "one\ntwo"), Reply(354, "", "go"), Reply(250, "", "")]
    assert not reader.pending


@pytest.mark.parametrize(
    "wire",
    [
        b"hello\r\n",
        b"25 x\r\n",
        b"250x\r\n",
        b"999 x\r\n",
        b"250-a\r\n251 b\r\n",
        b"250-a\r\n" * 300,
        b"x" * 5000,
        b"250 " + b"x" * 5000 + b"\r\n",
        "２５０ x\r\n".encode(),
    ],
)
def test_what_is_no_reply_is_said_so(wire: bytes) -> None:
    with pytest.raises(BadReply):
        ReplyReader().feed(wire)


def test_one_answer_for_several_fates() -> None:
    good, later, never = Reply(250, "", "a"), Reply(450, "", "b"), Reply(550, "", "c")
    assert one_for_all([never, later, good]) == good
    assert one_for_all([never, later]) == later
    assert one_for_all([never]) == never
