"""Whom the next answer goes to, as a table."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripost.conversations.replying import Choice, Mail, Named, Taking, answer_to, compared

OURS = frozenset({"support@acme.example", "news@acme.example"})
JANA, EMMA, KIM = (
    ("Jana", "jana@x.example"),
    ("Emma", "emma@x.example"),
    ("Kim", "kim@x.example"),
)
US, NEWS, MALLORY = ("", "support@acme.example"), ("", "News@acme.example"), ("", "m@evil.example")
TAKING = Taking(ours=OURS, beside=frozenset({"m@evil.example"}))


def came(
    sender: Named, *others: Named, automatic: bool = False, reply_to: Named | None = None
) -> Mail:
    return Mail(True, automatic, sender, (reply_to,) if reply_to else (), (US,), others)


def went(*to: Named, forward: bool = False) -> Mail:
    return Mail(False, False, US, (), to, (), forward)


@pytest.mark.parametrize(
    ("mails", "to", "cc"),
    [
        ([], [], []),
        ([came(JANA)], [JANA], []),
        ([came(JANA, EMMA)], [JANA], [EMMA]),
        ([came(JANA, reply_to=EMMA)], [EMMA], []),
        ([came(JANA), went(JANA), came(EMMA, automatic=True)], [JANA], []),
        ([came(JANA), came(MALLORY)], [JANA], []),
        ([came(JANA), came(MALLORY, KIM)], [JANA], []),
        ([came(JANA, JANA, US)], [JANA], []),
        ([went(JANA)], [JANA], []),
        ([went(NEWS)], [], []),
        ([came(MALLORY)], [MALLORY], []),
        ([came(("", ""))], [], []),
        # Nobody of the customer's people falls out: who stood in an earlier mail stays in copy.
        ([came(JANA, EMMA), went(JANA, EMMA), came(JANA)], [JANA], [EMMA]),
        ([came(JANA, EMMA), came(EMMA)], [EMMA], [JANA]),
        ([went(JANA, KIM), came(JANA)], [JANA], [KIM]),
        ([came(JANA), went(KIM, forward=True)], [JANA], []),
    ],
)
def test_the_next_answer(mails: list[Mail], to: list[Named], cc: list[Named]) -> None:
    assert answer_to(mails, taking=TAKING) == (to, cc)


@pytest.mark.parametrize(
    ("roles", "to", "cc"),
    [
        ({}, [JANA], [EMMA]),
        ({EMMA: "aside"}, [JANA], []),
        ({EMMA: "to"}, [JANA, EMMA], []),
        ({JANA: "aside"}, [EMMA], []),
        ({JANA: "cc"}, [JANA], [EMMA]),  # a mail needs somebody it goes to
        ({JANA: "cc", EMMA: "to"}, [EMMA], [JANA]),
        ({KIM: "cc"}, [JANA], [EMMA, KIM]),
        ({KIM: "to"}, [JANA, KIM], [EMMA]),
        ({JANA: "aside", EMMA: "aside"}, [], []),
    ],
)
def test_what_a_colleague_chose_stays(
    roles: dict[Named, str], to: list[Named], cc: list[Named]
) -> None:
    chosen = {address: Choice(name, role) for (name, address), role in roles.items()}
    for mails in ([came(JANA, EMMA)], [came(JANA, EMMA), went(JANA), came(JANA, EMMA)]):
        assert answer_to(mails, taking=replace(TAKING, chosen=chosen)) == (to, cc)


def test_who_is_aside_and_writes_does_not_take_the_customers_place() -> None:
    mails = [came(JANA), went(KIM, forward=True), came(KIM, EMMA)]
    taking = replace(TAKING, beside=frozenset({KIM[1]}))
    assert answer_to(mails, taking=taking) == ([JANA], [])


def test_who_appears_and_who_is_missing_since_our_last_answer() -> None:
    mails = [came(JANA, EMMA), went(JANA, EMMA), went(KIM, forward=True), came(JANA, KIM)]
    assert compared(mails, [JANA, KIM], ours=OURS) == ([KIM], [EMMA])
    assert compared([came(JANA)], [JANA], ours=OURS) == ([], [])


ANYONE = st.sampled_from([JANA, EMMA, KIM, US, NEWS, MALLORY, ("", ""), ("J", "JANA@x.example")])
MAILS = st.lists(
    st.builds(
        Mail,
        st.booleans(),
        st.booleans(),
        ANYONE,
        st.lists(ANYONE, max_size=1).map(tuple),
        st.lists(ANYONE, max_size=3).map(tuple),
        st.lists(ANYONE, max_size=3).map(tuple),
        st.booleans(),
    ),
    max_size=6,
)
CHOSEN = st.dictionaries(
    st.sampled_from([JANA[1], EMMA[1], KIM[1]]),
    st.builds(Choice, st.just("x"), st.sampled_from(["to", "cc", "aside"])),
)


@given(MAILS, CHOSEN)
def test_nobody_twice_nobody_of_ours_in_copy_nobody_who_was_set_aside(
    mails: list[Mail], chosen: dict[str, Choice]
) -> None:
    to, cc = answer_to(mails, taking=replace(TAKING, chosen=chosen))
    keys = [address.lower() for _, address in (*to, *cc)]
    assert len(keys) == len(set(keys))
    assert not set(keys[len(to) :]) & OURS
    assert not {k for k in keys if k in chosen and chosen[k].role == "aside"}
    assert "" not in keys
