"""Fields that speak of the conversation (alias `c`): each name one short function."""

from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Any, Final

from tripost.core.query import Ago, Date, Day, Field
from tripost.search.condition import FALSE, TRUE, Condition, all_of, any_of, escaped, like
from tripost.search.meaning import Meaning

PRIORITY: Final = MappingProxyType({"low": -1, "normal": 0, "high": 1, "urgent": 2})
UNREAD: Final = (
    "c.last_content > COALESCE((SELECT k.up_to FROM store_readmark k "
    "WHERE k.conversation_id = c.id AND k.user_id = %s), 0)"
)
"""SQL over alias `c`; asks for the id of whoever has not read it."""


def condition(field: Field, *, meaning: Meaning) -> Condition:
    """The conversation is like that."""
    return _BY_NAME[field.name](field, meaning)


def not_in_states(states: Sequence[str]) -> Condition:
    """In none of these states."""
    return Condition(f"c.state NOT IN ({_places(states)})", tuple(states))


def _in_states(*states: str) -> Condition:
    return Condition(f"c.state IN ({_places(states)})", states)


def _is(field: Field, meaning: Meaning) -> Condition:
    match field.value:
        case "open":
            return _in_states("new", "open")
        case "unassigned":
            return all_of([_in_states("new", "open"), Condition("c.assignee_id IS NULL")])
        case "mine":
            return all_of([_in_states("new", "open", "waiting"), _assigned_to(meaning.user)])
        case "unread":
            return Condition(UNREAD, (meaning.user,))
        case "starred" | "followed":
            return Condition(
                "c.id IN (SELECT k.conversation_id FROM store_readmark k "
                f"WHERE k.user_id = %s AND k.{field.value})",
                (meaning.user,),
            )
        case "draft":
            return Condition(
                "c.id IN (SELECT d.conversation_id FROM store_draft d "
                "WHERE d.author_id = %s AND d.conversation_id IS NOT NULL)",
                (meaning.user,),
            )
        case "confidential":
            return Condition("c.confidential = %s", (True,))
    return _in_states(str(field.value))


def _assigned_to(user: int) -> Condition:
    return Condition("(c.assignee_id IS NOT NULL AND c.assignee_id = %s)", (user,))


def _state(field: Field, _: Meaning) -> Condition:
    return _in_states(str(field.value))


def _has(field: Field, meaning: Meaning) -> Condition:
    match field.value:
        case "attachment":
            return Condition("c.attachments > 0")
        case "task":
            return Condition("c.tasks_open + c.tasks_done > 0")
        case "note":
            return Condition(
                "EXISTS (SELECT 1 FROM store_entry n WHERE n.conversation_id = c.id "
                "AND n.kind = 'note')"
            )
    return any_of([_linked("one_id", "other_id", meaning), _linked("other_id", "one_id", meaning)])


def _linked(here: str, there: str, meaning: Meaning) -> Condition:
    """Linked with what the asker sees: a link must not tell of a conversation they may not."""
    return Condition(
        f"c.id IN (SELECT l.{here} FROM store_link l JOIN store_conversation c "
        f"ON c.id = l.{there} WHERE {meaning.seen.sql})",
        meaning.seen.params,
    )


def _subject(field: Field, _: Meaning) -> Condition:
    return like("c.subject", str(field.value))


def _participant(field: Field, _: Meaning) -> Condition:
    named = any_of([like("p.email", str(field.value)), like("p.name", str(field.value))])
    return Condition(
        "EXISTS (SELECT 1 FROM store_participant p WHERE p.conversation_id = c.id "
        f"AND ({named.sql}))",
        named.values,
    )


def _address(field: Field, _: Meaning) -> Condition:
    only = " AND a.mode = 'list'" if field.name == "list" else ""
    return Condition(
        "c.address_id IN (SELECT a.id FROM addresses_address a "
        f"WHERE a.email LIKE %s ESCAPE '!'{only})",
        (f"{escaped(str(field.value).lower())}%",),
    )


def _mode(field: Field, _: Meaning) -> Condition:
    return Condition(
        "c.address_id IN (SELECT a.id FROM addresses_address a WHERE a.mode = %s)", (field.value,)
    )


def _label(field: Field, _: Meaning) -> Condition:
    if field.value == "none":
        return Condition(
            "NOT EXISTS (SELECT 1 FROM store_labelling l WHERE l.conversation_id = c.id)"
        )
    return Condition(
        "EXISTS (SELECT 1 FROM store_labelling l JOIN store_label b ON b.id = l.label_id "
        "WHERE l.conversation_id = c.id AND (b.name = %s OR LOWER(b.name) = %s))",
        (field.value, str(field.value).lower()),
    )


