"""Where does a conversation live now, what was merged into it, what is it linked to?"""

from collections.abc import Sequence

from tripost.conversations.shapes import Linked, MergedShape
from tripost.people.policies import Actor, visible
from tripost.store.reads import Reader

_DEEPEST = 100  # merges into merges; a circle cannot come to be, but nobody shall hang on one


def living(reader: Reader, ident: int) -> int:
    """The conversation that `ident` has been merged into, if it has; else itself.

    Says nothing about who may see it: ask the policies about the answer.
    """
    for _ in range(_DEEPEST):
        row = reader.row("SELECT merged_into_id FROM store_conversation WHERE id = %s", (ident,))
        if row is None or row[0] is None:
            break
        ident = row[0]
    return ident


def merged_into(reader: Reader, *, ident: int) -> list[MergedShape]:
    """What was merged into this one, also by way of others; oldest first."""
    found = reader.rows(
        "WITH RECURSIVE parts(id) AS (SELECT id FROM store_conversation WHERE merged_into_id = %s "
        "UNION SELECT c.id FROM store_conversation c JOIN parts p ON c.merged_into_id = p.id) "
        "SELECT c.id, c.subject FROM store_conversation c JOIN parts p ON p.id = c.id "
        "ORDER BY c.created_at, c.id",
        (ident,),
    )
    return [MergedShape(id=str(key), subject=subject) for key, subject in found]


def links(reader: Reader, *, who: Actor, ident: int) -> list[Linked]:
    """The linked ones that `who` may see, newest link first."""
    allowed = visible(who)
    found = reader.rows(
        "SELECT c.id, c.subject, c.state FROM store_link l JOIN store_conversation c "
        "ON c.id = CASE WHEN l.one_id = %s THEN l.other_id ELSE l.one_id END "
        f"WHERE (l.one_id = %s OR l.other_id = %s) AND c.state <> 'merged' AND {allowed.sql} "
        "ORDER BY l.at DESC, l.id DESC",
        (ident, ident, ident, *allowed.params),
    )
    return [Linked(id=str(key), subject=subject, state=state) for key, subject, state in found]


def names(reader: Reader, *, users: Sequence[int]) -> list[str]:
    """The addresses of these people, in order."""
    if not users:
        return []
    places = ", ".join(["%s"] * len(users))
    return [
        row[0]
        for row in reader.rows(
            f"SELECT address FROM people_user WHERE id IN ({places}) ORDER BY address",
            list(users),
        )
    ]
