"""Believable mails made by rule: text and HTML of about 19 kB, some quoted, all different."""

import random
from datetime import UTC, datetime, timedelta

from tripost.core.compose import Letter, compose

_WORDS = (  # noqa: SIM905 a text to read
    "order invoice delivery customer account desk chair castor Monday price answer question "
    "Rechnung Lieferung Platte Straße Größe Übergabe Termin Angebot Kunde Grüße schnell bitte "
    "the of and to in is for it was with be have not this you are from we can will when would"
).split()


def one(number: int, *, recipient: str) -> bytes:
    """Mail `number`; the same number gives the same bytes."""
    chance = random.Random(number)
    paragraphs = [
        " ".join(chance.choice(_WORDS) for _ in range(chance.randint(30, 80))) for _ in range(16)
    ]
    text = "\n\n".join(paragraphs) + "\n\n-- \nJana Weiß\nTelefon 0341 555 0138\n"
    style = "margin:0 0 8pt 0;font-family:Calibri,Arial,sans-serif;font-size:11pt"
    html = "<html><body>" + "".join(f'<p style="{style}">{p}</p>' for p in paragraphs)
    sender = f"jana{number % 400}@kunde{number % 90}.example"
    return compose(
        Letter(
            from_=("Jana Weiß", sender),
            to=(("", recipient),),
            subject=" ".join(chance.choice(_WORDS) for _ in range(5)),
            text=text,
            html=html + "</body></html>",
            date=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=number),
            message_id=f"bench.{number}@kunde{number % 90}.example",
        )
    )


def many(count: int, *, recipient: str) -> list[bytes]:
    """`count` different mails."""
    return [one(number, recipient=recipient) for number in range(count)]
