"""What do Content-Type and Content-Disposition say? RFC 2045 §5.1, 2183, 2231, and their abuses."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import unquote_to_bytes

from tripost.core.message import charset
from tripost.core.message.limits import MAX_PARAMETERS
from tripost.core.message.words import Decoder, printable

# What nearly every part of nearly every mail has.
_PLAIN = re.compile(
    r"([\w.+-]+(?:/[\w.+-]+)?)(?:;\s*([\w-]+)=(?:\"([^\"\\=%\n]*)\"|([\w.+-]+)))?;?"
)
# `;` or blank, name, `=`, value; a value is quoted, or runs to the next `;` or `name=`.
# (A blank begins a match only where the run of blanks begins: anything else is quadratic.)
_NAME = re.compile(r"(?:;|(?<!\s)\s)\s*([^\s;=\"()<>]+)\s*=\s*")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)("|\Z|\\\Z)', re.DOTALL)
_BARE = re.compile(r"(?:=\?[^?;]{1,60}\?[bqBQ]\?[^?;]*\?=|[^;])*")
_NEXT = re.compile(r"[\s,][\w-]+(?:\*\d{0,4}\*?)?=")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_SECTION = re.compile(r"\*(\d{1,4})(\*?)$")
_LABELLED = {"name", "filename"}  # a "(1)" in a file's name is no comment


@dataclass(frozen=True, slots=True)
class Value:
    """A header value with parameters, names in lower case: `text/plain`, {"charset": "utf-8"}."""

    value: str
    parameters: Mapping[str, str] = field(default_factory=dict)


NOTHING = Value("")


def parse(raw: bytes, *, decoder: Decoder) -> Value:
    """Read a field; never raises. `value` is in lower case, blanks and comments removed."""
    if len(raw) < 160 and raw.isascii() and b"=?" not in raw:
        return _common(raw)
    return _parse(decoder.line(raw), decoder)


@lru_cache(maxsize=2048)
def _common(raw: bytes) -> Value:
    return _parse(Decoder().line(raw), Decoder())


def _parse(line: str, decoder: Decoder) -> Value:
    if plain := _PLAIN.fullmatch(line):
        if plain[2] is None:
            return Value(plain[1].lower())
        text = plain[3] if plain[3] is not None else plain[4]
        if text.isprintable() and "=?" not in text:
            return Value(plain[1].lower(), {plain[2].lower(): text})
    line = charset.scrub(line)
    head = _head(line)
    value = re.sub(r"\s+", "", _without_comments(head)).lower().rstrip("/")
    if value.startswith("/") or (not value and "/" in head):
        return NOTHING
    return Value(value, _parameters(line[len(head) :], decoder) if len(line) > len(head) else {})


def _head(line: str) -> str:
    """What comes before the parameters, even where the `;` was forgotten."""
    head = line.partition(";")[0]
    forgotten = _NEXT.search(head)
    return head[: forgotten.start()] if forgotten else head


def _without_comments(text: str) -> str:
    """RFC 5322 §3.2.2 comments nest; counted, not recursed into. An open one hides nothing."""
    if "(" not in text:
        return text
    out: list[str] = []
    depth = 0
    for sign in text:
        if sign == "(":
            depth += 1
        elif sign == ")" and depth:
            depth -= 1
        elif not depth:
            out.append(sign)
    return "".join(out)


def _parameters(text: str, decoder: Decoder) -> dict[str, str]:
    plain: dict[str, str] = {}
    sections: dict[str, list[tuple[int, bool, str]]] = {}
    position = 0
    for _ in range(MAX_PARAMETERS):
        match = _NAME.search(text, position)
        if not match:
            break
        name = match[1].lower()
        value, position = _value(text, match.end(), name=name)
        _file(plain, sections, name, value, decoder)
    for name, pieces in sections.items():
        plain[name] = _joined(pieces, decoder)
    return {name: printable(value) for name, value in plain.items() if name and value}


def _value(text: str, position: int, *, name: str) -> tuple[str, int]:
    if quoted := _QUOTED.match(text, position):
        return _ESCAPE.sub(r"\1", quoted[1]).replace("\n", " "), quoted.end()
    bare = _BARE.match(text, position)
    value = bare[0] if bare else ""
    if following := _NEXT.search(value):
        value = value[: following.start()]
    end = position + len(value)
    if name.partition("*")[0] not in _LABELLED:
        value = _without_comments(value)
    return value.replace("\n", " ").strip(), end


def _file(
    plain: dict[str, str],
    sections: dict[str, list[tuple[int, bool, str]]],
    name: str,
    value: str,
    decoder: Decoder,
) -> None:
    """Put a parameter where it belongs: whole, or a section of RFC 2231 §3."""
    if section := _SECTION.search(name):
        base = name[: section.start()]
        sections.setdefault(base, []).append((int(section[1]), bool(section[2]), value))
    elif name.endswith("*"):
        sections.setdefault(name[:-1], []).append((0, True, value))
    elif name not in plain:
        if "=?" in value:  # not allowed (RFC 2047 §5), and everywhere
            value = decoder.words(value, spaced=False)
        plain[name] = value


def _joined(pieces: list[tuple[int, bool, str]], decoder: Decoder) -> str:
    pieces.sort(key=lambda piece: piece[0])
    label = ""
    out = bytearray()
    for index, (_, extended, text) in enumerate(pieces):
        if not extended:
            out += text.encode("utf-8", "replace")
            continue
        if index == 0 and text.count("'") >= 2:  # RFC 2231 §4: charset'language'text
            label, _, rest = text.partition("'")
            text = rest.partition("'")[2]
        elif label and text.startswith(label + "'"):  # repeated in every section, against §4.1
            text = text[len(label) + 1 :]
        out += unquote_to_bytes(text)
    joined = bytes(out)
    if label and all(extended or text.isascii() for _, extended, text in pieces):
        return charset.decode(joined, label, guess=False)
    decoded = decoder.eight_bit(joined)
    return decoder.words(decoded, spaced=False) if "=?" in decoded else decoded
