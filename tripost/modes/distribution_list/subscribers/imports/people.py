"""Subscribers as an import leaves them: written many at a time, and known again by a mark."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from tripost.modes.distribution_list.models import ImportLine, Subscriber
from tripost.store.times import stored


def mark(person: Subscriber) -> str:
    """Sixteen letters that differ as soon as anything differs that people or an import may set."""
    said = [
        person.name,
        person.language,
        person.state,
        person.delivery,
        person.topics,
        person.attributes,
    ]
    text = json.dumps(said, sort_keys=True, ensure_ascii=True)
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def insert(people: Sequence[Subscriber]) -> None:
    """New ones, in one statement; each gets its id."""
    if not people:
        return
    values: list[Any] = []
    for person in people:
        values += (
            person.address_id,
            person.email,
            person.name,
            person.state,
            json.dumps(person.attributes),
            stored(person.since),
            person.language,
            person.source,
        )
    rows = ", ".join(["(%s, %s, %s, %s, %s, %s, %s, %s, 0)"] * len(people))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO distribution_list_subscriber (address_id, email, name, state, attributes, "
            f"since, language, source, bounces) VALUES {rows} RETURNING id, email",
            values,
        )
        made = {email: ident for ident, email in cursor.fetchall()}
    for person in people:
        person.pk = made[person.email]


def told(lines: Iterable[ImportLine]) -> None:
    """What became of lines, in one prepared statement."""
    rows = [
        (
            line.load_id,
            line.line,
            line.kind,
            line.reason,
            line.text,
            line.subscriber_id,
            None if line.before is None else json.dumps(line.before),
            line.mark,
        )
        for line in lines
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO distribution_list_importline (load_id, line, kind, reason, text, "
            "subscriber_id, before, mark) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
            rows,
        )


def write(people: Iterable[Subscriber]) -> None:
    """Everything of them that an import or its undoing touches, in one prepared statement."""
    rows = [
        (
            person.name,
            person.language,
            json.dumps(person.attributes),
            person.state,
            stored(person.since),
            None if person.left_at is None else stored(person.left_at),
            person.bounces,
            person.score,
            person.pk,
        )
        for person in people
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE distribution_list_subscriber SET name = %s, language = %s, attributes = %s, "
            "state = %s, since = %s, left_at = %s, bounces = %s, score = %s WHERE id = %s",
            rows,
        )


def delete(people: Sequence[int]) -> None:
    """Nothing but lines of imports speaks of them; these go with them."""
    _gone("distribution_list_importline", "subscriber_id", people)
    _gone("distribution_list_subscriber", "id", people)


def forget(lines: Sequence[int]) -> None:
    """Lines of an import that were taken back."""
    _gone("distribution_list_importline", "id", lines)


def _gone(table: str, column: str, keys: Sequence[int]) -> None:
    if not keys:
        return
    places = ", ".join(["%s"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE {column} IN ({places})", list(keys))
