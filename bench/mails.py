"""Believable mails made by rule: text and HTML of about 19 kB, all different.

Words come as they do in a language, few of them often and many seldom: a mail has some 350
different ones, so that the search index has the work it has in life.
"""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate

from tripost.core.compose import Letter, compose

_USUAL = (  # noqa: SIM905 a text to read
    "the of and to in is for it was with be have not this you are from we can will when would "
    "order invoice delivery customer account desk chair castor Monday price answer question "
    "Rechnung Lieferung Platte Straße Größe Übergabe Termin Angebot Kunde Grüße schnell bitte"
).split()
_BEGINNINGS = (  # noqa: SIM905
    "be ge ver an auf Haus Werk Büro Stück trans con pre inter Lager re de Maß über"
).split()
_MIDDLES = "stell lie fer port trag form mess rich schreib press struct plan halt dräng lös".split()  # noqa: SIM905
_ENDS = "ung en er t keit ing ed s tion lich te bar st ern ment able".split()  # noqa: SIM905
_PARAGRAPH = (
    '<p class="MsoNormal" style="margin:0cm 0cm 8pt;font-family:Calibri,Arial,sans-serif">'
    '<span lang="DE" style="font-size:11.0pt;color:#1f1f1f;mso-fareast-language:EN-US">'
)


def one(number: int, *, recipient: str) -> bytes:
    """Mail `number`; the same number gives the same bytes."""
    chance = random.Random(number)
    paragraphs = [_sentence(chance, chance.randint(30, 80)) for _ in range(14)]
    text = "\n\n".join(paragraphs) + "\n\n-- \nJana Weiß\nTelefon 0341 555 0138\n"
    html = "<html><body>" + "\n".join(f"{_PARAGRAPH}{p}<o:p></o:p></span></p>" for p in paragraphs)
    sender = f"jana{number % 400}@kunde{number % 90}.example"
    return compose(
        Letter(
            from_=("Jana Weiß", sender),
            to=(("", recipient),),
            subject=_sentence(chance, 5),
            text=text,
            html=html + "</body></html>",
            date=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=number),
            message_id=f"bench.{number}@kunde{number % 90}.example",
        )
    )


def many(count: int, *, recipient: str) -> list[bytes]:
    """`count` different mails."""
    return [one(number, recipient=recipient) for number in range(count)]


def again(mails: Sequence[bytes], *, count: int, run: int) -> list[bytes]:
    """`count` mails of `run`, made of these: other Message-IDs, so nobody takes one for known."""
    return [
        mails[place % len(mails)].replace(b"<bench.", f"<bench.{run}.{place}.".encode(), 1)
        for place in range(count)
    ]


def _sentence(chance: random.Random, words: int) -> str:
    known, weights = _vocabulary()
    return " ".join(chance.choices(known, cum_weights=weights, k=words))


@cache
def _vocabulary() -> tuple[list[str], list[float]]:
    """Some 4,000 words, the n-th of them 1/n as frequent as the first (Zipf)."""
    made = [f"{a}{b}{c}" for a in _BEGINNINGS for b in _MIDDLES for c in _ENDS]
    random.Random(0).shuffle(made)
    words = [*_USUAL, *made]
    return words, list(accumulate(1 / (rank + 1) for rank in range(len(words))))
