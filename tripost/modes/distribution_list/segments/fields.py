"""Fields that speak of one subscriber (alias `s`): each name one short function."""

from collections.abc import Callable
from contextlib import suppress
from types import MappingProxyType
from typing import Any, Final

from django.db import connection

from tripost.core.address import BadAddress, parse_domain
from tripost.core.query import Ago, Date, Day, Field, Within
from tripost.modes.distribution_list.segments import attributes
from tripost.modes.distribution_list.segments.ground import Ground
from tripost.modes.distribution_list.segments.text import holds
from tripost.search.condition import FALSE, Condition, all_of, any_of, negated


def condition(field: Field, *, ground: Ground) -> Condition:
    """The subscriber is like that."""
    known = _BY_NAME.get(field.name)
    if known is not None:
        return known(field, ground)
    return attributes.condition(field, ground=ground)


def words(text: str) -> Condition:
    """The text stands in the address or in the name."""
    return any_of([_in_address(text), holds("s.name", text)])


def _in_address(text: str) -> Condition:
    """Domains are kept as A-labels: bücher.example is found as people write it, too."""
    domain = text.rpartition("@")[2]
    ways = [holds("s.email", text)]
    if not domain.isascii():
        with suppress(BadAddress):
            ways.append(holds("s.email", f"{text[: -len(domain)]}{parse_domain(domain)}"))
    return any_of(ways)


def _email(field: Field, _: Ground) -> Condition:
    return _in_address(str(field.value))


def _name(field: Field, _: Ground) -> Condition:
    if field.value == "none":
        return Condition("s.name = ''")
    return holds("s.name", str(field.value))


def _column(field: Field, _: Ground) -> Condition:
    """state:, delivery:, source:"""
    return Condition(f"s.{field.name} = %s", (field.value,))


def _language(field: Field, ground: Ground) -> Condition:
    """Who chose none reads that of the list."""
    said = Condition("s.language = %s", (field.value,))
    if field.value != ground.language:
        return said
    return any_of([said, Condition("s.language = ''")])


def _topic(field: Field, _: Ground) -> Condition:
    """Who chose no topics wants all of them."""
    if connection.vendor == "sqlite":
        return Condition(
            "(s.topics IS NULL OR s.topics = 'null' OR EXISTS (SELECT 1 FROM json_each(s.topics) t "
            "WHERE t.value = %s))",
            (field.value,),
        )
    return Condition(
        "(s.topics IS NULL OR s.topics = 'null'::jsonb OR jsonb_exists(s.topics, %s))",
        (field.value,),
    )


def _since(field: Field, ground: Ground) -> Condition:
    """A stretch: within it, or with > longer ago. A day: on it, before or after it."""
    column = _joined_at()
    match field.value:
        case Ago():
            sign = "<=" if field.op.startswith(">") else ">="
            return Condition(f"{column} {sign} %s", (ground.meaning.before(field.value),))
        case Day() | Date():
            start, end = ground.meaning.day(field.value)
            match field.op:
                case "=":
                    return Condition(f"({column} >= %s AND {column} < %s)", (start, end))
                case "<" | ">=":
                    return Condition(f"{column} {field.op} %s", (start,))
                case _:
                    return Condition(f"{column} {'<' if field.op == '<=' else '>='} %s", (end,))
    return FALSE


def _joined_at() -> str:
    """Most of a list are older than any day one asks for: along the index SQLite would jump from
    row to row; the sign keeps it on the straight way, twice as fast."""
    return "+s.since" if connection.vendor == "sqlite" else "s.since"


def _joined(field: Field, ground: Ground) -> Condition:
    """before:, after:"""
    match field.value:
        case Ago():
            place: Any = ground.meaning.before(field.value)
        case Day() | Date():
            place = ground.meaning.day(field.value)[0]
        case _:
            return FALSE
    sign = "<" if field.name == "before" else ">="
    return Condition(f"{_joined_at()} {sign} %s", (place,))


def _consent(field: Field, _: Ground) -> Condition:
    """What their chain comes to, kept with them (joining/consents.py)."""
    return Condition("s.consent = %s", ("" if field.value == "none" else field.value,))


def _bounced(field: Field, ground: Ground) -> Condition:
    return _when("s.bounced_at", field, ground)


def _when(column: str, field: Field, ground: Ground) -> Condition:
    """A time of the row itself, which may be absent."""
    there = Condition(f"{column} IS NOT NULL")
    if isinstance(field.value, Ago):
        since = Condition(f"{column} >= %s", (ground.meaning.before(field.value),))
        return all_of([there, since])
    return negated(there) if field.value == "never" else there


