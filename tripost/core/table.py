"""A table somebody exported as text: its encoding, its separator, and its rows one by one.

One broken line costs itself alone: a quotation mark that is never closed does not swallow what
follows, and a line of a million characters is passed over, not kept.
"""

import csv
import io
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tripost.core.address import BadAddress, parse_address

COLUMNS: Final = 200
LINE: Final = 100_000  # characters
SPAN: Final = 50  # lines that one quoted cell may fill
PATIENCE: Final = 1_000  # lines read ahead in vain; in a file with more, no cell fills several
SHOWN: Final = 500  # characters of a broken line that are told
_SAMPLE: Final = 64 * 1024  # bytes that tell the encoding
_LOOKED_AT: Final = 60  # lines that tell the separator
_SEPARATORS: Final = (";", "\t", ",", "|")
_OLD: Final = ("cp1252", "cp1250", "mac_roman", "cp850")  # written before UTF-8; likeliest first
_USUAL: Final = frozenset("éèàáâêëïîíóôúûçñÉÈÀÇÑšžčćřěłńęąśżźőűŠŽČŁøåæØÅÆ„“”‚‘’–€")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NO_TEXT: Final = ((b"PK\x03\x04", "spreadsheet"), (b"\xd0\xcf\x11\xe0", "spreadsheet"),
                   (b"%PDF", "no-table"), (b"\x1f\x8b", "no-table"), (b"\x89PNG", "no-table"),
                   (b"\xff\xd8\xff", "no-table"))  # fmt: skip
_SAYS: Final = {
    "empty": "There is nothing in this file.",
    "spreadsheet": "This is a spreadsheet. Save it as CSV and try again.",
    "no-table": "This is no text file with a table. Save the table as CSV and try again.",
    "too-many-columns": f"A table may have {COLUMNS} columns.",
}


class BadTable(ValueError):
    """A file that is no table. `reason`: empty, spreadsheet, no-table, too-many-columns."""

    def __init__(self, reason: str) -> None:
        super().__init__(_SAYS[reason])
        self.reason = reason
        self.message = _SAYS[reason]


