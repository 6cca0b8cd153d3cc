"""All that a search for words should find in a mail: who, what about, what it says, its files."""

from typing import Final

from tripost.core.message import ParsedMessage

TEXT: Final = 200_000  # characters of its text that go into the search index
PEOPLE: Final = 50  # of To and of Cc
FILES: Final = 200


def searched(mail: ParsedMessage, text: str) -> str:
    """`text`: its words in plain, as people read them. Whoever is in Bcc is not in it."""
    people = " ".join(
        f"{one.name} {one.address}" for one in (*mail.from_, *mail.to[:PEOPLE], *mail.cc[:PEOPLE])
    )
    files = " ".join(one.filename for one in mail.attachments[:FILES])
    return f"{mail.subject}\n{people}\n{files}\n{text[:TEXT]}"