def _delivered(field: Field, ground: Ground) -> Condition:
    """answered:, complained: — kept with the copy that it was about."""
    column = f"d.{field.name}_at"
    place = f"{column} IS NOT NULL"
    values: tuple[Any, ...] = ()
    if isinstance(field.value, Ago):
        place, values = f"{column} >= %s", (ground.meaning.before(field.value),)
    found = Condition(
        "s.id IN (SELECT d.subscriber_id FROM outbound_delivery d "
        f"WHERE {place} AND d.subscriber_id IS NOT NULL)",
        values,
    )
    return negated(found) if field.value == "never" else found


def _clicked(field: Field, ground: Ground) -> Condition:
    place = ""
    values: tuple[Any, ...] = ()
    if isinstance(field.value, Ago):
        place, values = " AND k.at >= %s", (ground.meaning.before(field.value),)
    found = Condition(
        "s.id IN (SELECT k.subscriber_id FROM distribution_list_click k "
        f"WHERE k.scanner = %s{place})",
        (False, *values),
    )
    return negated(found) if field.value == "never" else found


def _got(field: Field, ground: Ground) -> Condition:
    """A send of this list, by its id or by words of its subject. The subject of a post is content:
    only where the conversation may be read."""
    text = str(field.value)
    if text.isascii() and text.isdigit() and 12 <= len(text) <= 19 and int(text) < 2**63:
        named = Condition("o.id = %s", (int(text),))
    else:
        seen = ground.meaning.seen
        of_mail, of_campaign = holds("m.subject", text), holds("p.subject", text)
        named = Condition(
            "o.id IN (SELECT p.outgoing_id FROM distribution_list_campaign p "
            f"WHERE p.outgoing_id IS NOT NULL AND {of_campaign.sql} UNION ALL "
            "SELECT q.id FROM outbound_outgoing q JOIN store_message m ON m.id = q.message_id "
            "JOIN store_conversation c ON c.id = m.conversation_id "
            f"WHERE q.address_id = %s AND {of_mail.sql} AND {seen.sql})",
            (*of_campaign.values, ground.address, *of_mail.values, *seen.params),
        )
    return Condition(
        "s.id IN (SELECT d.subscriber_id FROM outbound_outgoing o JOIN outbound_delivery d "
        "ON d.outgoing_id = o.id WHERE o.address_id = %s AND o.kind IN ('post', 'campaign') "
        f"AND d.state = 'sent' AND d.subscriber_id IS NOT NULL AND {named.sql})",
        (ground.address, *named.values),
    )


def _wrote(field: Field, ground: Ground) -> Condition:
    """A mail of theirs that who asks may see. A conversation is at least as young as its mails."""
    if not isinstance(field.value, Within):
        return FALSE
    inboxes = ground.inboxes
    places = [inboxes[field.value.name]] if field.value.name else list(inboxes.values())
    if not places:
        return FALSE
    seen, young = ground.meaning.seen, ""
    values: tuple[Any, ...] = ()
    if field.value.span is not None:
        begin = ground.meaning.before(field.value.span)
        young, values = " AND c.last_activity_at >= %s AND m.at >= %s", (begin, begin)
    return Condition(
        "s.email IN (SELECT LOWER(m.from_address) FROM store_conversation c "
        "JOIN store_message m ON m.conversation_id = c.id "
        f"WHERE c.address_id IN ({', '.join(['%s'] * len(places))}){young} "
        f"AND m.direction = 'in' AND {seen.sql})",
        (*places, *values, *seen.params),
    )


def _list(field: Field, ground: Ground) -> Condition:
    return Condition(
        "s.email IN (SELECT t.email FROM distribution_list_subscriber t "
        "WHERE t.address_id = %s AND t.state = 'active')",
        (ground.lists[str(field.value)],),
    )


_BY_NAME: Final[MappingProxyType[str, Callable[[Field, Ground], Condition]]] = MappingProxyType(
    {
        "email": _email, "name": _name, "state": _column, "language": _language,
        "delivery": _column, "topic": _topic, "since": _since, "before": _joined,
        "after": _joined, "source": _column, "consent": _consent, "answered": _delivered,
        "clicked": _clicked, "bounced": _bounced, "complained": _delivered, "wrote": _wrote,
        "got": _got, "list": _list,
    }
)  # fmt: skip
