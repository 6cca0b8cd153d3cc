"""The fields a question about subscribers may have: those of every list, and its attributes."""

from collections.abc import Iterator
from typing import Final

from tripost.core.attribute import Known
from tripost.core.query import FieldKind, FieldSpec, Grammar
from tripost.modes.distribution_list.segments.ground import Ground

STATES: Final = ("active", "unsubscribed", "bouncing", "removed")
LANGUAGES: Final = ("de", "en")
DELIVERIES: Final = ("each", "digest", "pause")
SOURCES: Final = ("hand", "import", "signup", "api")
CONSENTS: Final = ("confirmed", "vouched", "none")
OFTEN: Final = ("ever", "never")

_TABLE: Final = (
    FieldSpec("email", FieldKind.TEXT, "What the address holds: email:@example.org"),
    FieldSpec("name", FieldKind.TEXT, "What the name holds", words=("none",)),
    FieldSpec("state", FieldKind.CHOICE, "Exactly this state", STATES),
    FieldSpec("language", FieldKind.CHOICE, "Reads this language", LANGUAGES),
    FieldSpec("delivery", FieldKind.CHOICE, "Gets each mail, a digest, or has a pause", DELIVERIES),
    FieldSpec("since", FieldKind.MOMENT, "On the list since: 30d, >1y, <2026-11-01", compares=True),
    FieldSpec("before", FieldKind.MOMENT, "On the list before 2026-11-01, today, 30d"),
    FieldSpec("after", FieldKind.MOMENT, "On the list on or after that day"),
    FieldSpec("source", FieldKind.CHOICE, "How they came onto the list", SOURCES),
    FieldSpec("consent", FieldKind.CHOICE, "What their consent is", CONSENTS),
    FieldSpec("answered", FieldKind.SPAN, "Answered a send within 30d", words=OFTEN),
    FieldSpec("clicked", FieldKind.SPAN, "Followed a link within 30d", words=OFTEN),
    FieldSpec("bounced", FieldKind.SPAN, "Their mail came back within 30d", words=OFTEN),
    FieldSpec("complained", FieldKind.SPAN, "Complained within 30d", words=OFTEN),
    FieldSpec("got", FieldKind.TEXT, 'Got this send: its number, or words of its "subject"'),
)  # fmt: skip
_KINDS: Final = {
    "text": FieldKind.TEXT,
    "number": FieldKind.AMOUNT,
    "date": FieldKind.MOMENT,
    "choice": FieldKind.CHOICE,
}


def grammar(ground: Ground) -> Grammar:
    """The table of one list. An attribute is `attr.city:`, and `city:` where that is free."""
    fields = {spec.name: spec for spec in (*_TABLE, *_of_list(ground))}
    for known in ground.attributes.values():
        for name in (known.key, f"attr.{known.key}"):
            fields.setdefault(name, _attribute(known, name))
    return Grammar(fields, strict=True)


def _of_list(ground: Ground) -> Iterator[FieldSpec]:
    """What depends on the list and on who asks."""
    yield FieldSpec("topic", FieldKind.CHOICE, "Wants this topic", ground.topics)
    yield FieldSpec(
        "wrote", FieldKind.WITHIN, "Wrote to an inbox: support@, 30d, support@:30d",
        tuple(ground.inboxes),
    )  # fmt: skip
    yield FieldSpec("list", FieldKind.NAMED, "Is on this other list, too", tuple(ground.lists))


def _attribute(known: Known, name: str) -> FieldSpec:
    return FieldSpec(
        name,
        _KINDS[known.kind],
        known.label,
        known.choices,
        compares=known.kind in ("number", "date"),
        words=("none",),
    )
