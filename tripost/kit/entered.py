"""What people enter: kept clean, or refused with a sentence that says what to do (law 10)."""

import unicodedata
from typing import Final

# Code and sentence for what is not there, or not for this person: they cannot be told apart.
NOT_FOUND: Final = ("not-found", "There is nothing here.")
_BREAKS = frozenset(("Cc", "Zl", "Zp"))  # control characters and line ends: header injection


class BadInput(Exception):
    """Something entered that cannot be kept; `code` names it for the app, 422 on the wire."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


class Conflict(BadInput):
    """Well said, but it does not go with what is there by now; 409 on the wire."""


def one_line(text: str, *, limit: int, code: str, what: str) -> str:
    """1 to `limit` characters on one line, blanks made single; raises BadInput.

    `what` begins the sentence, as in "A name has …".
    """
    if any(unicodedata.category(c) in _BREAKS for c in text.strip()):
        raise BadInput(code, f"{what} has no line breaks or control characters.")
    clean = " ".join(text.split())
    if not clean or len(clean) > limit:
        raise BadInput(code, f"{what} has 1 to {limit} characters.")
    return clean
