"""Subscribers as an import leaves them: written many at a time, and known again by a mark."""

import hashlib
import json
from collections.abc import Iterable

from django.db import connection

from tripost.modes.distribution_list.models import Subscriber
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
