"""Gives every conversation of a ground a mail with words of its own, indexed: what search has to
go through. Words come as in a language: few often, many seldom (Zipf)."""

import random
from itertools import accumulate
from typing import Final

from bench.ground import Ground

WORDS: Final = 60  # different ones a mail has, at most
KNOWN: Final = 20_000  # words of the language
_SYLLABLES: Final = (
    "la", "re", "mi", "sto", "ber", "kan", "ti", "du", "fel", "gor", "hu", "ne", "pa", "sel",
    "tro", "vi", "wan", "zu", "schi", "ran",
)  # fmt: skip
_MESSAGES: Final = """
INSERT INTO store_message (id, address_id, conversation_id, number, blob_id, direction, message_id,
 subject, from_name, from_address, recipients, at, date, "references", visible, folded, has_html,
 remote_content, attachments, automatic, verified, warnings, author_id)
SELECT id, address_id, id, 1, 'bench', 'in', '', subject, contact_name, contact_address, '{}',
 created_at, NULL, '', snippet, '', FALSE, FALSE, 0, '', NULL, '[]', NULL FROM store_conversation"""
_ENTRIES: Final = """
INSERT INTO store_entry (id, conversation_id, number, kind, at, actor_id, message_id, text, data)
SELECT id, id, 1, 'message', created_at, NULL, id, '', '{}' FROM store_conversation"""
CHUNK: Final = 20_000


def word(rank: int) -> str:
    """The word that is the `rank`th most frequent."""
    made, number = "", rank + 1
    while number:
        made += _SYLLABLES[number % len(_SYLLABLES)]
        number //= len(_SYLLABLES)
    return f"{made}{'n' if rank % 3 else ''}"


def fill(ground: Ground) -> None:
    """Messages, entries and index for all of them; runs once."""
    from django.db import connection, transaction

    from tripost.core.terms import terms
    from tripost.search import index
    from tripost.search.learning import _keep
    from tripost.store.models import Blob

    Blob.objects.get_or_create(sha256="bench", defaults={"size": 1, "data": b"x"})
    forms = [terms(word(rank)) for rank in range(KNOWN)]
    weights = list(accumulate(1 / (rank + 3) for rank in range(KNOWN)))
    chance = random.Random(1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, contact_address FROM store_conversation ORDER BY id")
        known = cursor.fetchall()
        with transaction.atomic():
            cursor.execute(_MESSAGES)
            cursor.execute(_ENTRIES)
    for start in range(0, len(known), CHUNK):
        with transaction.atomic():
            index.add(
                [
                    (
                        ident,
                        " ".join({*chance.choices(forms, cum_weights=weights, k=WORDS)})
                        + " " + email.replace("@", " ").replace(".", " "),
                    )
                    for ident, email in known[start : start + CHUNK]
                ]
            )  # fmt: skip
    with transaction.atomic():
        _keep(sorted({form for some in forms for form in some.split()}), upto=known[-1][0])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