def _team(field: Field, _: Meaning) -> Condition:
    if field.value == "none":
        return Condition("c.team_id IS NULL")
    return _named("c.team_id", "people_team", str(field.value))


def _status(field: Field, _: Meaning) -> Condition:
    return _named("c.status_id", "store_status", str(field.value))


def _named(column: str, table: str, name: str) -> Condition:
    """The row is one of those whose name begins so."""
    begins = f"{escaped(name)}%"
    return Condition(
        f"({column} IS NOT NULL AND {column} IN (SELECT t.id FROM {table} t WHERE "
        "t.name LIKE %s ESCAPE '!' OR LOWER(t.name) LIKE %s ESCAPE '!'))",
        (begins, begins.lower()),
    )


def _assigned(field: Field, meaning: Meaning) -> Condition:
    if field.value == "me":
        return _assigned_to(meaning.user)
    if field.value == "nobody":
        return Condition("c.assignee_id IS NULL")
    name = str(field.value).lstrip("@").lower()
    return Condition(
        "(c.assignee_id IS NOT NULL AND c.assignee_id IN (SELECT u.id FROM people_user u WHERE "
        "u.address = %s OR u.address LIKE %s ESCAPE '!' OR LOWER(u.name) LIKE %s ESCAPE '!'))",
        (name, f"{escaped(name)}@%", f"{escaped(name)}%"),
    )


def _priority(field: Field, _: Meaning) -> Condition:
    return Condition(f"c.priority {field.op} %s", (PRIORITY[str(field.value)],))


def _number(field: Field, _: Meaning) -> Condition:
    return Condition("c.id = %s", (field.value,))


def _activity(field: Field, meaning: Meaning) -> Condition:
    """before:, after:, older_than:, newer_than:"""
    earlier = field.name in ("before", "older_than")
    match field.value:
        case Ago():
            place: Any = meaning.before(field.value)
        case Day() | Date():
            place = meaning.day(field.value)[0]
        case _:
            return FALSE
    return Condition(f"c.last_activity_at {'<' if earlier else '>='} %s", (place,))


def _waiting(field: Field, meaning: Meaning) -> Condition:
    """A stranger's mail has stood unanswered that long, and nobody has closed it."""
    assert isinstance(field.value, Ago)
    sign = ">" if field.op.startswith("<") else "<="
    return Condition(
        f"(c.waiting_since IS NOT NULL AND c.waiting_since {sign} %s AND c.state <> 'closed')",
        (meaning.before(field.value),),
    )


def _due(field: Field, meaning: Meaning) -> Condition:
    """Within (the default) or beyond a stretch; on, before or after a day. Not what is closed."""
    if field.value == "none":
        return Condition("c.due_at IS NULL")
    wanted, values = _due_at(field, meaning)
    return Condition(f"(c.due_at IS NOT NULL AND {wanted} AND c.state <> 'closed')", values)


def _due_at(field: Field, meaning: Meaning) -> tuple[str, tuple[Any, ...]]:
    late = field.op.startswith(">")
    match field.value:
        case Ago():
            return f"c.due_at {'>' if late else '<='} %s", (meaning.ahead(field.value),)
        case Day() | Date():
            start, end = meaning.day(field.value)
            if field.op == "=":
                return "c.due_at >= %s AND c.due_at < %s", (start, end)
            edge = start if field.op in ("<", ">=") else end
            return f"c.due_at {'>=' if late else '<'} %s", (edge,)
    return "c.due_at < %s", (meaning.ahead(Ago(0)),)


def _places(values: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(values))


_BY_NAME: Final[MappingProxyType[str, Callable[[Field, Meaning], Condition]]] = MappingProxyType(
    {
        "is": _is, "state": _state, "has": _has, "subject": _subject, "body": lambda f, m: TRUE,
        "participant": _participant, "in": _address, "address": _address, "list": _address,
        "mode": _mode, "label": _label, "team": _team, "status": _status, "assigned": _assigned,
        "priority": _priority, "number": _number, "before": _activity, "after": _activity,
        "older_than": _activity, "newer_than": _activity, "waiting": _waiting, "due": _due,
    }
)  # fmt: skip
"""body: is a matter of the index; here it can only be one of signs alone."""
