"""Whom might somebody mean who types a few letters into "To"? Only whom they may know."""

from tripost.conversations.shapes import Person
from tripost.people.policies import Actor, uncovered, visible
from tripost.store.reads import Reader

RECENT = 5_000  # participants looked at, newest first: the cost does not grow with the years
SHOWN = 12


def contacts(reader: Reader, *, who: Actor, q: str) -> list[Person]:
    """Colleagues and people from visible conversations whose name or address has `q` in it.

    No protected contact, but for its readers.
    """
    wanted = q.strip().lower()
    if not wanted.isprintable() or not wanted:
        return []
    like = "%" + wanted.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%"
    allowed, known = visible(who), uncovered(who, email="p.email")
    found = reader.rows(
        "SELECT address, name FROM people_user WHERE is_active = %s AND "
        "(LOWER(address) LIKE %s ESCAPE '!' OR LOWER(name) LIKE %s ESCAPE '!') "
        "ORDER BY name LIMIT %s",
        (True, like, like, SHOWN),
    )
    found += reader.rows(
        "SELECT p.email, p.name FROM (SELECT * FROM store_participant ORDER BY id DESC LIMIT %s) "
        "AS p JOIN store_conversation c ON c.id = p.conversation_id WHERE p.stranger = %s AND "
        "(LOWER(p.email) LIKE %s ESCAPE '!' OR LOWER(p.name) LIKE %s ESCAPE '!') "
        f"AND {allowed.sql} AND {known.sql} ORDER BY p.id DESC LIMIT %s",
        (RECENT, False, like, like, *allowed.params, *known.params, SHOWN * 4),
    )
    people: dict[str, Person] = {}
    for address, name in found:
        people.setdefault(address.lower(), Person(address=address, name=name))
    return list(people.values())[:SHOWN]
