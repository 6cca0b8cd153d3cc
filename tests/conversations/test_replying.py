"""Whom the next answer goes to, as a table."""

import pytest

from tripost.conversations.replying import Mail, Named, answer_to

OURS = frozenset({"support@acme.example", "news@acme.example"})
JANA, EMMA = ("Jana", "jana@x.example"), ("Emma", "emma@x.example")
US, NEWS, MALLORY = ("", "support@acme.example"), ("", "News@acme.example"), ("", "m@evil.example")


def came(
    sender: Named, *others: Named, automatic: bool = False, reply_to: Named | None = None
) -> Mail:
    return Mail(True, automatic, sender, (reply_to,) if reply_to else (), (US,), others)


def went(*to: Named) -> Mail:
    return Mail(False, False, US, (), to, ())


@pytest.mark.parametrize(
    ("mails", "to", "cc"),
    [
        ([], [], []),
        ([came(JANA)], [JANA], []),
        ([came(JANA, EMMA)], [JANA], [EMMA]),
        ([came(JANA, reply_to=EMMA)], [EMMA], []),
        ([came(JANA), went(JANA), came(EMMA, automatic=True)], [JANA], []),
        ([came(JANA), came(MALLORY)], [JANA], []),
        ([came(JANA, JANA, US)], [JANA], []),
        ([went(JANA)], [JANA], []),
        ([went(NEWS)], [], []),
        ([came(MALLORY)], [MALLORY], []),
        ([came(("", ""))], [], []),
    ],
)
def test_the_next_answer(mails: list[Mail], to: list[Named], cc: list[Named]) -> None:
    assert answer_to(mails, ours=OURS, strangers={"m@evil.example"}) == (to, cc)
