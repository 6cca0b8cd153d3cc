"""What is each line of a mail: text, quote, attribution, quoted header, signature or nothing?

Every pattern sees a bounded piece (a line of at most 300 characters, a window of at most six
lines), so the whole is linear however hostile the text (PROMISES P31).
"""

import re
from collections.abc import Sequence
from enum import Enum

from tripost.core.quote.words import (
    BEGIN_FORWARDED,
    FROM,
    MOBILE,
    ORIGINAL,
    OTHER_HEADERS,
    STARTERS,
    WROTE,
    WROTE_CJK,
    WROTE_STEMS,
)


class Kind(Enum):
    """What a line is."""

    EMPTY = "e"
    TEXT = "t"
    QUOTE = "q"
    ATTRIBUTION = "a"  # "On …, … wrote:", over all its lines
    DIVIDER = "d"  # "-----Original Message-----"
    HEADER = "h"  # a line of a quoted header block
    SIGNATURE = "s"  # "-- "
    RULE = "r"  # a long line of dashes or the like
    MOBILE = "m"  # "Sent from my iPhone"


_MAX_LINE = 300
_WINDOW = 6  # lines an attribution may be wrapped over
_MAX_ATTRIBUTION = 500

_QUOTED = re.compile(r"\s{0,3}(?:>|\|(?!\|))")
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_SIGNATURE = re.compile(r"(?:--|—|–|__)[ \t\u00a0]*")
_RULE = re.compile(r"\s{0,4}(?:-{3,}|_{3,}|={3,}|\*{3,}|~{3,}|—{2,}|[+*~,#ᐧ])\s*")
_DIVIDER = re.compile(
    rf"\W{{0,6}}[-_*=]{{2,}}\s*(?:{ORIGINAL})\b.{{0,40}}|\W{{0,3}}(?:{ORIGINAL})\s*:?\s*[-_*=]{{2,}}"
    rf"|\W{{0,3}}(?:{BEGIN_FORWARDED})\s*:?\s*",
)
_MOBILE = re.compile(rf"(?:{'|'.join(MOBILE)})[\s.>)\]*_!]*")
_HEADER = re.compile(r"[\s*_|]{0,4}([^\W\d_][\w '-]{0,22}?)[\s*_\u00a0]{0,3}[:：](?:[\s*_]|$)")

_WHEN = re.compile(r"\d{1,2}[:.h]\d\d|(?<!\d)(?:19|20)\d\d(?!\d)|\d{1,2}[./-]\d{1,2}[./-]\d\d")
_DIGIT = re.compile(r"\d")
_ADDRESS = re.compile(r"[^\s<>\"@]{1,64}@[^\s<>\"@]{1,200}")
_VERB = re.compile(rf"(?<!\w)(?:{WROTE})(?!\w)|{WROTE_CJK}")
_STEMS = (*WROTE_STEMS, *WROTE_CJK.split("|"))
_ENDS_WITH_VERB = re.compile(rf"(?:(?<!\w)(?:{WROTE})|{WROTE_CJK})[\s:：.\-*_>]{{0,12}}")
_STARTS = re.compile(rf"[\s*_-]{{0,8}}(?:(?:{STARTERS})\s|在|于|於|\d)")
_NAME_WROTE = re.compile(
    rf".{{2,120}}?(?<!\w)(?:{WROTE})\s+(?:am|on|le|at|den|op|il|el|em|dnia|w dniu)\s"
)
_DATE_AND_ADDRESS = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\s.{1,160}@.{1,160}>:?")


def classify(lines: Sequence[str]) -> list[Kind]:
    """Return the kind of each line. Linear."""
    lines = [line.lower() for line in lines]  # patterns without IGNORECASE are 3 times as fast
    kinds: list[Kind] = []
    fenced = _fences(lines)
    verbs = _verbs(lines)
    at = 0
    while at < len(lines):
        span = 1
        if not lines[at] or lines[at].isspace():
            kind = Kind.EMPTY
        elif fenced[at]:
            kind = Kind.TEXT
        elif span := _attribution_span(lines, at, verbs=verbs[at : at + _WINDOW]):
            kind = Kind.ATTRIBUTION
        else:
            span, kind = 1, _single(lines[at])
        kinds.extend([kind] * span)
        at += span
    _mend_headers(kinds, lines)
    _mend_wraps(kinds, lines)
    return kinds


def _verbs(lines: Sequence[str]) -> list[bool]:
    """Say for each line whether "wrote" stands in it, in any language, and a date nearby."""
    near = _near_dates(lines)
    whole = "\n".join(lines) if near else ""
    stems = [stem for stem in _STEMS if stem in whole] if near else []
    return [
        number in near
        and len(line) <= _MAX_ATTRIBUTION
        and any(stem in line for stem in stems)
        and bool(_VERB.search(line))
        for number, line in enumerate(lines)
    ]


def _near_dates(lines: Sequence[str]) -> frozenset[int]:
    """Lines that may share a window with a date: without one there is no attribution."""
    near: set[int] = set()
    for number, line in enumerate(lines):
        if _DIGIT.search(line) and _WHEN.search(line):
            near.update(range(number - _WINDOW + 1, number + _WINDOW))
    return frozenset(near)


