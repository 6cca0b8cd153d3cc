"""What a question about the subscribers of one list may name, and for whom it is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tripost.core.attribute import Known
from tripost.modes.distribution_list.posting import settings
from tripost.modes.distribution_list.subscribers import attributes
from tripost.people.models import Right
from tripost.people.policies import Actor
from tripost.search.asking import meaning_of, zone
from tripost.search.meaning import NOBODY, Meaning
from tripost.store.reads import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One list as one person knows it. `inboxes`: whose mail they may read, `lists`: those they
    look after, by address (law 7: what a question finds must tell them nothing else)."""

    address: int
    language: str
    meaning: Meaning
    attributes: Mapping[str, Known]
    topics: tuple[str, ...] = ()
    inboxes: Mapping[str, int] = field(default_factory=dict)
    lists: Mapping[str, int] = field(default_factory=dict)


def ground(reader: Reader, *, who: Actor | None, address: int, now: datetime) -> Ground:
    """As it is now. Nobody in particular (None) asks about this list alone, in its own zone."""
    how = settings.of(reader, address)
    if who is None:
        meaning = Meaning(user=NOBODY, now=now, zone=zone(how.timezone))
    else:
        meaning = meaning_of(reader, who=who, now=now)
    return Ground(
        address=address,
        language=how.language,
        meaning=meaning,
        attributes=attributes.of(reader, address),
        topics=tuple(topic.key for topic in how.topics),
        inboxes={} if who is None else _inboxes(reader, who),
        lists={} if who is None else _lists(reader, who, without=address),
    )


def _inboxes(reader: Reader, who: Actor) -> dict[str, int]:
    """Where they see at least something; what exactly is said by `meaning.seen`."""
    places = sorted(a for a, bits in who.rights.items() if bits & (Right.READ | Right.OWN))
    return _named(reader, places)


def _lists(reader: Reader, who: Actor, *, without: int) -> dict[str, int]:
    if who.is_administrator:
        rows = reader.rows("SELECT id FROM addresses_address WHERE mode = 'list'")
        places = [row[0] for row in rows]
    else:
        places = sorted(a for a, bits in who.rights.items() if bits & Right.MANAGE)
    return _named(reader, [place for place in places if place != without])


def _named(reader: Reader, places: list[int]) -> dict[str, int]:
    if not places:
        return {}
    marks = ", ".join(["%s"] * len(places))
    return dict(
        reader.rows(
            f"SELECT email, id FROM addresses_address WHERE id IN ({marks}) ORDER BY email", places
        )
    )