@dataclass(frozen=True, slots=True)
class Form:
    """How a file is to be read. `columns`: what its head says, or numbers where it has none."""

    encoding: str
    separator: str
    head: bool
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one line (the first is 1), as many as there are columns."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """A line that cannot be read. `reason`: quote, columns, too-long, encoding, control."""

    line: int
    text: str  # its beginning
    reason: str


def look(raw: bytes) -> Form:
    """How this file is written; raises BadTable."""
    for magic, reason in _NO_TEXT:
        if raw.startswith(magic):
            raise BadTable(reason)
    encoding = _encoding(raw)
    lines = _Lines(raw, encoding)
    first = [line for line in (lines.next() for _ in range(_LOOKED_AT)) if line and line.strip()]
    if not first:
        raise BadTable("empty")
    if sum(len(_CONTROL.findall(line)) for line in first) * 20 > sum(map(len, first)):
        raise BadTable("no-table")
    separator = _told_separator(first[0]) or _separator(first)
    form = Form(encoding, separator, False, ())
    top = next((row for row in _records(raw, form) if isinstance(row, Row)), None)
    if top is None or len(top.cells) > COLUMNS:
        raise BadTable("empty" if top is None else "too-many-columns")
    head = not any(_is_address(cell) for cell in top.cells)
    names = top.cells if head else tuple(str(n) for n in range(1, len(top.cells) + 1))
    return Form(encoding, separator, head, tuple(" ".join(name.split())[:200] for name in names))


def rows(raw: bytes, form: Form) -> Iterator[Row | Broken]:
    """Every line below the head that is not blank, in order. Never raises."""
    seen_head = not form.head
    for record in _records(raw, form):
        if not seen_head and isinstance(record, Row):
            seen_head = True
            continue
        yield record


def _records(raw: bytes, form: Form) -> Iterator[Row | Broken]:
    lines = _Lines(raw, form.encoding)
    first = lines.next()
    if first is not None and not _told_separator(first):
        lines.back([first])
    while (line := lines.next()) is not None:
        number = lines.number
        if not line.strip(f" \t{form.separator}\r\n"):
            continue
        reason = _unreadable(line)
        cells = None
        if not reason:
            cells = line.split(form.separator) if '"' not in line else _quoted(line, lines, form)
            reason = "quote" if cells is None else ""
        if cells is not None and form.columns:
            cells, reason = _fitted(cells, len(form.columns))
        if cells is None or reason:
            yield Broken(number, _CONTROL.sub("\ufffd", line[:SHOWN]), reason)
        else:
            yield Row(number, tuple(cell.strip() for cell in cells))


def _unreadable(line: str) -> str:
    if len(line) > LINE:
        return "too-long"
    if "\ufffd" in line:
        return "encoding"
    return "control" if _CONTROL.search(line) else ""


def _fitted(cells: list[str], columns: int) -> tuple[list[str] | None, str]:
    """As many cells as columns: empty ones at the end may be missing or too many."""
    if any(cell.strip() for cell in cells[columns:]):
        return None, "columns"
    return (cells + [""] * (columns - len(cells)))[:columns], ""


def _quoted(line: str, lines: "_Lines", form: Form) -> list[str] | None:
    """The cells of a line with quotation marks; a cell may go on in the next lines. None: it makes
    no sense, and what was read ahead is given back."""
    text, ahead = line, list[str]()
    while True:
        cells, more = _parsed(text, form, alone=not ahead)
        if cells is not None and (not ahead or len(cells) == len(form.columns)):
            return cells
        going_on = more and len(ahead) < SPAN and lines.patience > 0
        following = lines.next() if going_on else None
        if following is not None:
            ahead.append(following)
            text = f"{text}\n{following}"
        if following is None or len(text) > LINE or _begins_anew(following, form):
            lines.patience -= len(ahead)
            lines.back(ahead)
            return None


def _begins_anew(line: str, form: Form) -> bool:
    """Hardly the rest of a cell: it cannot be read, or is a whole line with an address."""
    if _unreadable(line):
        return True
    cells = line.split(form.separator)
    return len(cells) >= len(form.columns) and any(_is_address(cell) for cell in cells)


def _parsed(text: str, form: Form, *, alone: bool = True) -> tuple[list[str] | None, bool]:
    """The cells of a record, and whether more text might make it one. `alone`: a single line,
    where quotation marks inside of a cell are forgiven."""
    for strict in (True, False) if alone else (True,):
        try:
            cells = next(csv.reader([text], delimiter=form.separator, strict=strict))
        except csv.Error as wrong:
            if "unexpected end" in str(wrong):
                return None, True
            continue
        if strict or len(cells) == len(form.columns):  # "Rosa" Muster: meant, if not well written
            return cells, False
    return None, False


class _Lines:
    """The lines of a file, one at a time; too long ones cut behind the limit."""

    def __init__(self, raw: bytes, encoding: str) -> None:
        self._text = io.TextIOWrapper(
            io.BytesIO(raw), encoding=encoding, errors="replace", newline=None
        )
        self._ahead: deque[str] = deque()
        self.number = 0  # of the line given last
        self.patience = PATIENCE

    def next(self) -> str | None:
        """The next line without its end; None: there is none."""
        self.number += 1
        if self._ahead:
            return self._ahead.popleft()
        line = self._text.readline(LINE + 2)
        if not line:
            return None
        if not line.endswith("\n"):
            piece = line
            while piece and not piece.endswith("\n"):
                piece = self._text.readline(LINE)
        return line.removesuffix("\n")

    def back(self, lines: list[str]) -> None:
        """Give these, which came last, once more."""
        self._ahead.extendleft(reversed(lines))
        self.number -= len(lines)


def _encoding(raw: bytes) -> str:
    if raw.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    begin = raw[:4096]
    for encoding, zeros in (("utf-16-le", begin[1::2]), ("utf-16-be", begin[0::2])):
        if len(begin) >= 4 and zeros.count(0) * 3 > len(zeros):
            return encoding
    try:
        raw.decode()
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"
    text = raw.decode(errors="replace")
    broken = text.count("\ufffd")
    beyond = len(text) - len(text.encode("ascii", "ignore")) - broken
    if beyond > 4 * broken:
        return "utf-8"  # with some broken lines, which are told one by one
    return _old(raw)


def _old(raw: bytes) -> str:
    """One byte for each letter: whose? Only lines that have any beyond A to Z can tell."""
    telling = [line for line in raw[: 1 << 22].splitlines() if not line.isascii()]
    sample = b"\n".join(telling)[:_SAMPLE]
    return max(_OLD, key=lambda encoding: _likely(sample.decode(encoding, errors="replace")))


def _likely(text: str) -> float:
    """How much this looks like names and towns around here."""
    return sum(
        3 if letter in "äöüÄÖÜß" else 1 if letter in _USUAL else 0.3 if letter.isalpha() else -1
        for letter in text
        if not letter.isascii()
    )


def _told_separator(line: str) -> str | None:
    """Excel's own first line, sep=;"""
    found = re.fullmatch(r'"?sep=(.)"?[;,\t|]*', line.strip(" \r\n\ufeff"), re.IGNORECASE)
    return found[1] if found and found[1] in _SEPARATORS else None


def _separator(lines: list[str]) -> str:
    """That which cuts the first line, and most others likewise, into the same number of cells."""
    best, most = ",", (0, 0)
    for separator in _SEPARATORS:
        form = Form("", separator, False, ())
        counts = [len(_parsed(line[:LINE], form)[0] or ()) for line in lines]
        score = (counts.count(counts[0]), counts[0])
        if counts[0] > 1 and score > most:
            best, most = separator, score
    return best


def _is_address(text: str) -> bool:
    try:
        parse_address(text)
    except BadAddress:
        return False
    return True
