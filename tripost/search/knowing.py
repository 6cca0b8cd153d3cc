"""The names a person may be offered while they type a query."""

from tripost.core.query import Known
from tripost.people.policies import Actor, known_label, uncovered, visible
from tripost.store.reads import Reader

PEOPLE = 500  # who wrote last


def known(reader: Reader, *, who: Actor) -> Known:
    """Colleagues, labels, teams and statuses of the house; addresses and people they may see."""
    places = sorted(a for a, bits in who.rights.items() if bits)
    marks = ", ".join(["%s"] * len(places))
    return Known(
        colleagues=_pairs(
            reader.rows(
                "SELECT address, name FROM people_user WHERE is_active = %s ORDER BY name", (True,)
            )
        ),
        people=_people(reader, who=who),
        addresses=_pairs(
            reader.rows(
                f"SELECT email, name FROM addresses_address WHERE id IN ({marks}) ORDER BY email",
                places,
            )
            if places
            else []
        ),
        labels=_labels(reader, who=who),
        teams=_names(reader, "SELECT name FROM people_team ORDER BY name"),
        statuses=_names(reader, "SELECT name FROM store_status ORDER BY position, name"),
    )


def _people(reader: Reader, *, who: Actor) -> tuple[tuple[str, str], ...]:
    """Who began the newest conversations this person may see; nobody who is protected from them."""
    allowed, open_to = visible(who), uncovered(who, email="LOWER(c.contact_address)")
    rows = reader.rows(
        "SELECT c.contact_address, c.contact_name FROM store_conversation c "
        f"WHERE {allowed.sql} AND {open_to.sql} AND c.contact_address <> '' "
        "ORDER BY c.last_activity_at DESC LIMIT %s",
        (*allowed.params, *open_to.params, PEOPLE),
    )
    return tuple(dict(reversed(_pairs(rows))).items())[::-1]


def _labels(reader: Reader, *, who: Actor) -> tuple[str, ...]:
    """Not those that stick only where this person may not look."""
    allowed = known_label(who)
    rows = reader.rows(
        f"SELECT b.name FROM store_label b WHERE {allowed.sql} ORDER BY b.name", allowed.params
    )
    return tuple(row[0] for row in rows)


def _pairs(rows: list[tuple[str, ...]]) -> tuple[tuple[str, str], ...]:
    return tuple((row[0], row[1]) for row in rows)


def _names(reader: Reader, sql: str) -> tuple[str, ...]:
    return tuple(row[0] for row in reader.rows(sql))
