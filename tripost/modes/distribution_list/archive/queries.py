"""What the archive of a list shows: to everyone where it is public, to colleagues in the app."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from tripost.modes.distribution_list.archive.masking import masked
from tripost.people.policies import Actor, unhidden
from tripost.store.reads import Reader
from tripost.store.times import loaded, rfc3339, stored

WORDS: Final = 8  # of a search; more narrow nothing down
TEXT: Final = 200_000  # characters of one text on a page


@dataclass(frozen=True, slots=True)
class Listed:
    """One line; `author` is a name, never an address."""

    id: int
    subject: str
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ArchiveRow:
    """One line for colleagues."""

    id: str
    subject: str
    author: str
    at: str | None
    conversation: str
    message: str


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """One page; `next` is the cursor of the following one."""

    items: tuple[ArchiveRow, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Post:
    """One post as strangers read it: text alone, addresses masked, files only named."""

    id: int
    subject: str
    author: str
    at: datetime
    text: str
    quoted: str
    files: tuple[str, ...]


# What has become confidential or was thrown away since is not there either (law 7).
_FROM: Final = (
    "FROM distribution_list_archived p JOIN store_message m ON m.id = p.message_id "
    "JOIN store_conversation c ON c.id = m.conversation_id "
    "WHERE p.address_id = %s AND c.state NOT IN ('trash', 'spam')"
)
_OPEN: Final = f"{_FROM} AND NOT c.confidential"


def public(
    reader: Reader,
    *,
    address: int,
    since: datetime | None,
    q: str = "",
    before: int | None = None,
    limit: int = 50,
) -> list[Listed]:
    """Newest first; `before` is the id of the last line seen. `since`: older ones stay private
    (Settings.public_since)."""
    words, values = _words(q)
    if since is not None:
        words, values = f"{words} AND p.at >= %s", [*values, stored(since)]
    if before is not None:
        words, values = f"{words} AND p.id < %s", [*values, before]
    rows = reader.rows(
        f"SELECT p.id, p.subject, p.author, p.at {_OPEN}{words} ORDER BY p.id DESC LIMIT %s",
        (address, *values, limit),
    )
    return [Listed(row[0], row[1], row[2], _time(row[3])) for row in rows]


def post(reader: Reader, *, address: int, since: datetime | None, ident: int) -> Post | None:
    """One post of a list; None: it is not there, or not for everyone."""
    shown, values = ("", ()) if since is None else (" AND p.at >= %s", (stored(since),))
    row = reader.row(
        f"SELECT p.id, p.subject, p.author, p.at, m.visible, m.folded, m.id {_OPEN} AND p.id = %s"
        f"{shown}",
        (address, ident, *values),
    )
    if row is None:
        return None
    files = reader.rows(
        "SELECT name FROM store_attachment WHERE message_id = %s AND NOT inline AND name <> '' "
        "ORDER BY id LIMIT 50",
        (row[6],),
    )
    return Post(
        id=row[0],
        subject=row[1],
        author=row[2],
        at=_time(row[3]),
        text=masked(row[4][:TEXT]),
        quoted=masked(row[5][:TEXT]),
        files=tuple(masked(name) for (name,) in files),
    )


def texts(reader: Reader, *, posts: Sequence[int]) -> dict[int, str]:
    """The texts of a few posts, for the feed."""
    if not posts:
        return {}
    places = ", ".join(["%s"] * len(posts))
    rows = reader.rows(
        "SELECT p.id, m.visible FROM distribution_list_archived p "
        f"JOIN store_message m ON m.id = p.message_id WHERE p.id IN ({places})",
        tuple(posts),
    )
    return {row[0]: masked(row[1][:TEXT]) for row in rows}


def private(
    reader: Reader,
    *,
    who: Actor,
    address: int,
    q: str = "",
    limit: int = 100,
    cursor: str | None = None,
) -> ArchivePage:
    """For colleagues who may read the list; what is confidential only for its readers."""
    allowed = unhidden(who, conversation="c.id")
    words, values = _words(q)
    before = number(cursor or "")
    if before is not None:
        words, values = f"{words} AND p.id < %s", [*values, before]
    rows = reader.rows(
        f"SELECT p.id, p.subject, p.author, p.at, c.id, m.id {_FROM} AND {allowed.sql}{words} "
        "ORDER BY p.id DESC LIMIT %s",
        (address, *allowed.params, *values, limit + 1),
    )
    return ArchivePage(
        items=tuple(
            ArchiveRow(str(r[0]), r[1], r[2], rfc3339(r[3]), str(r[4]), str(r[5]))
            for r in rows[:limit]
        ),
        next=str(rows[limit - 1][0]) if len(rows) > limit else None,
    )


def number(text: str) -> int | None:
    """An id of ours, which has 19 digits; None for anything else."""
    fits = text.isascii() and text.isdigit() and len(text) < 20
    return int(text) if fits and int(text) < 2**63 else None


def conversation(reader: Reader, *, ident: int) -> int | None:
    """Where an archived post is filed; the policies decide about that."""
    row = reader.row(
        "SELECT m.conversation_id FROM distribution_list_archived p "
        "JOIN store_message m ON m.id = p.message_id WHERE p.id = %s",
        (ident,),
    )
    return int(row[0]) if row is not None else None


def _words(q: str) -> tuple[str, list[Any]]:
    """All words must stand in subject, author or text, in any case.

    Only in this mail's own words: the index of conversations knows answers that nobody published.
    """
    sql, values = "", []
    for word in q.split()[:WORDS]:
        spellings = sorted(
            {_ascii_lower(w) for w in (word.lower(), word.capitalize(), word.upper())}
        )
        column = "LOWER(p.subject || ' ' || p.author || ' ' || m.visible)"
        either = " OR ".join([f"{column} LIKE %s ESCAPE '\\'"] * len(spellings))
        sql += f" AND ({either})"
        values += [f"%{_escaped(one)}%" for one in spellings]
    return sql, values


def _ascii_lower(word: str) -> str:
    """What LOWER of SQLite does; that of PostgreSQL does more, so the first spelling fits there."""
    return "".join(c.lower() if c.isascii() else c for c in word)


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _time(value: Any) -> datetime:
    found = loaded(value)
    assert found is not None
    return found
