"""What do the columns of a table of people mean? A guess from their heads and first cells."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from tripost.core.address import BadAddress, parse_address
from tripost.core.attribute import KEY, BadValue, Known, cleaned

EMAIL: Final = "email"
IGNORE: Final = "ignore"
PLAIN: Final = ("email", "name", "first_name", "last_name", "language", "ignore")
_HEADS: Final = MappingProxyType(
    {
        "email": ("email", "e mail", "mail", "e mail adresse", "email adresse", "mailadresse",
                  "email address", "e mail address", "emailadresse", "adresse e mail", "courriel",
                  "correo", "e mail 1 value", "primary email"),
        "first_name": ("vorname", "first name", "firstname", "given name", "forename", "rufname",
                       "prenom", "nombre"),
        "last_name": ("nachname", "last name", "lastname", "surname", "family name", "zuname",
                      "familienname", "nom"),
        "name": ("name", "full name", "vollstandiger name", "anzeigename", "display name",
                 "ansprechpartner", "kontakt", "kontaktname"),
        "language": ("sprache", "language", "lang", "locale", "langue"),
    }
)  # fmt: skip
_LANGUAGES: Final = MappingProxyType(
    {"deutsch": "de", "german": "de", "ger": "de", "deu": "de", "allemand": "de", "d": "de",
     "englisch": "en", "english": "en", "eng": "en", "anglais": "en", "e": "en"}
)  # fmt: skip
_MOST: Final = 0.7  # of the cells that hold something
_SEVERAL: Final = 12  # choices a column may have to be one
_LETTERS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def guesses(
    names: Sequence[str], samples: Sequence[Sequence[str]], *, known: Mapping[str, Known]
) -> list[str]:
    """For each column: email, name, first_name, last_name, language, attribute:<key>,
    new:<key>:<kind> or ignore. Each of the plain ones, and each key, at most once."""
    found = [_guess(name, cells, known=known) for name, cells in zip(names, samples, strict=True)]
    if EMAIL not in found:
        best = max(range(len(found)), key=lambda n: _addresses(samples[n]), default=0)
        if found and _addresses(samples[best]) >= _MOST:
            found[best] = EMAIL
    taken: set[str] = set()
    out = []
    for one in found:
        key = one.split(":")[1] if ":" in one else one
        out.append(IGNORE if key in taken else one)
        taken.add(key)
    return [one if one != "" else IGNORE for one in out]


def language(text: str) -> str | None:
    """de or en, from de-AT, Deutsch, EN …; "" where nothing stands; None: neither."""
    low = text.strip().lower()
    if not low:
        return ""
    short = _LANGUAGES.get(low, re.split(r"[-_]", low)[0])
    return short if short in ("de", "en") else None


def slug(text: str) -> str:
    """A key for a head: `Größe (cm)` is `groesse_cm`; "" where no letter is left."""
    key = _plain(text.lower().translate(_LETTERS)).replace(" ", "_")
    return key.lstrip("0123456789_")[:40].rstrip("_")


def _guess(name: str, cells: Sequence[str], *, known: Mapping[str, Known]) -> str:
    head = _plain(name.lower())
    filled = [cell for cell in cells if cell]
    for meaning, heads in _HEADS.items():
        if head in heads:
            return meaning
    for one in known.values():
        if head in (_plain(one.label.lower()), one.key.replace("_", " ")) or name == one.key:
            return f"attribute:{one.key}"
    if not filled or _addresses(filled) >= _MOST:
        return IGNORE  # empty, or one more column of addresses
    key = slug(name)
    if not KEY.fullmatch(key) or key in PLAIN:
        return IGNORE
    return f"new:{key}:{_kind(filled)}"


def _kind(cells: Sequence[str]) -> str:
    """Numbers and days where all are; a choice where few things stand again and again."""
    for kind in ("date", "number"):
        if all(_fits(cell, kind) for cell in cells) and not _telephone(cells):
            return kind
    different = {cell.casefold() for cell in cells}
    if len(cells) >= 20 and len(different) <= _SEVERAL and max(map(len, different)) <= 40:
        return "choice"
    return "text"


def _telephone(cells: Sequence[str]) -> bool:
    """Postcodes and telephone numbers are no numbers: a leading nought or + has a meaning."""
    return any(re.match(r"\+|0\d", cell) for cell in cells)


def _fits(cell: str, kind: str) -> bool:
    try:
        cleaned(cell, kind=kind)
    except BadValue:
        return False
    return True


def _addresses(cells: Sequence[str]) -> float:
    """The share of addresses among what is filled."""
    filled = [cell for cell in cells if cell]
    return sum(map(_is_address, filled)) / len(filled) if filled else 0.0


def _is_address(text: str) -> bool:
    try:
        parse_address(text)
    except BadAddress:
        return False
    return True


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return " ".join(re.findall(r"[a-z0-9]+", bare))
