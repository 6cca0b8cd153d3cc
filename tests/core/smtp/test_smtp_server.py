"""Is the server the same to every client, however its bytes are cut; and hard to fool?"""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.dialogs.smtp.stage import Stage, octets, whole
from tripost.core.smtp.actions import AskRecipient, AskSender, Close, Deliver, Send, StartTls
from tripost.core.smtp.envelope import Peer
from tripost.core.smtp.profile import Limits, Profile
from tripost.core.smtp.replies import Reply
from tripost.core.smtp.server import Phase, ServerSession

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
OK = Reply(250, "2.0.0", "OK")
BEGIN = b"EHLO c\r\nMAIL FROM:<a@b.test>\r\nRCPT TO:<c@here.test>\r\n"

# RFC 5321 §4.1.1.4 against what other servers take for the end of a mail (SMTP smuggling, 2023).
FALSE_ENDS = [
    b"\n.\n",
    b"\n.\r\n",
    b"\r.\r\n",
    b"\r\n.\n",
    b"\r\n.\r",
    b"\r.\r",
    b"\n.\r",
    b"\r.\n",
    b"\r\n\0.\r\n",
    b"\r\n.\0\r\n",
    b"\r\r\n.\r\r\n",
    b"\n\r.\n\r",
]


def session(**profile: object) -> ServerSession:
    made = ServerSession(
        Peer("192.0.2.1"),
        profile=Profile(hostname="mx.test", **profile),
        now=lambda: NOW,
    )
    made.open()
    return made


def in_hand(**profile: object) -> ServerSession:
    """A session whose recipient is admitted: a mail is begun."""
    made = session(**profile)
    assert isinstance(made.feed(BEGIN)[-1], AskRecipient)
    made.answer(OK)
    return made


@pytest.mark.parametrize("cut", [whole, octets])
@pytest.mark.parametrize("end", FALSE_ENDS)
def test_a_false_end_is_kept_and_ends_nothing(end: bytes, cut: object) -> None:
    smuggled = (
        b"MAIL FROM:<evil@b.test>\r\nRCPT TO:<d@here.test>\r\nDATA\r\nSubject: 2\r\n\r\nx\r\n"
    )
    content = b"Subject: 1\r\n\r\nhello" + end + smuggled
    stage = Stage([])
    unstuffed = content.replace(b"\r\n.", b"\r\n")
    stage.say(BEGIN + b"DATA\r\n" + content + b".\r\nQUIT\r\n", cut)
    assert stage.contents == [unstuffed]
    assert stage.heard.endswith(b"250 2.0.0 Stored\r\n221 2.0.0 Bye\r\n")


words = st.sampled_from(
    [
        b"EHLO c\r\n",
        b"LHLO c\r\n",
        b"MAIL FROM:<a@b.test>\r\n",
        b"MAIL FROM:<trouble@b.test> SIZE=9 BODY=8BITMIME\r\n",
        b"RCPT TO:<c@here.test>\r\n",
        b"RCPT TO:<full@here.test>\r\n",
        b"RCPT TO:<nobody@here.test>\r\n",
        b"DATA\r\n",
        b".\r\n",
        b"\r\n.\r\n",
        b"hello\r\n",
        b"..dots\r\n.\r\n",
        b"RSET\r\n",
        b"NOOP\r\n",
        b"STARTTLS\r\n",
        b"x" * 70,
        b"\n",
        b"\r",
        b"\0\r\n",
    ]
)


@given(
    st.lists(words, max_size=25).map(b"".join),
    st.lists(st.integers(1, 300), max_size=12),
    st.booleans(),
)
def test_any_cutting_gives_the_same_conversation(said: bytes, sizes: list[int], lmtp: bool) -> None:
    profile = ["size=40", "line=60", "errors=4", "drain=90", *(["lmtp"] if lmtp else [])]
    said = (b"LHLO c\r\n" if lmtp else b"EHLO c\r\n") + said
    at_once, in_pieces = Stage(profile), Stage(profile)
    at_once.say(said, whole)
    for size in sizes:
        in_pieces.say(said[:size], whole)
        said = said[size:]
    in_pieces.say(said, octets)
    assert in_pieces.heard == at_once.heard
    assert in_pieces.mails == at_once.mails
    assert in_pieces.closed == at_once.closed


@given(st.binary(max_size=300))
def test_no_bytes_make_it_stumble(said: bytes) -> None:
    stage = Stage([])
    stage.say(b"EHLO c\r\n" + said, octets)
    assert stage.heard.startswith(b"220 ")


def test_a_pipelined_group_is_answered_in_one_write() -> None:
    talk = session()
    asked = talk.feed(BEGIN + b"RCPT TO:<d@here.test>\r\nDATA\r\n")
    assert asked == [AskRecipient(recipient="c@here.test", sender="a@b.test")]
    assert talk.answer(OK) == [AskRecipient(recipient="d@here.test", sender="a@b.test")]
    (answer,) = talk.answer(OK)
    assert isinstance(answer, Send)
    assert answer.data.count(b"\r\n250 2.") == 3
    assert answer.data.endswith(b"354 Go ahead, end with <CRLF>.<CRLF>\r\n")