def is_attribution(text: str) -> bool:
    """Say whether `text` (one line, unwrapped) introduces a quote: "Am … schrieb …:"."""
    text = " ".join(text.lower().split())
    if not 8 <= len(text) <= _MAX_ATTRIBUTION or not _WHEN.search(text):
        return False
    if _DATE_AND_ADDRESS.fullmatch(text):
        return True
    if not _VERB.search(text):
        return False
    ends = text.rstrip(" *_-").endswith((":", "："))
    if _STARTS.match(text):
        verb_ends = any(m.end() >= len(text) for m in _ENDS_WITH_VERB.finditer(text))
        return verb_ends or (ends and _ADDRESS.search(text) is not None) or _short(text, ends)
    return ends and (_ADDRESS.search(text) is not None or _NAME_WROTE.match(text) is not None)


def _short(text: str, ends: bool) -> bool:
    return ends and len(text) <= 160


def _single(line: str) -> Kind:
    if _QUOTED.match(line):
        return Kind.QUOTE
    if len(line) > _MAX_LINE:
        return Kind.TEXT
    if _SIGNATURE.fullmatch(line):
        return Kind.SIGNATURE
    if _RULE.fullmatch(line):
        return Kind.RULE
    if _DIVIDER.fullmatch(line.strip()):
        return Kind.DIVIDER
    if _MOBILE.fullmatch(line.strip()):
        return Kind.MOBILE
    return Kind.TEXT


def _attribution_span(lines: Sequence[str], at: int, *, verbs: Sequence[bool]) -> int:
    """Return over how many lines an attribution that begins here runs, or 0."""
    first = lines[at]
    if not any(verbs) and not (first[:4].isdigit() and first[4:5] in "-/."):
        return 0
    if len(first) > _MAX_ATTRIBUTION or _QUOTED.match(first) or not _may_begin(first):
        return 0
    joined = ""
    for count, line in enumerate(lines[at : at + _WINDOW], start=1):
        if count > 1 and (_blocks(line) or len(joined) + len(line) > _MAX_ATTRIBUTION):
            return 0
        if count == 3 and not _WHEN.search(joined):
            return 0
        joined += " " + line.strip()
        if line.strip() and is_attribution(joined):
            return count + _tail(lines, at + count)
    return 0


def _may_begin(line: str) -> bool:
    return bool(_STARTS.match(line)) or "@" in line or bool(_VERB.search(line))


def _blocks(line: str) -> bool:
    """Say whether a line cannot belong to a wrapped attribution (a quoted line)."""
    if not _QUOTED.match(line):
        return False
    rest = line.strip().lstrip("> ")
    return bool(rest.strip(":： ")) and not _ENDS_WITH_VERB.fullmatch(rest)


def _tail(lines: Sequence[str], at: int) -> int:
    """Count a lone ">:" or ":" left over by wrapping."""
    return int(at < len(lines) and lines[at].strip() in (">:", ":", "> :"))


def _fences(lines: Sequence[str]) -> list[bool]:
    """Say for each line whether it stands in a closed code fence."""
    marks = [number for number, line in enumerate(lines) if _FENCE.match(line)]
    inside = [False] * len(lines)
    for begin, end in zip(marks[::2], marks[1::2], strict=False):
        inside[begin : end + 1] = [True] * (end + 1 - begin)
    return inside


def _header_name(line: str) -> str:
    if ":" not in line[:60] and "：" not in line[:60]:
        return ""
    found = _HEADER.match(line[:60])
    return found.group(1).strip() if found else ""


def _mend_headers(kinds: list[Kind], lines: Sequence[str]) -> None:
    """Mark header blocks: a From line with two more header lines right after it."""
    at = 0
    while at < len(lines):
        if kinds[at] is not Kind.TEXT or _header_name(lines[at]) not in FROM:
            at += 1
            continue
        last, found = _header_run(kinds, lines, at)
        if found >= 3:
            kinds[at : last + 1] = [Kind.HEADER] * (last + 1 - at)
            at = last
        at += 1


def _header_run(kinds: Sequence[Kind], lines: Sequence[str], at: int) -> tuple[int, int]:
    """Return the last header line of a run and how many there are; one odd line may interrupt."""
    last, found, odd = at, 1, 0
    for number in range(at + 1, min(at + 16, len(lines))):
        if kinds[number] not in (Kind.TEXT, Kind.EMPTY):
            break
        name = _header_name(lines[number])
        if name in OTHER_HEADERS or name in FROM:
            last, found, odd = number, found + 1, 0
        elif odd >= 2:
            break
        else:
            odd += 1
    return last, found


def _mend_wraps(kinds: list[Kind], lines: Sequence[str]) -> None:
    """A single short line between two quoted ones is a wrapped quote, not an answer."""
    for at in range(1, len(kinds) - 1):
        around = kinds[at - 1] is Kind.QUOTE and kinds[at + 1] is Kind.QUOTE
        if kinds[at] is Kind.TEXT and around and len(lines[at]) <= 40:
            kinds[at] = Kind.QUOTE
