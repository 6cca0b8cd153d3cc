"""What does the client say, and what does it make of the answers?"""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripost.core.smtp.actions import Close, Send, StartTls
from tripost.core.smtp.client import (
    ClientSession,
    Failed,
    Login,
    Manner,
    Outcome,
    Ready,
    Step,
    Tls,
)
from tripost.core.smtp.content import NotCanonical
from tripost.core.smtp.outgoing import Outgoing, Unsendable, prepared

FULL = b"250-hop.test\r\n250-PIPELINING\r\n250-SIZE 1000\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n"
BARE = b"250 hop.test\r\n"
PLAIN = Manner(hostname="us.test", tls=Tls.NONE)


def codes(steps: list[Step]) -> list[int]:
    (outcome,) = [step for step in steps if isinstance(step, Outcome)]
    return [reply.code for reply in outcome.replies]


def sent(steps: list[Step]) -> bytes:
    return b"".join(step.data for step in steps if isinstance(step, Send))


def mail(*recipients: str, content: bytes = b"Subject: x\r\n\r\n.\r\nx\r\n") -> Outgoing:
    return Outgoing(
        sender="a@b.test", recipients=recipients or ("c@d.test",), body=prepared(content)
    )


def ready(offer: bytes = FULL, manner: Manner = PLAIN) -> ClientSession:
    session = ClientSession(manner)
    session.feed(b"220 hop.test\r\n")
    assert session.feed(offer) == [Ready()]
    return session


def test_an_envelope_is_one_write_and_the_content_the_second() -> None:
    session = ready()
    (envelope,) = session.send(mail("c@d.test", "e@f.test"))
    assert envelope == Send(
        b"MAIL FROM:<a@b.test> SIZE=20\r\nRCPT TO:<c@d.test>\r\nRCPT TO:<e@f.test>\r\nDATA\r\n"
    )
    content = session.feed(b"250 OK\r\n250 OK\r\n550 5.1.1 No\r\n354 go\r\n")
    assert content == [Send(b"Subject: x\r\n\r\n..\r\nx\r\n.\r\n")]
    done = session.feed(b"250 2.0.0 queued\r\n")
    assert codes(done) == [250, 550]
    assert done[-1] == Ready()
    assert sent(session.send(mail())).startswith(b"MAIL FROM")


def test_without_pipelining_one_command_at_a_time() -> None:
    session = ready(BARE)
    said = [session.send(mail("c@d.test", "e@f.test"))]
    said += [session.feed(b"250 OK\r\n") for _ in range(3)]
    said.append(session.feed(b"354 go\r\n"))
    assert [sent(steps).split(b"\r\n")[0] for steps in said] == [
        b"MAIL FROM:<a@b.test>",
        b"RCPT TO:<c@d.test>",
        b"RCPT TO:<e@f.test>",
        b"DATA",
        b"Subject: x",
    ]
    assert codes(session.feed(b"250 OK\r\n")) == [250, 250]


@pytest.mark.parametrize(
    ("answers", "fates"),
    [
        ([b"550 5.7.1 go away"], [550, 550]),
        ([b"250 OK", b"550 no", b"450 later"], [550, 450]),
        ([b"250 OK", b"550 no", b"250 OK", b"451 later"], [550, 451]),
    ],
)
def test_a_hopeless_mail_ends_early_and_is_reset_before_the_next(
    answers: list[bytes], fates: list[int]
) -> None:
    session = ready(BARE)
    session.send(mail("c@d.test", "e@f.test"))
    for answer in answers[:-1]:
        session.feed(answer + b"\r\n")
    steps = session.feed(answers[-1] + b"\r\n")
    assert codes(steps) == fates
    assert sent(steps) == b""
    assert session.send(mail()) == [Send(b"RSET\r\n")]
    assert sent(session.feed(b"250 OK\r\n")).startswith(b"MAIL FROM")


def test_when_everybody_is_refused_the_reset_goes_with_the_next_mail() -> None:
    session = ready()
    session.send(mail())
    done = session.feed(b"250 OK\r\n550 5.1.1 No\r\n554 5.5.1 Nobody\r\n")
    assert codes(done) == [550]
    assert sent(session.send(mail())).startswith(b"RSET\r\nMAIL FROM")
    session.feed(b"250 reset\r\n250 OK\r\n250 OK\r\n354 go\r\n")
    assert codes(session.feed(b"250 OK\r\n")) == [250]


def test_an_unwanted_354_is_answered_with_an_empty_mail_and_no_success_is_believed() -> None:
    # RFC 2920 §3.1
    session = ready()
    session.send(mail())
    assert session.feed(b"250 OK\r\n550 5.1.1 No\r\n354 go\r\n") == [Send(b".\r\n")]
    assert codes(session.feed(b"250 OK\r\n")) == [550]


