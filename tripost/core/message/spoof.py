"""Does a name or address pretend to be another? Codes to show beside it; nothing is refused."""

import re
import unicodedata

_DELIMITERS = re.compile(r"[\s<>\"'(),;:\[\]]+")
_AT = str.maketrans({"\uff20": "@", "\ufe6b": "@"})  # full width and small, which look the same
# Signs that cannot be seen, or turn the reading direction around. Joiners of emoji are meant.
_HIDDEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_SCRIPTS = {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN"}
# Cyrillic and Greek letters that look like Latin ones (Unicode TS 39, the common part).
_LOOKALIKES = set("абеорсухіјѕԁԛԝһӏьԍοανρυικ")


def marks(name: str, address: str) -> tuple[str, ...]:
    """Codes for a display name (as written) and its address; () for nearly everybody.

    display-name-address: the name is another address. hidden-characters: the name holds some.
    lookalike-domain: the domain mixes alphabets, or is made of letters that look Latin.
    """
    plain = name.isascii()
    if plain and "@" not in name and address.isascii() and "xn--" not in address:
        return ()
    out = []
    if _claims(name if plain else name.translate(_AT), address):
        out.append("display-name-address")
    if not plain and _HIDDEN.search(name):
        out.append("hidden-characters")
    if any(_looks_alike(label) for label in address.rpartition("@")[2].lower().split(".")[:50]):
        out.append("lookalike-domain")
    return tuple(out)


def _claims(name: str, address: str) -> bool:
    for word in _DELIMITERS.split(name):  # split, since a pattern for addresses is quadratic
        local, at, domain = word.partition("@")
        if at and local and "." in domain and word.casefold() != address.casefold():
            return True
    return False


def _looks_alike(label: str) -> bool:
    if label.startswith("xn--"):  # RFC 5890 §2.3.2.1
        try:
            label = label[4:63].encode("ascii").decode("punycode")
        except (UnicodeError, ValueError):
            return True  # it decodes to nothing: no honest registry gives such a name out
    if label.isascii() or len(label) > 63:
        return False
    letters = [sign for sign in label if sign.isalpha()]
    scripts = {unicodedata.name(sign, "").split(" ")[0] for sign in letters} & _SCRIPTS
    return len(scripts) > 1 or (bool(letters) and all(sign in _LOOKALIKES for sign in letters))
