"""Which lists have a digest due, who gets one, and which posts go into it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from tripost.modes.distribution_list.digest.mail import Told
from tripost.store.json_columns import decoded
from tripost.store.reads import Reader
from tripost.store.times import loaded, stored

FILES: Final = 20  # names of one post
DEEPEST: Final = 20  # lists above a list


@dataclass(frozen=True, slots=True, kw_only=True)
class Reads:
    """Somebody who gets digests. `topics` None: all. `digested_at` None: never had one."""

    subscriber: int
    email: str
    language: str
    topics: tuple[str, ...] | None
    since: datetime
    digested_at: datetime | None


def lists(reader: Reader) -> list[int]:
    """Every list that somebody reads in digests."""
    rows = reader.rows(
        "SELECT DISTINCT s.address_id FROM distribution_list_subscriber s "
        "JOIN addresses_address a ON a.id = s.address_id AND a.mode = 'list' "
        "WHERE s.delivery = 'digest' AND s.state = 'active'"
    )
    return [row[0] for row in rows]


def above(reader: Reader, address: int) -> tuple[int, ...]:
    """The list and those it is a member of, whose posts its subscribers get too."""
    found = [address]
    for one in found:
        if len(found) > DEEPEST:
            break
        rows = reader.rows(
            "SELECT parent_id FROM distribution_list_nested WHERE child_id = %s", (one,)
        )
        found += [row[0] for row in rows if row[0] not in found]
    return tuple(found)


_READS: Final = "SELECT id, email, language, topics, since, digested_at FROM "


def due(reader: Reader, *, address: int, until: datetime, limit: int) -> list[Reads]:
    """Who has not been told up to `until` yet."""
    rows = reader.rows(
        f"{_READS} distribution_list_subscriber WHERE address_id = %s AND delivery = 'digest' "
        "AND state = 'active' AND (digested_at IS NULL OR digested_at < %s) ORDER BY id LIMIT %s",
        (address, stored(until), limit),
    )
    return [_reads(row) for row in rows]


def reads(reader: Reader, *, subscriber: int) -> Reads | None:
    """One who is still on the list."""
    row = reader.row(
        f"{_READS} distribution_list_subscriber WHERE id = %s AND state = 'active'", (subscriber,)
    )
    return None if row is None else _reads(row)


def elsewhere(
    reader: Reader, *, emails: Collection[str], addresses: Sequence[int]
) -> set[tuple[str, int]]:
    """Who has a row of their own on one of these lists: what it says there counts there."""
    if not emails or not addresses:
        return set()
    people, places = ", ".join(["%s"] * len(emails)), ", ".join(["%s"] * len(addresses))
    return set(
        reader.rows(
            "SELECT email, address_id FROM distribution_list_subscriber WHERE state <> 'removed' "
            f"AND address_id IN ({places}) AND email IN ({people})",
            (*addresses, *emails),
        )
    )


@dataclass(frozen=True, slots=True)
class Left:
    """A post or campaign that went out: to which list, when it was written and when it left."""

    told: Told
    address: int
    created_at: datetime
    left_at: datetime
    campaign: bool = False  # for those alone who were chosen with its recipients


def left(
    reader: Reader, *, addresses: Sequence[int], after: datetime, until: datetime
) -> list[Left]:
    """What went out in this time, oldest first."""
    places = ", ".join(["%s"] * len(addresses))
    rows = reader.rows(
        "SELECT o.id, o.address_id, o.left_at, o.draft, m.subject, m.from_name, m.from_address, "
        "m.message_id, m.visible, m.id, m.at, o.created_at, o.kind, p.id FROM outbound_outgoing o "
        "JOIN store_message m ON m.id = o.message_id "
        f"LEFT JOIN distribution_list_archived p ON p.id = o.id WHERE o.address_id IN ({places}) "
        "AND o.kind IN ('post', 'campaign') AND o.cancelled_at IS NULL "
        "AND o.left_at > %s AND o.left_at <= %s "
        "ORDER BY o.left_at, o.id LIMIT 500",
        (*addresses, stored(after), stored(until)),
    )
    files = _files(reader, [row[9] for row in rows])
    return [
        Left(
            Told(
                id=row[0], subject=row[4], author_name=row[5], author_address=row[6],
                message_id=row[7], at=_time(row[10]), text=row[8],
                files=tuple(files.get(row[9], ())), topics=_topics(row[3]),
                archived=row[13] is not None,
            ),
            row[1],
            _time(row[11]),
            _time(row[2]),
            row[12] == "campaign",
        )
        for row in rows
    ]  # fmt: skip


def chosen(
    reader: Reader, posts: Sequence[Left], *, subscribers: Collection[int]
) -> set[tuple[int, int]]:
    """(campaign, subscriber): whose digest tells of which of these campaigns."""
    campaigns = [post.told.id for post in posts if post.campaign]
    if not campaigns or not subscribers:
        return set()
    sends, people = ", ".join(["%s"] * len(campaigns)), ", ".join(["%s"] * len(subscribers))
    return set(
        reader.rows(
            "SELECT outgoing_id, subscriber_id FROM distribution_list_indigest "
            f"WHERE outgoing_id IN ({sends}) AND subscriber_id IN ({people})",
            (*campaigns, *subscribers),
        )
    )


def window(one: Reads, *, until: datetime, period: timedelta) -> datetime:
    """After which time what went out is new to them."""
    return one.digested_at if one.digested_at is not None else until - period


def _files(reader: Reader, messages: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    if messages:
        places = ", ".join(["%s"] * len(messages))
        for message, name in reader.rows(
            "SELECT message_id, name FROM store_attachment WHERE NOT inline AND name <> '' "
            f"AND message_id IN ({places}) ORDER BY id",
            tuple(messages),
        ):
            found.setdefault(message, []).append(name)
    return {message: names[:FILES] for message, names in found.items()}


def _reads(row: tuple[Any, ...]) -> Reads:
    topics = decoded(row[3])
    return Reads(
        subscriber=row[0], email=row[1], language=row[2],
        topics=None if topics is None else tuple(topics), since=_time(row[4]),
        digested_at=loaded(row[5]),
    )  # fmt: skip


def _topics(draft: Any) -> tuple[str, ...]:
    said = (decoded(draft) or {}).get("topics") or ()
    return (said,) if isinstance(said, str) else tuple(said)


def _time(value: Any) -> datetime:
    found = loaded(value)
    assert found is not None
    return found