def test_lmtp_answers_for_each_recipient() -> None:
    session = ClientSession(Manner(hostname="us.test", tls=Tls.NONE, lmtp=True))
    assert session.feed(b"220 hop.test\r\n") == [Send(b"LHLO us.test\r\n")]
    session.feed(FULL)
    session.send(mail("c@d.test", "no@d.test", "e@f.test"))
    session.feed(b"250 OK\r\n250 OK\r\n550 no\r\n250 OK\r\n354 go\r\n")
    assert session.feed(b"250 OK\r\n") == []
    assert codes(session.feed(b"452 4.2.2 full\r\n")) == [250, 550, 452]


@given(st.lists(st.integers(1, 20), max_size=40))
def test_answers_may_be_cut_anywhere(cuts: list[int]) -> None:
    answers = b"250 OK\r\n250-a\r\n250 b\r\n550 5.1.1 No\r\n354 go\r\n250 2.0.0 done\r\n"
    session, steps = ready(), []
    session.send(mail("c@d.test", "e@f.test"))
    for cut in [*cuts, 1000]:
        steps += session.feed(answers[:cut])
        answers = answers[cut:]
    assert codes(steps) == [250, 550]


@pytest.mark.parametrize(
    ("offer", "changes", "code", "status"),
    [
        (FULL, {"content": b"x" * 2000 + b"\r\n"}, 552, "5.3.4"),
        (BARE, {"content": "Grüße\r\n".encode()}, 554, "5.6.3"),
    ],
)
def test_what_the_hop_cannot_take_is_not_tried(
    offer: bytes, changes: dict[str, bytes], code: int, status: str
) -> None:
    session = ready(offer)
    outcome, again = session.send(mail(**changes))
    assert isinstance(outcome, Outcome)
    assert [(reply.code, reply.status) for reply in outcome.replies] == [(code, status)]
    assert again == Ready()


def test_extensions_are_used_when_needed() -> None:
    session = ready()
    said = sent(session.send(mail("jörg@bücher.test", content="Grüße\r\n".encode())))
    assert said.startswith(b"MAIL FROM:<a@b.test> SIZE=9 BODY=8BITMIME SMTPUTF8\r\n")
    assert codes(ready(BARE).send(mail("jörg@d.test"))) == [553]


def test_a_lost_connection_after_the_content_is_uncertain() -> None:
    session = ready()
    session.send(mail())
    session.feed(b"250 OK\r\n250 OK\r\n354 go\r\n")
    outcome, failed, close = session.lost()
    assert isinstance(outcome, Outcome)
    assert outcome.uncertain
    assert outcome.replies[0].temporary
    assert isinstance(failed, Failed)
    assert close == Close()
    assert session.lost() == session.feed(b"250 OK\r\n") == []


def test_a_lost_connection_before_the_content_is_certain() -> None:
    session = ready()
    session.send(mail("c@d.test", "e@f.test"))
    session.feed(b"250 OK\r\n550 no\r\n")
    outcome = session.lost()[0]
    assert isinstance(outcome, Outcome)
    assert not outcome.uncertain
    assert [reply.code for reply in outcome.replies] == [550, 451]


def test_421_ends_the_session_with_its_own_words() -> None:
    session = ready()
    session.send(mail())
    session.feed(b"250 OK\r\n250 OK\r\n354 go\r\n")
    outcome, failed, close = session.feed(b"421 4.3.2 shutting down\r\n")
    assert isinstance(outcome, Outcome)
    assert not outcome.uncertain
    assert outcome.replies[0].text == "shutting down"
    assert isinstance(failed, Failed)
    assert close == Close()


def test_tls_comes_before_all_else() -> None:
    session = ClientSession(Manner(hostname="us.test", tls=Tls.REQUIRED))
    session.feed(b"220 hop.test\r\n")
    assert session.feed(b"250-hop.test\r\n250 STARTTLS\r\n") == [Send(b"STARTTLS\r\n")]
    assert session.feed(b"220 go\r\n") == [StartTls()]
    assert session.tls_started() == [Send(b"EHLO us.test\r\n")]
    assert session.feed(b"250-hop.test\r\n250 STARTTLS\r\n") == [Ready()]


@pytest.mark.parametrize(
    ("tls", "login", "offer", "answer"),
    [
        (Tls.REQUIRED, None, BARE, b""),
        (Tls.REQUIRED, None, b"250-h\r\n250 STARTTLS\r\n", b"454 not now\r\n"),
        (Tls.REQUIRED, None, b"502 no EHLO\r\n", b""),
        # Who strips STARTTLS on the way does not get the password.
        (Tls.OPPORTUNISTIC, Login(user="u", password="p"), b"250-h\r\n250 AUTH PLAIN\r\n", b""),
        (Tls.NONE, Login(user="u", password="p"), b"250-h\r\n250 AUTH GSSAPI\r\n", b""),
        (Tls.NONE, Login(user="u", password="p"), BARE, b""),
    ],
)
def test_what_is_required_is_not_given_up(
    tls: Tls, login: Login | None, offer: bytes, answer: bytes
) -> None:
    session = ClientSession(Manner(hostname="us.test", tls=tls, login=login))
    session.feed(b"220 hop.test\r\n")
    steps = session.feed(offer)
    if answer:
        steps = session.feed(answer)
    assert isinstance(steps[-2], Failed)
    assert not any(isinstance(step, Send) for step in steps)


