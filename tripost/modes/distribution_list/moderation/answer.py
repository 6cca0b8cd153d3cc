"""What does a moderator's answer say? Its first word decides. Pure."""

import re
from dataclasses import dataclass
from typing import Final, Literal

NOTE: Final = 1000  # characters of a reason

Verb = Literal["approve", "always", "refuse"]
_WORDS: Final[dict[str, Verb]] = {
    **dict.fromkeys(
        ("freigeben", "freigegeben", "freigabe", "approve", "approved", "ok", "okay", "ja", "yes"),
        "approve",
    ),
    **dict.fromkeys(("immer", "always"), "always"),
    **dict.fromkeys(
        ("ablehnen", "abgelehnt", "refuse", "refused", "reject", "rejected", "nein", "no"), "refuse"
    ),
}
_POLITE: Final = frozenset(("bitte", "danke", "please", "thanks", "thank", "you"))
_FIRST: Final = re.compile(r"[\W_]*([^\W\d_]+)[\W_]*(.*)")


@dataclass(frozen=True, slots=True)
class Said:
    """What is to be done; `note`: what stood behind the word on its line, for the author."""

    verb: Verb
    note: str = ""


def read(text: str) -> Said | None:
    """From the words of an answer, without what it quotes. None: nothing clear."""
    line = next((one for one in text.splitlines() if one.strip()), "")
    found = _FIRST.match(line)
    verb = _WORDS.get(found[1].lower()) if found else None
    if found is None or verb is None:
        return None
    if verb != "refuse":
        # "Okay, but who pays for it?" is no approval: only a refusal takes words behind it.
        rest = {word.strip(".,!").lower() for word in found[2].split()}
        return Said(verb) if rest <= _POLITE else None
    return Said(verb, " ".join(found[2].split())[:NOTE])