def test_what_is_said_behind_a_mail_waits_for_its_answer() -> None:
    talk = in_hand()
    talk.feed(b"DATA\r\n")
    (deliver,) = talk.feed(b"x\r\n.\r\nNOOP\r\n")
    assert isinstance(deliver, Deliver)
    assert talk.held == 3
    assert talk.backlog == 6
    assert talk.feed(b"NOOP\r\n") == []
    assert talk.answer(OK) == [Send(b"250 2.0.0 OK\r\n" * 3)]
    assert talk.held == talk.backlog == 0


def test_a_stop_lets_a_mail_in_hand_finish() -> None:
    talk = in_hand()
    assert talk.shut_down() == []
    assert talk.feed(b"DATA\r\n") == [Send(b"354 Go ahead, end with <CRLF>.<CRLF>\r\n")]
    talk.feed(b"x\r\n.\r\nMAIL FROM:<a@b.test>\r\n")
    sent, closed = talk.answer(OK)
    assert sent == Send(b"250 2.0.0 OK\r\n421 4.3.2 The server stops, come back soon\r\n")
    assert closed == Close()


def test_a_stop_shows_an_idle_client_out() -> None:
    assert session().shut_down()[-1] == Close()


def test_a_silent_client_is_told() -> None:
    talk = in_hand()
    assert talk.time_out() == [Send(b"421 4.4.2 Too slow, closing\r\n"), Close()]
    assert talk.feed(b"NOOP\r\n") == talk.time_out() == talk.answer(OK) == []


def test_an_answer_for_a_client_who_left_goes_nowhere() -> None:
    talk = session()
    talk.feed(BEGIN)
    talk.lost()
    assert talk.answer(OK) == []
    assert talk.phase is Phase.CLOSED


def test_content_can_be_refused_on_its_way() -> None:
    talk = in_hand()
    talk.feed(b"DATA\r\n")
    talk.feed(b"x" * 1000)
    assert talk.held == 1000
    talk.refuse_content(Reply(452, "4.3.1", "Too much"))
    assert talk.held == 0
    assert talk.feed(b"\r\n.\r\n") == [Send(b"452 4.3.1 Too much\r\n")]


def test_no_mail_begins_in_a_crowd() -> None:
    crowd = [True]
    talk = ServerSession(
        Peer("192.0.2.1"),
        profile=Profile(hostname="mx.test"),
        now=lambda: NOW,
        crowded=lambda: crowd[0],
    )
    talk.feed(b"EHLO c\r\n")
    (refused,) = talk.feed(b"MAIL FROM:<a@b.test>\r\n")
    assert isinstance(refused, Send)
    assert refused.data.startswith(b"452 4.3.1 ")
    crowd[0] = False
    assert talk.feed(b"MAIL FROM:<a@b.test>\r\n") == [Send(b"250 2.1.0 Sender OK\r\n")]


def test_a_door_can_ask_about_senders() -> None:
    talk = session(ask_sender=True)
    talk.feed(b"EHLO c\r\n")
    assert talk.feed(b"MAIL FROM:<a@b.test> SIZE=7\r\n") == [AskSender(sender="a@b.test", size=7)]
    assert talk.answer(Reply(550, "5.7.1", "Not you")) == [Send(b"550 5.7.1 Not you\r\n")]
    assert talk.feed(b"DATA\r\n")[0] == Send(b"503 5.5.1 Say MAIL and RCPT first\r\n")


def test_nothing_is_heard_between_starttls_and_tls() -> None:
    talk = session(starttls=True)
    sent, tls = talk.feed(b"STARTTLS\r\nEHLO evil\r\nMAIL FROM:<evil@b.test>\r\n")
    assert sent == Send(b"220 2.0.0 Ready to start TLS\r\n")
    assert tls == StartTls()
    assert talk.feed(b"EHLO evil\r\n") == []
    assert talk.tls_started("TLSv1.3") == []
    assert talk.feed(b"MAIL FROM:<a@b.test>\r\n") == [Send(b"503 5.5.1 Say EHLO first\r\n")]


def test_the_envelope_holds_the_trace_and_the_content_does_not() -> None:
    talk = in_hand(limits=Limits(size=100))
    talk.feed(b"DATA\r\n")
    (deliver,) = talk.feed(b"Subject: x\n\rbare\r\n.\r\n")
    assert isinstance(deliver, Deliver)
    assert deliver.content == b"Subject: x\n\rbare\r\n"
    assert deliver.envelope.peer == Peer("192.0.2.1")
    assert deliver.envelope.received_at == NOW
    assert (deliver.envelope.helo, deliver.envelope.tls) == ("c", "")


def test_the_line_limit_holds_memory_down() -> None:
    talk = session()
    for _ in range(20):
        talk.feed(b"x" * 1024)
        assert talk.backlog <= 4096