@pytest.mark.parametrize("injected", [b"250 sneaky\r\n", b"250 half", b"354 go\r\n250 OK\r\n"])
def test_words_slipped_in_before_tls_end_the_session(injected: bytes) -> None:
    session = ClientSession(Manner(hostname="us.test"))
    session.feed(b"220 hop.test\r\n")
    session.feed(b"250-hop.test\r\n250 STARTTLS\r\n")
    failed, close = session.feed(b"220 go\r\n" + injected)
    assert isinstance(failed, Failed)
    assert close == Close()


def test_a_login_in_one_step_and_in_three() -> None:
    login = Login(user="anna", password="gehe!m")
    manner = Manner(hostname="us.test", tls=Tls.IMPLICIT, login=login)
    session = ClientSession(manner)
    session.feed(b"220 hop.test\r\n")
    said = sent(session.feed(b"250-hop.test\r\n250 AUTH LOGIN PLAIN\r\n"))
    assert base64.b64decode(said.removeprefix(b"AUTH PLAIN ")) == b"\0anna\0gehe!m"
    assert session.feed(b"235 welcome\r\n") == [Ready()]
    session = ClientSession(manner)
    session.feed(b"220 hop.test\r\n")
    assert sent(session.feed(b"250-hop.test\r\n250 AUTH=LOGIN\r\n")) == b"AUTH LOGIN\r\n"
    assert base64.b64decode(sent(session.feed(b"334 VXNlcm5hbWU6\r\n"))) == b"anna"
    assert base64.b64decode(sent(session.feed(b"334 UGFzc3dvcmQ6\r\n"))) == b"gehe!m"
    failed = session.feed(b"535 5.7.8 wrong\r\n")[0]
    assert isinstance(failed, Failed)
    assert failed.reply.code == 535


def test_an_old_server_gets_helo() -> None:
    session = ClientSession(Manner(hostname="us.test"))
    session.feed(b"220 hop.test\r\n")
    assert session.feed(b"502 what?\r\n") == [Send(b"HELO us.test\r\n")]
    assert session.feed(b"250 hello\r\n") == [Ready()]
    assert sent(session.send(mail())) == b"MAIL FROM:<a@b.test>\r\n"


def test_a_polite_end() -> None:
    session = ready()
    assert session.quit() == [Send(b"QUIT\r\n")]
    assert session.feed(b"221 bye\r\n") == [Close()]
    session = ready()
    session.quit()
    assert session.lost() == [Close()]


@pytest.mark.parametrize("text", [b"hello there\r\n", b"250 what?\r\n"])
def test_who_speaks_no_smtp_or_out_of_turn_is_left(text: bytes) -> None:
    session = ready()
    assert isinstance(session.feed(text)[0], Failed)


@pytest.mark.parametrize(
    "address",
    ["c@d.test>\r\nDATA\r\n", "c@d.test\n", "a b@c.test", "<c@d.test>", "c\0@d.test", "c"],
)
def test_no_address_can_carry_a_command(address: str) -> None:
    with pytest.raises(Unsendable):
        mail(address)
    with pytest.raises(Unsendable):
        Outgoing(sender=address, recipients=("c@d.test",), body=prepared(b"x\r\n"))


@pytest.mark.parametrize("bad", [b"a\n.\n", b"a\r.\r\n", b"\0"])
def test_no_content_can_carry_a_second_mail(bad: bytes) -> None:
    with pytest.raises(NotCanonical):
        prepared(b"Subject: x\r\n\r\n" + bad + b"\r\n")
    with pytest.raises(NotCanonical):
        Outgoing(
            sender="",
            recipients=("c@d.test",),
            body=prepared(b"x\r\n"),
            head=b"X: " + bad + b"\r\n",
        )


@pytest.mark.parametrize("head", [b"X: y", b".X: y\r\n", b"X: y\r\n.\r\n"])
def test_a_head_is_whole_lines(head: bytes) -> None:
    with pytest.raises(Unsendable):
        Outgoing(sender="", recipients=("c@d.test",), body=prepared(b"x\r\n"), head=head)


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_whatever_leaves_is_one_mail_without_anything_bare(head: bytes, content: bytes) -> None:
    try:
        outgoing = Outgoing(
            sender="", recipients=("c@d.test",), body=prepared(content), head=head + b"\r\n"
        )
    except (Unsendable, NotCanonical):
        return
    wire = outgoing.wire()
    assert wire.count(b"\n") == wire.count(b"\r") == wire.count(b"\r\n")
    assert (b"\r\n" + wire).index(b"\r\n.\r\n") + 3 == len(wire)


def test_our_own_name_cannot_carry_a_command() -> None:
    with pytest.raises(ValueError):
        Manner(hostname="us.test\r\nMAIL FROM:<x@y>")


def test_patience_follows_the_standard() -> None:
    session = ready()
    assert session.patience == 0
    session.send(mail())
    assert session.patience == 300
    session.feed(b"250 OK\r\n250 OK\r\n354 go\r\n")
    assert session.patience == 600
