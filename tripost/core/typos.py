"""What did somebody mean who wrote gmial.com, gmx,de or müller@web? Suggestions, never changes."""

import re
from collections.abc import Collection, Iterator
from types import MappingProxyType
from typing import Final

from tripost.core.address import BadAddress, parse_address, shown_domain

PROVIDERS: Final = (
    "gmail.com", "googlemail.com", "gmx.de", "gmx.net", "gmx.at", "gmx.ch", "gmx.com", "web.de",
    "t-online.de", "freenet.de", "arcor.de", "outlook.com", "outlook.de", "hotmail.com",
    "hotmail.de", "live.com", "live.de", "msn.com", "yahoo.com", "yahoo.de", "icloud.com",
    "me.com", "mac.com", "aol.com", "aol.de", "posteo.de", "mailbox.org", "proton.me",
    "protonmail.com", "online.de", "vodafone.de", "bluewin.ch", "a1.net", "chello.at",
    "hotmail.fr", "orange.fr", "yahoo.co.uk", "hotmail.co.uk",
)  # fmt: skip
"""Where so many people have their mail that a neighbour of the name is a slip of the finger."""
_REAL: Final = frozenset(
    ("mail.com", "email.com", "mail.de", "email.de", "mail.ru", "ymail.com", "gmx.info", "gmx.eu",
     "gmx.biz", "gmx.li", "proton.com", "emailn.de", "web.com", "alice.de", "live.com.au")
)  # fmt: skip
"""Neighbours of those that have people of their own."""
_ONE_ENDING: Final = frozenset(("gmail", "googlemail", "icloud"))  # no gmail.de, no icloud.net
_ENDINGS: Final = MappingProxyType(
    {
        "con": "com", "cmo": "com", "ocm": "com", "vom": "com", "xom": "com", "comm": "com",
        "coom": "com", "cm": "com", "dee": "de", "ded": "de", "dde": "de", "d": "de", "ed": "de",
        "nte": "net", "ner": "net", "nt": "net", "ent": "net",
        "ogr": "org", "orgg": "org", "og": "org",
    }
)  # fmt: skip
_LETTERS: Final = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", "è": "e", "á": "a", "ç": "c", "ñ": "n"}
)
_AT: Final = re.compile(r"\s*[\[({<]\s*(?:at|ät)\s*[\])}>]\s*|\s+(?:at|ät)\s+", re.IGNORECASE)
_DOT: Final = re.compile(r"\s*[\[({<]\s*(?:dot|punkt)\s*[\])}>]\s*", re.IGNORECASE)
_SPLIT: Final = re.compile(r'"([a-z]{2,4})" <([^<>@]+@[^<>@.]+)>', re.IGNORECASE | re.ASCII)
_ANGLED: Final = re.compile(r"<([^<>]*)>?\s*$")
_LONGEST: Final = 254


def suggestion(address: str, *, usual: Collection[str] = ()) -> str | None:
    """The address that was probably meant by a valid one, in the form we keep; None: it looks
    right. `usual`: domains that are right here, whatever they look like."""
    local, _, domain = address.rpartition("@")
    better = local
    if not local.isascii():
        # Hardly a provider lets its people have an umlaut there (RFC 6531 came late).
        better = local.lower().translate(_LETTERS)
    meant = _domain(domain.lower(), usual=usual)
    if (better, meant) == (local, domain.lower()):
        return None
    return _valid(f"{better}@{meant}", unlike=address)


def repaired(text: str, *, usual: Collection[str] = ()) -> str | None:
    """The address that a piece of text, which is none, was probably meant to be; or None."""
    if len(text) > _LONGEST:
        return None
    for wording in _wordings(text.strip()):
        found = _valid(wording, unlike="")
        if found is not None:
            return suggestion(found, usual=usual) or found
    return None


def _wordings(text: str) -> Iterator[str]:
    """Likely repairs, the mildest first."""
    split = _SPLIT.fullmatch(text)
    if split:  # gmx,com was read as two columns
        yield f"{split[2]}.{split[1]}"
    angled = _ANGLED.search(text)
    bare = (angled[1] if angled else text).strip(" \t\"'.,;:<>()[]")
    spelt = _DOT.sub(".", _AT.sub("@", bare))
    yield spelt
    tight = re.sub(r"\s+", "", spelt)
    yield tight
    tidy = re.sub(r"@+", "@", re.sub(r"\.{2,}", ".", tight.replace(",", ".")))
    tidy = tidy.replace(".@", "@").replace("@.", "@").strip(".-")
    yield tidy
    local, at, domain = tidy.partition("@")
    if not at:
        yield from _without_at(tidy)
    elif "." not in domain:
        yield from (f"{local}@{known}" for known in _undotted(domain.lower()))


def _without_at(text: str) -> Iterator[str]:
    """anna.gmail.com, annaqgmx.de"""
    for provider in PROVIDERS:
        if text.lower().endswith(provider):
            head = text[: -len(provider)]
            if len(head) > 1:
                yield f"{head.rstrip('.q')}@{provider}"


def _undotted(domain: str) -> Iterator[str]:
    """gmailcom, gmail, webde: the dot or the ending is missing."""
    for provider in PROVIDERS:
        if domain in (provider.replace(".", ""), provider.partition(".")[0]):
            yield provider
    near = [p for p in PROVIDERS if _near(domain, p.partition(".")[0])]
    yield from near


def _domain(domain: str, *, usual: Collection[str]) -> str:
    """What the domain was meant to be; itself when it looks right."""
    if domain in PROVIDERS or domain in _REAL or domain in usual:
        return domain
    head, _, ending = domain.rpartition(".")
    named = [p for p in PROVIDERS if p.partition(".")[0] == head]
    if named and len(ending) == 2 and ending not in _ENDINGS and head not in _ONE_ENDING:
        return domain  # hotmail.it, yahoo.es: the same house in another country
    for known in (*named, *PROVIDERS, *sorted(usual)):
        if _near(domain, known):
            return known
    if ending in _ENDINGS:
        return _domain(f"{head}.{_ENDINGS[ending]}", usual=usual)
    return named[0] if head in _ONE_ENDING else domain


def _near(one: str, other: str) -> bool:
    """One slip apart: a letter too many, too few, wrong, or two neighbours swapped. Short names
    are near to everything, so they must share their first letter and be swapped or doubled."""
    if one == other or abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < 4:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    if a[:2] == b[1::-1] and len(a) > 1 and a[2:] == b[2:]:
        return True  # swapped
    if "." in one and len(other.partition(".")[0]) < 4:
        return False
    if start == 0 and len(other) < 9:
        return False
    return a[1:] == b[1:] or a[1:] == b or a == b[1:]


def _valid(text: str, *, unlike: str) -> str | None:
    try:
        found = parse_address(text)
    except BadAddress:
        return None
    local, _, domain = found.rpartition("@")
    shown = f"{local}@{shown_domain(domain)}"
    return None if unlike in (found, shown) else found
