"""Lines of a CSV file (RFC 4180) that no spreadsheet takes for a formula."""

from collections.abc import Sequence
from typing import Final

BOM: Final = "\ufeff"  # spreadsheets take a file without it for some other encoding
# Full-width signs, too: some spreadsheets take them for the narrow ones (Unicode NFKC).
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def line(values: Sequence[object]) -> str:
    """One line with its CRLF; None is an empty cell."""
    return ",".join(_cell(value) for value in values) + "\r\n"


def harmless(text: str) -> str:
    """With an apostrophe before what would be computed (OWASP, CSV injection)."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = str(value) if isinstance(value, (int, float)) else harmless(str(value))
    if any(c in text for c in ',";\r\n'):
        doubled = text.replace('"', '""')
        return f'"{doubled}"'
    return text
