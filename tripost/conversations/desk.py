"""The desk of somebody who writes: what is read before the one short write."""

from datetime import datetime

from tripost.conversations.writing import Desk
from tripost.kit.secrets import installation
from tripost.people.policies import Actor
from tripost.store.blobs import Blobs
from tripost.store.reads import DjangoReader


def desk_of(who: Actor, *, blobs: Blobs, now: datetime) -> Desk:
    """Set up in a thread of the pool, with the writer's own language for the quote."""
    reader = DjangoReader()
    language = reader.row("SELECT language FROM people_user WHERE id = %s", (who.id,))
    return Desk(
        reader=reader,
        blobs=blobs,
        secrets=installation(),
        language=language[0] if language else "en",
        now=now,
    )
