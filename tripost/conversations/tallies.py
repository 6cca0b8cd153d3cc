"""How many conversations wait, per address and for one person (law 7: only what they may see)."""

from dataclasses import dataclass

from tripost.conversations.queries import UNREAD
from tripost.people.policies import Actor, visible
from tripost.store.reads import Reader


@dataclass(frozen=True, slots=True)
class Counts:
    """How many conversations of one address wait; closed ones are not counted."""

    open: int
    mine: int
    unassigned: int
    waiting: int
    unread: int


def counts(reader: Reader, *, who: Actor) -> dict[int, Counts]:
    """Per readable address; what `who` may not see is not in any number."""
    allowed = visible(who)
    found = reader.rows(
        "SELECT c.address_id, "
        "SUM(CASE WHEN c.state = 'open' THEN 1 ELSE 0 END), "
        "SUM(CASE WHEN c.assignee_id = %s THEN 1 ELSE 0 END), "
        "SUM(CASE WHEN c.state = 'open' AND c.assignee_id IS NULL THEN 1 ELSE 0 END), "
        "SUM(CASE WHEN c.state = 'waiting' THEN 1 ELSE 0 END), "
        f"SUM(CASE WHEN c.state = 'open' AND {UNREAD} THEN 1 ELSE 0 END) "
        "FROM store_conversation c WHERE c.state IN ('open', 'waiting') AND "
        f"{allowed.sql} GROUP BY c.address_id",
        (who.id, who.id, *allowed.params),
    )
    return {row[0]: Counts(*(int(n) for n in row[1:])) for row in found}


def my_counts(reader: Reader, *, who: Actor) -> dict[str, int]:
    """The numbers beside Mine, Later, Drafts and Mentions."""
    allowed = visible(who)
    mine = reader.row(
        "SELECT SUM(CASE WHEN c.state IN ('open', 'waiting') THEN 1 ELSE 0 END), "
        "SUM(CASE WHEN c.state = 'snoozed' THEN 1 ELSE 0 END) FROM store_conversation c "
        f"WHERE c.assignee_id = %s AND c.state <> 'closed' AND {allowed.sql}",
        (who.id, *allowed.params),
    )
    mentions = reader.row(
        "SELECT COUNT(DISTINCT c.id) FROM store_mention n "
        "JOIN store_conversation c ON c.id = n.conversation_id "
        "LEFT JOIN store_readmark k ON k.conversation_id = c.id AND k.user_id = n.user_id "
        "WHERE n.user_id = %s AND c.state <> 'closed' AND n.number > COALESCE(k.up_to, 0) "
        f"AND {allowed.sql}",
        (who.id, *allowed.params),
    )
    drafts = reader.row("SELECT COUNT(*) FROM store_draft WHERE author_id = %s", (who.id,))
    assert mine is not None, "aggregates always answer"
    assert drafts is not None
    assert mentions is not None
    return {
        "mine": mine[0] or 0,
        "later": mine[1] or 0,
        "drafts": drafts[0],
        "mentions": mentions[0],
    }
