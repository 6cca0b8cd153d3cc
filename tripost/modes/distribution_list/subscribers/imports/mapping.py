"""What each column of a file becomes, and what a line of it asks for. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from tripost.core.address import BadAddress, parse_address
from tripost.core.attribute import CHOICES, KEY, KINDS, Known
from tripost.core.columns import EMAIL, IGNORE, PLAIN, language
from tripost.core.table import Broken, Form, Row
from tripost.kit.entered import BadInput
from tripost.modes.distribution_list.subscribers import attributes
from tripost.modes.distribution_list.subscribers.subscribing import Wish, shown_name

SHOWN: Final = 500  # characters of a refused line that are kept
NEW: Final = "new:"
OLD: Final = "attribute:"


@dataclass(frozen=True, slots=True)
class Mapped:
    """`meanings`: one for each column (core.columns); `new`: attributes that are to be made."""

    meanings: tuple[str, ...]
    new: tuple[attributes.Definition, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The attribute of each column, "" where it is none."""
        return tuple(m.split(":")[1] if ":" in m else "" for m in self.meanings)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line: somebody who shall be on the list, or why not."""

    line: int
    text: str
    wish: Wish | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What lines are read by."""

    meanings: tuple[str, ...]
    keys: tuple[str, ...]
    known: Mapping[str, Known]
    list_email: str
    separator: str = ";"


def mapped(text: str, form: Form, *, known: Mapping[str, Known]) -> Mapped:
    """What somebody chose for each column; raises BadInput. `text`: a JSON list in the order of
    the columns, or an object by their heads; what is left out is ignored."""
    meanings = _meanings(text, form)
    new: list[attributes.Definition] = []
    for place, meaning in enumerate(meanings):
        if meaning in PLAIN:
            continue
        if meaning.startswith(OLD) and meaning.removeprefix(OLD) in known:
            continue
        made = _new(meaning, label=form.columns[place], place=len(known) + len(new))
        if made.key in known:
            raise BadInput("key-taken", f"There is an attribute {made.key} already.")
        new.append(made)
    used = [m.split(":")[1] if ":" in m else m for m in meanings if m != IGNORE]
    if len(set(used)) < len(used):
        raise BadInput("bad-mapping", "Two columns cannot become the same thing.")
    if EMAIL not in used:
        raise BadInput("no-email-column", "One column has to hold the mail addresses.")
    if len(known) + len(new) > attributes.MOST:
        raise BadInput("too-many-attributes", f"A list can have {attributes.MOST} attributes.")
    return Mapped(tuple(meanings), tuple(new))


def _meanings(text: str, form: Form) -> list[str]:
    try:
        given: Any = json.loads(text)
    except ValueError:
        given = None
    if isinstance(given, dict):
        if set(given) - set(form.columns):
            raise BadInput("bad-mapping", "The mapping names a column that the file has not.")
        given = [given.get(name, IGNORE) for name in form.columns]
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise BadInput("bad-mapping", "A mapping is a list with a meaning for each column.")
    if len(given) > len(form.columns):
        raise BadInput("bad-mapping", f"The file has {len(form.columns)} columns.")
    return [*given, *[IGNORE] * (len(form.columns) - len(given))]


def _new(meaning: str, *, label: str, place: int) -> attributes.Definition:
    """A new attribute; the choices of one come from the file."""
    parts = meaning.split(":")
    if len(parts) != 3 or parts[0] != "new" or not KEY.fullmatch(parts[1]) or parts[2] not in KINDS:
        raise BadInput("bad-mapping", f"A column cannot become {meaning[:80]}.")
    if parts[1] in attributes.TAKEN:
        raise BadInput("bad-key", f"An attribute cannot be called {parts[1]}.")
    text = " ".join(label.split())[: attributes.LABEL] or parts[1]
    return attributes.Definition(key=parts[1], label=text, kind=parts[2], position=place)


def entry(record: Row | Broken, reading: Reading) -> Entry:
    """What a line asks for, or why it cannot be had."""
    if isinstance(record, Broken):
        return Entry(record.line, record.text, reason=record.reason)
    text = reading.separator.join(record.cells)[:SHOWN]
    try:
        return Entry(record.line, text, wish=_wish(record, reading))
    except BadAddress as wrong:
        return Entry(record.line, text, reason=wrong.reason)
    except attributes.Misfit as wrong:
        return Entry(record.line, text, reason=f"{wrong.reason}:{wrong.key}"[:40])


def _wish(row: Row, reading: Reading) -> Wish:
    said: dict[str, str] = {}
    values: dict[str, Any] = {}
    for cell, meaning, key in zip(row.cells, reading.meanings, reading.keys, strict=True):
        if key:
            values[key] = cell
        elif meaning != IGNORE:
            said[meaning] = cell
    email = parse_address(said[EMAIL].removeprefix("mailto:").strip("<> ")).lower()
    if email == reading.list_email:
        raise BadAddress("own-address", "This is the list itself.")
    reads = language(said.get("language", ""))
    if reads is None:
        raise attributes.Misfit("language", "bad-language")
    name = said.get("name") or f"{said.get('first_name', '')} {said.get('last_name', '')}"
    fitted = attributes.fitted(values, known=reading.known)
    kept = {key: value for key, value in fitted.items() if value is not None}
    return Wish(email=email, name=shown_name(name), attributes=kept, language=reads)


def with_choices(mapped: Mapped, seen: Mapping[str, Mapping[str, str]]) -> Mapped:
    """New choices offer what the file holds. Raises BadInput."""
    new = []
    for one in mapped.new:
        if one.kind == "choice":
            offered = tuple(seen.get(one.key, {}).values())
            if not 1 <= len(offered) <= CHOICES:
                raise BadInput(
                    "too-many-choices",
                    f"{one.label} holds {len(offered)} different things; a choice offers 1 to "
                    f"{CHOICES}. Take it as text.",
                )
            one = attributes.Definition(
                key=one.key, label=one.label, kind="choice", choices=offered, position=one.position
            )
        new.append(attributes.clean(one))
    return Mapped(mapped.meanings, tuple(new))
