"""Who is named in From, To and the like? RFC 5322 §3.4, and nobody is taken for another."""

import re
from dataclasses import dataclass, field

from tripost.core.message import spoof
from tripost.core.message.limits import MAX_ADDRESS_FIELD, MAX_ADDRESSES
from tripost.core.message.model import Mailbox
from tripost.core.message.words import Decoder, harmless

# One person, nothing unusual: `Anna Ab <anna@acme.example>`, `"Ab, Anna" <…>`, `anna@…`.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9][A-Za-z0-9.-]*"
_COMMON = re.compile(rf"(?:(?:\"([^\"\\\n]*)\"|([^\"\\\n<>()@,;:\[\]]*)) ?<({_ATOM})>|({_ATOM}))")
_SPECIAL = re.compile(r"[\"();:\[\\]")  # with these a comma may be more than a comma
_TOKEN = re.compile(
    r'(?P<quoted>"(?:[^"\\]|\\.)*(?:"|\\?\Z))'
    r"|(?P<angle><[^<>]*>?)"
    r"|(?P<mark>[,;:])"
    r"|(?P<open>\()"
    r"|(?P<literal>\[[^\[\]\s]{0,255}\])"
    r"|(?P<word>(?:=\?[^?\s]{1,60}\?[bqBQ]\?[^?\"<>]*\?=|[^\"<,;:(\[\s])+|[\[])"
    r"|(?P<blank>\s+)",
    re.DOTALL,
)
_PAREN = re.compile(r"[()]|\\.", re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
# RFC 5321 §4.1.2 with RFC 6531: what we are ready to send to. Nothing here needs quoting twice.
_SPEC = re.compile(
    r"(?:[^\s@<>(),;:\\\"\[\]\x00-\x20\x7f-\x9f]+|\"(?:[^\"\\\x00-\x1f\x7f-\x9f]|\\[ -~]){1,200}\")"
    r"@(?:[^\s@<>(),;:\\\"\[\]!#$%&'*+/=?^`{|}~\x00-\x20\x7f-\x9f]+|\[[0-9A-Za-z.:-]{1,250}\])"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One name as a list header writes it; `spec` is what stands in `<…>`. Unchecked."""

    name: str
    spec: str
    group: str = ""


def mailboxes(raw: bytes, *, decoder: Decoder) -> tuple[tuple[Mailbox, ...], tuple[str, ...]]:
    """People of a field and warning codes. Never raises; of each at most MAX_ADDRESSES.

    The address is the one in `<…>`, whatever the name claims: `alice@example.org<bob@evil.example>`
    is bob. What cannot be an address is a name with address "" (code `broken-address`).
    """
    line = decoder.line(raw, limit=MAX_ADDRESS_FIELD)
    if match := _COMMON.fullmatch(line):
        return _one(match, decoder)
    if line.isascii() and not _SPECIAL.search(line):
        pieces = [_COMMON.fullmatch(piece.strip()) for piece in line.split(",", MAX_ADDRESSES)]
        if all(pieces):
            return _several([piece for piece in pieces if piece], decoder)
    warnings: list[str] = []
    found = [_checked(entry, warnings) for entry in entries(line, decoder=decoder)]
    return tuple(found), tuple(dict.fromkeys(warnings))


def _one(match: re.Match[str], decoder: Decoder) -> tuple[tuple[Mailbox, ...], tuple[str, ...]]:
    if match[4]:
        return (Mailbox("", lowered(match[4])),), ()
    name = match[1] or match[2] or ""
    if "=?" in name:
        name = decoder.words(name)
    address = lowered(match[3])
    return (Mailbox(harmless(name), address),), spoof.marks(name, address)


def _several(
    matches: list[re.Match[str]], decoder: Decoder
) -> tuple[tuple[Mailbox, ...], tuple[str, ...]]:
    found = [_one(match, decoder) for match in matches[:MAX_ADDRESSES]]
    warnings = dict.fromkeys(code for _, codes in found for code in codes)
    return tuple(people[0] for people, _ in found), tuple(warnings)


def lowered(address: str) -> str:
    """The address with its domain in lower case; the local part is the receiver's business."""
    local, at, domain = address.rpartition("@")
    return local + at + domain.lower()


def _checked(entry: Entry, warnings: list[str]) -> Mailbox:
    spec = entry.spec
    if spec.startswith("@") and ":" in spec:  # RFC 5322 §4.4: an obsolete route, to be ignored
        spec = spec.partition(":")[2]
    spec = spec.removeprefix("mailto:")
    if not _SPEC.fullmatch(spec) or len(spec) > 320 or harmless(spec) != spec:
        if spec:
            warnings.append("broken-address")
        return Mailbox(harmless(f"{entry.name} {entry.spec}"), "")
    warnings.extend(spoof.marks(entry.name, spec))
    return Mailbox(harmless(entry.name), lowered(spec))


def entries(line: str, *, decoder: Decoder) -> list[Entry]:
    """Read a list as `Decoder.line` gives it, groups too; tolerant, linear, nothing checked."""
    reader = _Reader(decoder=decoder, out=[])
    position = 0
    while position < len(line) and len(reader.out) < MAX_ADDRESSES:
        token = _TOKEN.match(line, position)
        if token is None:  # every sign belongs to some token; this keeps a mistake finite
            position += 1
            continue
        position = reader.take(line, token)
    reader.end()
    return reader.out


@dataclass(slots=True)
class _Reader:
    """Collects tokens until a comma ends the entry."""

    decoder: Decoder
    out: list[Entry]
    phrase: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    spec: str | None = None
    group: str = ""
    at: bool = False  # the phrase holds an "@"
    plain_parens: bool = False  # an open one was never closed: from here they are only signs

    def take(self, line: str, token: re.Match[str]) -> int:
        """Use one token; answer where the next one begins."""
        text = token[0]
        match token.lastgroup:
            case "quoted":
                self._quoted(text, ends=line[token.end() : token.end() + 1])
            case "angle":
                self._angle(text)
            case "mark":
                self._mark(text)
            case "open":
                return self._comment(line, token.start())
            case _:
                self.at = self.at or "@" in text
                self.phrase.append(text)
        return token.end()

    def _quoted(self, text: str, *, ends: str) -> None:
        if ends == "@":  # "john doe"@example.org
            self.phrase.append(text)
        else:
            inner = text[1:-1] if text.endswith('"') and len(text) > 1 else text[1:]
            self.phrase.append(_ESCAPE.sub(r"\1", inner))

    def _angle(self, text: str) -> None:
        spec = text.strip("<>").strip()
        if self.spec is not None:
            self.phrase.append(" " + text)  # the first <…> counts, this one is shown
            return
        if "(" in spec and len(spec) <= 998:
            spec = self._uncommented(spec)
        self.spec = spec if '"' in spec else "".join(spec.split())

    def _uncommented(self, spec: str) -> str:
        """Take `(…)` out of `<pete(his account)@silly.test>`; an open one stays and spoils it."""
        out = ""
        while "(" in spec:
            before, _, rest = spec.partition("(")
            inside, closed, after = rest.partition(")")
            if not closed:
                break
            self.comments.append(inside)
            out, spec = out + before, after
        return out + spec

    def _mark(self, text: str) -> None:
        if text == ":" and self.spec is None and not self.at:
            self.group = self._name()
            self._clear()
        elif text == ":":
            self.phrase.append(text)
        else:
            self.end()
            if text == ";":
                self.group = ""

    def _comment(self, line: str, start: int) -> int:
        if not self.plain_parens:
            depth = 0
            for match in _PAREN.finditer(line, start):
                depth += (match[0] == "(") - (match[0] == ")")
                if depth == 0:
                    self.comments.append(_ESCAPE.sub(r"\1", line[start + 1 : match.end() - 1]))
                    return match.end()
            self.plain_parens = True
        self.phrase.append("(")
        return start + 1

    def _name(self) -> str:
        name = self._shown("".join(self.phrase))
        comment = self._shown(" ".join(self.comments))
        return f"{name} ({comment})" if name and comment else name or comment

    def _shown(self, text: str) -> str:
        if "=?" in text:
            text = self.decoder.words(text)
        return " ".join(text.split())

    def end(self) -> None:
        """A comma, a semicolon or the end: what was collected is one entry."""
        phrase = "".join(self.phrase).strip()
        if self.spec is None and self.at:
            if _may_be_spec(phrase):
                self.spec = phrase if '"' in phrase else "".join(phrase.split())
                self.phrase = []
            else:
                self._salvage(phrase)
        if phrase or self.spec or self.comments:
            self._add(Entry(self._name(), self.spec or "", self.group))
        self._clear()

    def _salvage(self, phrase: str) -> None:
        """`Big Bug bb@bug.example`: one word is an address, so the others are the name."""
        words = phrase.split()
        found = [word for word in words if "@" in word]
        if len(found) == 1 and _SPEC.fullmatch(found[0]):
            self.spec = found[0]
            self.phrase = [" ".join(word for word in words if word != found[0])]

    def _clear(self) -> None:
        self.phrase, self.comments, self.spec, self.at = [], [], None, False

    def _add(self, entry: Entry) -> None:
        before = self.out[-1] if self.out else None
        if before and entry.spec and entry.name and not before.spec and before.group == entry.group:
            # `Doe, Jane <jane@…>` without the quotes it needs: one person
            self.out[-1] = Entry(f"{before.name}, {entry.name}", entry.spec, entry.group)
        else:
            self.out.append(entry)


def _may_be_spec(phrase: str) -> bool:
    """Is a phrase without `<…>` the address itself? `jdoe@test  . example` is (RFC 5322 §4.4)."""
    return phrase[0] == '"' or len(phrase.split()) == 1 or " ." in phrase or ". " in phrase
