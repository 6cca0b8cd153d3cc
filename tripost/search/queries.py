"""Find conversations by the query language, newest first, within what the person may see."""

import re
from collections.abc import Sequence
from typing import Any

import msgspec
from django.db import connection

from tripost.core.query import And, Field, Node, Not, Or, Words
from tripost.core.terms import query_terms
from tripost.people.policies import Actor, visible
from tripost.store.reads import Reader

LIMIT = 200
_TOKEN = re.compile(r"[0-9A-Za-z\u0080-\U0010ffff]+")  # as FTS5's ascii tokenizer cuts


class Hit(msgspec.Struct, frozen=True):
    """A conversation that was found, and the newest of its entries that matched (or None)."""

    conversation: int
    entry: int | None
    text: str


Condition = tuple[str, list[Any]]


def find(
    reader: Reader, *, who: Actor, query: And, limit: int, before: int | None = None
) -> list[Hit]:
    """Conversations that match, newest matching entry first; `before`: entry id to go on from."""
    allowed = visible(who)
    entries = "e.kind IN ('message', 'note')"
    sql, params = _all_of(query.nodes, who=who)
    after, extra = (" AND e.id < %s", [before]) if before is not None else ("", [])
    found = reader.rows(
        "SELECT e.conversation_id, MAX(e.id) FROM store_entry e "
        "JOIN store_conversation c ON c.id = e.conversation_id "
        f"WHERE {entries} AND {allowed.sql} AND {sql}{after} "
        "GROUP BY e.conversation_id ORDER BY MAX(e.id) DESC LIMIT %s",
        (*allowed.params, *params, *extra, min(limit, LIMIT)),
    )
    texts = _texts(reader, entries=[row[1] for row in found])
    return [Hit(conversation=row[0], entry=row[1], text=texts.get(row[1], "")) for row in found]


def _texts(reader: Reader, *, entries: Sequence[int]) -> dict[int, str]:
    if not entries:
        return {}
    places = ", ".join(["%s"] * len(entries))
    return dict(
        reader.rows(
            "SELECT e.id, CASE WHEN e.kind = 'note' THEN e.text ELSE m.visible END "
            "FROM store_entry e LEFT JOIN store_message m ON m.id = e.message_id "
            f"WHERE e.id IN ({places})",
            list(entries),
        )
    )


def _all_of(nodes: Sequence[Node], *, who: Actor) -> Condition:
    parts = [_compile(node, who=who) for node in nodes]
    if not parts:
        return "1 = 1", []
    return " AND ".join(f"({sql})" for sql, _ in parts), [v for _, values in parts for v in values]


def _compile(node: Node, *, who: Actor) -> Condition:
    match node:
        case Words(text):
            return _words(text)
        case Field(name, value):
            return _field(name, value, who=who)
        case Not(inner):
            sql, params = _compile(inner, who=who)
            return f"NOT ({sql})", params
        case And(nodes):
            return _all_of(nodes, who=who)
        case Or(nodes):
            parts = [_compile(n, who=who) for n in nodes]
            sql = " OR ".join(f"({s})" for s, _ in parts)
            return sql, [v for _, values in parts for v in values]


def _words(text: str) -> Condition:
    """All words in one entry; text without a word (only signs) is looked for nowhere."""
    wanted = query_terms(text)
    if not wanted:
        return "1 = 1", []
    if connection.vendor == "sqlite":
        match = " AND ".join("(" + " OR ".join(map(_literal, forms)) + ")" for forms in wanted)
        return "e.id IN (SELECT rowid FROM search_index WHERE search_index MATCH %s)", [match]
    match = " & ".join("(" + " | ".join(f"'{f}'" for f in forms) + ")" for forms in wanted)
    return "e.id IN (SELECT id FROM search_index WHERE terms @@ %s::tsquery)", [match]


def _literal(form: str) -> str:
    """FTS5 §3: a string in double quotes is taken literally. A form that the tokenizer takes
    apart (a folded ligature) must not become a phrase: the index keeps no places."""
    return "(" + " AND ".join(f'"{part}"' for part in _TOKEN.findall(form)) + ")"


def _field(name: str, value: str, *, who: Actor) -> Condition:
    like = f"%{_escaped(value.lower())}%"
    match name:
        case "from":
            return (
                "EXISTS (SELECT 1 FROM store_message m WHERE m.id = e.message_id AND "
                "(LOWER(m.from_address) LIKE %s ESCAPE '!' OR "
                "LOWER(m.from_name) LIKE %s ESCAPE '!'))",
                [like, like],
            )
        case "to":
            return (
                "EXISTS (SELECT 1 FROM store_message m WHERE m.id = e.message_id AND "
                "LOWER(CAST(m.recipients AS TEXT)) LIKE %s ESCAPE '!')",
                [like],
            )
        case "subject":
            return "LOWER(c.subject) LIKE %s ESCAPE '!'", [like]
        case "in":
            return (
                "c.address_id IN (SELECT id FROM addresses_address WHERE email LIKE %s ESCAPE '!')",
                [f"{_escaped(value.lower())}%"],
            )
        case _:
            return _is(value, who=who)


def _is(value: str, *, who: Actor) -> Condition:
    match value:
        case "mine":
            return "c.assignee_id = %s", [who.id]
        case "unassigned":
            return "c.assignee_id IS NULL AND c.state <> 'closed'", []
        case "confidential":
            return "c.confidential = %s", [True]
        case "unread":
            return (
                "c.last_content > COALESCE((SELECT k.up_to FROM store_readmark k "
                "WHERE k.conversation_id = c.id AND k.user_id = %s), 0)",
                [who.id],
            )
    return "c.state = %s", [value]


def _escaped(text: str) -> str:
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
