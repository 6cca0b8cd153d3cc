"""Tokens that nobody else can make, and where a message belongs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripost.core.message import ParsedMessage, parse
from tripost.core.thread import (
    Found,
    Join,
    Key,
    New,
    SubjectPolicy,
    base_subject,
    claims_to_be_ours,
    decide,
    make_message_id,
    make_token,
    thread_keys,
    verify_message_id,
    verify_token,
)

KEY = b"k" * 32
OLD = b"o" * 32
OURS = make_message_id("42", domain="Acme.example", random="Ab12_-cd", key=KEY)


def mail(**fields: str) -> ParsedMessage:
    names = {"from_": "From", "in_reply_to": "In-Reply-To", "message_id": "Message-ID"}
    lines = [f"{names.get(name, name.title())}: {value}" for name, value in fields.items()]
    return parse("\r\n".join([*lines, "", "text"]).encode())


def test_our_ids_are_verified_and_name_their_conversation() -> None:
    found = verify_message_id(OURS, keys=[KEY])
    assert found is not None
    assert found.conversation == "42"
    assert OURS.endswith(".Ab12_-cd@acme.example")
    assert parse(f"Message-ID: <{OURS}>\r\n\r\n".encode()).message_id == OURS


@pytest.mark.parametrize(
    "forged",
    [
        OURS.replace("1.42.", "1.43."),
        OURS.replace("Ab12", "Ab13"),
        OURS.replace("@acme", "@evil"),
        OURS.replace(".m.", ".r."),
        "1.42.m." + "a" * 24 + ".Ab12_-cd@acme.example",
        "42@acme.example",
        "1.42.m.@acme.example",
        "",
        "@",
        ".",
    ],
)
def test_forged_ids_are_not_ours(forged: str) -> None:
    assert verify_message_id(forged, keys=[KEY]) is None


def test_other_keys_do_not_verify_and_older_ones_still_do() -> None:
    assert verify_message_id(OURS, keys=[OLD]) is None
    assert verify_message_id(OURS, keys=[]) is None
    assert verify_message_id(OURS, keys=[OLD, KEY]) is not None
    assert verify_message_id(OURS, keys=[b""]) is None


def test_a_reply_address_is_good_for_its_recipient_and_purpose_only() -> None:
    token = make_token("42", recipient="anna@x.example", purpose="reply", key=KEY)
    assert verify_token(token, recipient="Anna@X.example", purpose="reply", keys=[KEY])
    assert verify_token(token.upper(), recipient="anna@x.example", purpose="reply", keys=[KEY])
    assert not verify_token(token, recipient="ben@x.example", purpose="reply", keys=[KEY])
    assert not verify_token(token, recipient="anna@x.example", purpose="message", keys=[KEY])
    assert len(f"support+{token}") <= 64


@pytest.mark.parametrize(
    ("conversation", "key"), [("", KEY), ("42", b""), ("A.b", KEY), ("4", b"k")]
)
def test_what_is_empty_or_odd_makes_no_token(conversation: str, key: bytes) -> None:
    with pytest.raises(ValueError, match="reply token"):
        make_token(conversation, recipient="a@b.example", purpose="reply", key=key)


@given(st.text(max_size=100))
def test_nothing_unsigned_is_ever_verified(text: str) -> None:
    assert verify_token(text, recipient="a@b.example", purpose="reply", keys=[KEY]) is None
    assert verify_message_id(text, keys=[KEY]) is None


def test_keys_come_in_the_order_in_which_they_count() -> None:
    forged = OURS.replace("1.42.", "1.43.")
    found = thread_keys(
        mail(
            in_reply_to="<direct@x.example>",
            references=f"<oldest@x.example> <{OURS}> <{forged}> <newest@x.example>",
            message_id="<own@x.example>",
        ),
        keys=[KEY],
    )
    assert found == (
        Key(OURS, "42"),
        Key("direct@x.example"),
        Key("newest@x.example"),
        Key("oldest@x.example"),
    )
    assert claims_to_be_ours(forged)


def test_a_reply_address_comes_first() -> None:
    token = make_token("7", recipient="support@acme.example", purpose="reply", key=KEY)
    letter = mail(references=f"<{OURS}>")
    found = thread_keys(letter, keys=[KEY], recipient=f"support+{token}@acme.example")
    assert [one.conversation for one in found] == ["7", "42"]
    foreign = thread_keys(letter, keys=[KEY], recipient=f"sales+{token}@acme.example")
    assert [one.conversation for one in foreign] == ["42"]


@pytest.mark.parametrize(
    "subject",
    [
        "Printer broken",
        "Re: Printer broken",
        "RE:  printer   broken",
        "AW: WG: Printer broken",
        "Fwd: Re[2]: Printer broken",
        "Re(3): [Extern] [support #12] Printer broken",
        "[news] Re: Printer broken",
        "Sv: Vs: Printer broken",
        "回复：Printer broken",
        "Antw: Printer broken (fwd)",
        "RE : Printer broken",
    ],
)
def test_answers_have_the_subject_of_what_they_answer(subject: str) -> None:
    assert base_subject(subject) == "printer broken"


@pytest.mark.parametrize(
    ("subject", "base"),
    [
        ("", ""),
        ("Re:", "re:"),
        ("[urgent]", "[urgent]"),
        ("Regarding: cats", "regarding: cats"),
        ("Import: a", "import: a"),
        ("Re: " * 2_000, "re:"),
    ],
)
def test_what_is_no_prefix_stays(subject: str, base: str) -> None:
    assert base_subject(subject) == base


KNOWN = Key("known@x.example")
SIGNED = Key(OURS, "42")
PEOPLE = frozenset({"carla@x.example", "support@acme.example"})
HIT = Found(KNOWN, "42", "Printer broken", PEOPLE)
SIGNED_HIT = Found(SIGNED, "42", "Printer broken", PEOPLE)
CARLA = "Carla <Carla@X.example>"


@pytest.mark.parametrize(
    ("from_", "keys", "found", "policy", "decision"),
    [
        (CARLA, [], [], "join", New("no-reference")),
        (CARLA, [KNOWN], [], "join", New("unknown-reference")),
        (CARLA, [KNOWN], [HIT], "join", Join("42", trusted=False, stranger=False)),
        (CARLA, [SIGNED], [SIGNED_HIT], "join", Join("42", trusted=True, stranger=False)),
        ("x@evil.example", [KNOWN], [HIT], "join", Join("42", trusted=False, stranger=True)),
        ("x@evil.example", [SIGNED], [SIGNED_HIT], "join", Join("42", trusted=True, stranger=True)),
        (f"x@evil.example, {CARLA}", [KNOWN], [HIT], "join", Join("42", False, True)),
        ("", [KNOWN], [HIT], "join", Join("42", trusted=False, stranger=True)),
        (CARLA, [SIGNED], [Found(SIGNED, "43", "", PEOPLE)], "join", New("unknown-reference")),
        (CARLA, [SIGNED, KNOWN], [HIT], "join", Join("42", trusted=False, stranger=False)),
    ],
)
def test_decisions(
    from_: str, keys: list[Key], found: list[Found], policy: SubjectPolicy, decision: Join | New
) -> None:
    assert (
        decide(mail(from_=from_, subject="Other"), keys=keys, found=found, policy=policy)
        == decision
    )


def test_a_changed_subject_begins_anew_only_by_policy() -> None:
    changed, same = (
        mail(from_=CARLA, subject="Scanner"),
        mail(from_=CARLA, subject="AW: printer broken"),
    )
    assert decide(changed, keys=[KNOWN], found=[HIT]) == Join("42", False, False)
    assert decide(changed, keys=[KNOWN], found=[HIT], policy="split") == New("subject-changed")
    assert decide(same, keys=[KNOWN], found=[HIT], policy="split") == Join("42", False, False)
