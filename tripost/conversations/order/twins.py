"""The same mail at two addresses of ours: one line for whoever sees both, each alone for others.

`twin_of` names the conversation that the mail began first; the later ones are its twins. They are
one line only as long as both stand alike: as soon as one is closed or somebody else's, both show.
"""

import re
from collections.abc import Sequence

from tripost.conversations.shapes import Twin
from tripost.people.policies import Actor, Visible, visible
from tripost.store.reads import Reader

_SHOWN = "t.state NOT IN ('merged', 'spam', 'trash')"
_ALIKE = "t.state = c.state AND COALESCE(t.assignee_id, 0) = COALESCE(c.assignee_id, 0)"
_FAMILY = "(t.id = c.twin_of_id OR (t.twin_of_id = c.twin_of_id AND t.id < c.id))"


def folded(who: Actor) -> Visible:
    """An SQL condition for lists over all addresses: leaves out a conversation (alias `c`) whose
    elder twin stands alike and is seen by `who`."""
    allowed = _of_twin(who)
    return Visible(
        "(c.twin_of_id IS NULL OR NOT EXISTS (SELECT 1 FROM store_conversation t "
        f"WHERE {_FAMILY} AND {_ALIKE} AND {allowed.sql}))",
        allowed.params,
    )


def also(reader: Reader, *, who: Actor, ids: Sequence[int]) -> dict[int, list[str]]:
    """For each of these conversations the other addresses that have the same mail, as far as `who`
    sees it there; what has no twin is not there."""
    found: dict[int, list[str]] = {}
    for ident, _, address in _twins(reader, who=who, ids=ids):
        found.setdefault(ident, []).append(address)
    return found


def twins(reader: Reader, *, who: Actor, ident: int) -> list[Twin]:
    """The twins of one conversation that `who` sees."""
    return [
        Twin(id=str(key), address=address)
        for _, key, address in _twins(reader, who=who, ids=(ident,))
    ]


def _twins(reader: Reader, *, who: Actor, ids: Sequence[int]) -> list[tuple[int, int, str]]:
    if not ids:
        return []
    allowed = _of_twin(who)
    places = ", ".join(["%s"] * len(ids))
    columns = "SELECT c.id AS one, t.id AS twin, a.email AS email FROM store_conversation c JOIN"
    rest = (
        "JOIN addresses_address a ON a.id = t.address_id "
        f"WHERE c.id IN ({places}) AND t.id <> c.id AND {_SHOWN} AND {allowed.sql}"
    )
    values = (*ids, *allowed.params)
    # Three ways to be family, each by an index: its elder, its younger, those of the same elder.
    ways = ("t.id = c.twin_of_id", "t.twin_of_id = c.id", "t.twin_of_id = c.twin_of_id")
    found = reader.rows(
        " UNION ".join(f"{columns} store_conversation t ON {way} {rest}" for way in ways)
        + " ORDER BY one, email, twin",
        values * len(ways),
    )
    return [(row[0], row[1], row[2]) for row in found]


def _of_twin(who: Actor) -> Visible:
    """`visible` for the alias `t`."""
    allowed = visible(who)
    return Visible(re.sub(r"\bc\.", "t.", allowed.sql), allowed.params)
