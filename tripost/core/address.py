"""Is this a mail address, and in what form do we keep it? Strict: for what people enter."""

import re
from dataclasses import dataclass

import idna

MAX_ADDRESS = 254  # RFC 5321 §4.5.3.1.3, less the angle brackets
MAX_LOCAL = 64  # octets, RFC 5321 §4.5.3.1.1
MAX_DOMAIN = 253  # octets, RFC 1035 §2.3.4
MAX_PASTE = 2_000_000  # characters

# RFC 5321 §4.1.2 Dot-string; with RFC 6531 §3.3 any letter beyond ASCII.
_ATOM = r"(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]|[^\W_\x00-\x7f])+"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")

# What people paste: "Name" <a@b>, Name <a@b>, a@b Name, a@b; several on a line.
_IN_ANGLES = re.compile(r"<\s*+(?:mailto:)?([^<>]*+)>", re.IGNORECASE)


class BadAddress(ValueError):
    """Text that is no mail address. `reason` is a code the app translates."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


_MESSAGES = {
    "empty": "There is no address.",
    "control": "Line breaks, control and invisible characters cannot stand in an address.",
    "space": "An address has no blanks.",
    "no-at": "An address has an @.",
    "two-ats": "An address has only one @.",
    "local": "What stands before the @ is not allowed there.",
    "domain": "What stands after the @ is not a domain.",
    "no-dot": "The domain lacks its ending, such as .de.",
    "too-long": f"An address has at most {MAX_ADDRESS} characters, {MAX_LOCAL} before the @.",
}


def _bad(reason: str) -> BadAddress:
    return BadAddress(reason, _MESSAGES[reason])


@dataclass(frozen=True, slots=True)
class Person:
    """An address with the name that stood beside it ("" if none)."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A piece of a pasted list that is no address: `line` counts from 1."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """A pasted list, sorted. Of each address the first is `valid`, others are `duplicate`."""

    valid: tuple[Person, ...]
    duplicate: tuple[Person, ...]
    refused: tuple[Refusal, ...]


def parse_address(text: str) -> str:
    """Return the address in the form we keep: local part as written, domain in small A-labels.

    Raises BadAddress. No comments, no quoted local parts, no address literals: what a person
    types and means is none of these, and each has been used to pass one address for another.
    """
    text = text.strip(" \t")
    _refuse_shape(text)
    local, _, domain = text.rpartition("@")
    if len(local.encode()) > MAX_LOCAL:
        raise _bad("too-long")
    if not _LOCAL.fullmatch(local):
        raise _bad("local")
    domain = parse_domain(domain)
    if len(local.encode()) + 1 + len(domain) > MAX_ADDRESS:
        raise _bad("too-long")
    return f"{local}@{domain}"


def _refuse_shape(text: str) -> None:
    if not text:
        raise _bad("empty")
    if _CONTROLS.search(text):
        raise _bad("control")
    if len(text) > 4 * MAX_ADDRESS:
        raise _bad("too-long")
    if any(c.isspace() for c in text):
        raise _bad("space")
    ats = text.count("@")
    if ats != 1:
        raise _bad("two-ats" if ats else "no-at")


def parse_domain(text: str) -> str:
    """Return a domain in small A-labels (IDNA 2008, RFC 5891); raises BadAddress."""
    text = text.strip(" \t").removesuffix(".")
    if not text or _CONTROLS.search(text) or len(text) > MAX_DOMAIN:
        raise _bad("domain")
    try:
        domain = text.lower() if text.isascii() else idna.encode(text, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        raise _bad("domain") from None
    labels = domain.split(".")
    if len(labels) < 2:
        raise _bad("no-dot")
    if len(domain) > MAX_DOMAIN or not all(len(x) <= 63 and _LABEL.fullmatch(x) for x in labels):
        raise _bad("domain")
    if labels[-1].isdigit():
        raise _bad("domain")  # a number, not a name
    return domain


def shown_domain(domain: str) -> str:
    """A domain as people read it: `xn--bro-hoa.example` is `büro.example` (RFC 5891 §5.4)."""
    try:
        return idna.decode(domain)
    except (idna.IDNAError, UnicodeError):
        return domain


def normalise(text: str) -> str:
    """Return the form in which two spellings of one mailbox are equal. Raises BadAddress."""
    return parse_address(text).lower()


def parse_paste(text: str) -> Pasted:
    """Sort a pasted list of addresses, with or without names, by lines, commas or semicolons."""
    valid: dict[str, Person] = {}
    duplicate: list[Person] = []
    refused: list[Refusal] = []
    for number, line in enumerate(text[:MAX_PASTE].splitlines(), start=1):
        for piece in _pieces(line):
            try:
                person = _person(piece)
            except BadAddress as wrong:
                refused.append(Refusal(line=number, text=piece[:200], reason=wrong.reason))
                continue
            key = person.address.lower()
            if key in valid:
                duplicate.append(person)
            else:
                valid[key] = person
    return Pasted(tuple(valid.values()), tuple(duplicate), tuple(refused))


def _pieces(line: str) -> list[str]:
    """Split a line at commas, semicolons and tabs, but not inside quotes or angle brackets."""
    pieces: list[str] = []
    piece: list[str] = []
    quoted = angled = False
    for char in line:
        if char == '"':
            quoted = not quoted
        elif char in "<>" and not quoted:
            angled = char == "<"
        if char in ",;\t" and not quoted and not angled:
            pieces.append("".join(piece))
            piece = []
        else:
            piece.append(char)
    pieces.append("".join(piece))
    return _joined([part for p in pieces for part in _apart(p.strip(" \t-•*·"))])


def _apart(piece: str) -> list[str]:
    """Split addresses with only blanks between them."""
    words = piece.split()
    alone = len(words) > 1 and all("@" in word and "<" not in word for word in words)
    return words if alone else [piece] if piece else []


def _joined(pieces: list[str]) -> list[str]:
    """Put columns of one row together: `anna@x.de,Anna Ab` and `Ab, Anna <anna@x.de>`."""
    out: list[str] = []
    for piece in pieces:
        bare = bool(out) and "@" in out[-1] and not set(out[-1]) & set(' ">')
        if bare and "@" not in piece:
            out[-1] = f'"{piece.strip(chr(34))}" <{out[-1]}>'
            continue
        if out and "@" not in out[-1] and piece.endswith(">"):
            out[-1] = f"{out[-1]} {piece}"
            continue
        out.append(piece)
    return out


def _person(piece: str) -> Person:
    found = _IN_ANGLES.findall(piece)
    if len(found) > 1:
        raise _bad("two-ats")
    if found:
        start, end = piece.index("<"), piece.rindex(">")
        if piece[end + 1 :].strip() or "@" in piece[:start].replace(found[0], ""):
            raise _bad("two-ats" if "@" in piece[:start] else "local")
        return Person(parse_address(found[0].strip()), _name(piece[:start]))
    words = piece.removeprefix("mailto:").split()
    at = [word for word in words if "@" in word]
    if len(words) > 1 and len(at) == 1 and words[-1] == at[0]:
        return Person(parse_address(at[0]), _name(" ".join(words[:-1])))
    if len(words) > 1 and len(at) == 1 and words[0] == at[0]:
        return Person(parse_address(at[0]), _name(" ".join(words[1:])))
    return Person(parse_address(piece.removeprefix("mailto:")))


def _name(text: str) -> str:
    clean = _CONTROLS.sub(" ", text).replace('"', " ").strip(" \t'-•*·,;()")
    return " ".join(clean.split())[:200]
