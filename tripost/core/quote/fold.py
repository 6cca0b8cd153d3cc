"""Which lines of a mail are new, and which fold away? Nothing is lost: two piles, both kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from tripost.core.quote.lines import Kind, classify

MAX_SIGNATURE = 15  # lines of text after a rule that still look like a signature
MAX_AFTERTHOUGHT = 6  # lines below a quote that are a signature rather than an answer
_OLD = frozenset({Kind.QUOTE, Kind.ATTRIBUTION, Kind.DIVIDER, Kind.HEADER})
_BEGINS_OLD = frozenset({Kind.ATTRIBUTION, Kind.DIVIDER, Kind.HEADER})
_SILENT = frozenset({Kind.EMPTY, Kind.RULE, Kind.SIGNATURE, Kind.MOBILE})


@dataclass(frozen=True, slots=True)
class Folded:
    """The two piles; each line of the mail is in exactly one. `folded` is "" if none."""

    visible: str
    folded: str


def fold(text: str) -> Folded:
    """Tell new text from quotes and signatures. Never hides everything; linear time."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kinds = classify(lines)
    keep = _decide(kinds)
    if not any(keep[n] and lines[n].strip() for n in range(len(lines))):
        keep = [True] * len(lines)
    visible = "\n".join(line for line, kept in zip(lines, keep, strict=True) if kept)
    folded = "\n".join(line for line, kept in zip(lines, keep, strict=True) if not kept)
    return Folded(visible=visible.strip("\n").rstrip(), folded=folded.strip("\n"))


def _decide(kinds: list[Kind]) -> list[bool]:
    keep = [True] * len(kinds)
    end = _signature(kinds)
    end = _old_mail(kinds, end)
    begin = _bottom_posting(kinds, end)
    end = _trailing_quotes(kinds, begin, end)
    for at, kind in enumerate(kinds):
        inside = begin <= at < end
        keep[at] = inside and kind not in (Kind.MOBILE, Kind.ATTRIBUTION)
    return keep


def _has_text(kinds: Sequence[Kind], begin: int, end: int) -> bool:
    return any(kinds[at] is Kind.TEXT for at in range(begin, end))


def _signature(kinds: Sequence[Kind]) -> int:
    """Return where the signature begins ("-- ", or a rule with little after it), else the end."""
    seen_text = False
    texts_left = sum(kind is Kind.TEXT for kind in kinds)
    for at, kind in enumerate(kinds):
        if kind is Kind.TEXT:
            seen_text, texts_left = True, texts_left - 1
        elif kind is Kind.SIGNATURE and seen_text:
            return at
        elif kind is Kind.RULE and seen_text and kinds[at - 1] is not Kind.TEXT:
            # (Under a line of text it is a heading's underline.)
            if texts_left > MAX_SIGNATURE:
                continue
            return at
    return len(kinds)


def _old_mail(kinds: Sequence[Kind], end: int) -> int:
    """Return where the old mail begins that runs to the end, if new text stands above it."""
    seen_text = False
    for at in range(end):
        kind = kinds[at]
        if kind is Kind.TEXT:
            seen_text = True
        elif kind in _BEGINS_OLD and seen_text and not _answered_below(kinds, at, end):
            return _before_rules(kinds, at)
        elif kind in _BEGINS_OLD and seen_text:
            return end
    return end


def _answered_below(kinds: Sequence[Kind], start: int, end: int) -> bool:
    """Say whether new text stands between or below the quotes that begin at `start`."""
    at = start
    while at < end and kinds[at] in (_BEGINS_OLD | _SILENT):
        at += 1
    if at == end or kinds[at] is not Kind.QUOTE:
        return False  # the old mail is not marked with ">": all of it is old
    groups, lines, in_text = 0, 0, False
    for kind in kinds[at:end]:
        if kind is Kind.TEXT:
            groups, lines, in_text = groups + (not in_text), lines + 1, True
        elif kind in _OLD:
            in_text = False
    return groups > 1 or lines > MAX_AFTERTHOUGHT or (groups == 1 and not in_text)


def _before_rules(kinds: Sequence[Kind], at: int) -> int:
    while at and kinds[at - 1] in (Kind.EMPTY, Kind.RULE):
        at -= 1
    return at


def _bottom_posting(kinds: Sequence[Kind], end: int) -> int:
    """Return where new text begins if all quotes stand above it, introduced by a line."""
    at = 0
    introduced = False
    while at < end and kinds[at] is not Kind.TEXT:
        introduced = introduced or kinds[at] is Kind.ATTRIBUTION
        at += 1
    if not introduced or at == end:
        return 0
    return 0 if any(kind in _OLD for kind in kinds[at:end]) else at


def _trailing_quotes(kinds: Sequence[Kind], begin: int, end: int) -> int:
    """Cut quotes off the end if text stands above them."""
    at = end
    while at > begin and (kinds[at - 1] in _OLD or kinds[at - 1] in _SILENT):
        at -= 1
    return at if _has_text(kinds, begin, at) else end
