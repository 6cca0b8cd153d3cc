"""Which recipients did a mail not reach, and why? RFC 3464, and older reports by text."""

import re
from dataclasses import dataclass

from tripost.core.bounce_known import known
from tripost.core.bounce_weight import GONE, Action, hardness, weight
from tripost.core.message import decode_part
from tripost.core.message.model import ParsedMessage, Part
from tripost.core.message.parse import read
from tripost.core.message.split import read_header
from tripost.core.message.words import Decoder, harmless

MAX_RECIPIENTS = 1_000
_LONGEST = 64 * 1024  # of a report's text that heuristics look at
_WORDS = 4096  # of one recipient that are weighed
_STATUS_BYTES = 1024 * 1024
_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_FAILING = re.compile(r"(?<![\d.])([45])\.(\d{1,3})\.(\d{1,3})(?![\d.])")  # in free text
_REPLY = re.compile(r"(?<![\d.])([45]\d\d)[ -](?!\d)")
_ADDRESS = re.compile(
    r"<?([^\s<>()\",;:\[\]]{1,64}@[^\s<>()\",;:\[\]]{1,255}[^\s<>()\",;:.\[\]'])>?"
)
_HEADER_LINE = re.compile(
    r"[ >\t]{0,20}(?:to|cc|from|sender|reply-to|subject|errors-to)\s?:", re.IGNORECASE
)
# Where the returned mail begins: behind it, addresses are no recipients.
_ORIGINAL = re.compile(
    r"^(?:-{3,}[^\n]{0,20}(?:original message|returned message|copy of the message|below this line"
    r"|unsent message|your original|header)[^\n]{0,60}"
    r"|original message|return-path:|received:|message-id:)",
    re.IGNORECASE | re.MULTILINE,
)
_FAILED = re.compile(
    r"(?:^<[^<>\s@]{1,64}@[^<>\s]{1,255}>:"
    r"|(?:could ?n[o']t|cannot|was ?n[o']t|not|unable to) (?:be |able to )?(?:deliver|reach)"
    r"|failed|undeliver|unzustellbar|delivery (?:problem|failure|error)|rejected|returned"
    r"|unknown|not known|no (?:such|mailbox)|not (?:found|recogni[sz]ed|listed)"
    r"|does(?:n't| not) exist|invalid (?:final|recipient|user|address)|quota"
    r"|mailbox (?:is )?full|error|konnte nicht"
    r"|nicht zugestellt|unbekannt|following (?:address|recipient)|did not (?:reach|exactly match))",
    re.IGNORECASE | re.MULTILINE,
)
# What such a report says right before it names the recipients.
_NAMED_NEXT = re.compile(
    r"(?:(?:the|these|this|following|of its) (?:following )?(?:address(?:es)?|recipients?)"
    r"(?:\(e?s\))?(?: [a-z]{2,12}){0,4} ?[:.]|not (?:be )?delivered to|did not reach)",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"(?:will (?:be retried|retry|keep trying|continue)|continue to try|still trying|delayed"
    r"|postponed|not yet been delivered|do not need to resend|advisory[- ]only)",
    re.IGNORECASE,
)
_ACTIONS: tuple[Action, ...] = ("delayed", "delivered", "relayed", "expanded")


@dataclass(frozen=True, slots=True)
class Failure:
    """What became of one recipient. `hard`: the address will never work; None = it arrived."""

    recipient: str
    action: Action
    status: str  # RFC 3463, "5.1.1"; "" when the report names none
    hard: bool | None
    detail: str  # one harmless line of the remote server's words

    @property
    def lost(self) -> bool:
        """The mail will not arrive (a delay still may)."""
        return self.action == "failed"


@dataclass(frozen=True, slots=True)
class Report:
    """A bounce: its recipients and the mail it is about."""

    failures: tuple[Failure, ...]
    original_id: str  # Message-ID of our mail; "" when it was not sent back
    original_references: tuple[str, ...]
    standard: bool  # an RFC 3464 report, not guessed from words


def read_bounce(raw: bytes, parsed: ParsedMessage, *, guess: bool = True) -> Report:
    """Read a mail that `automatic.classify` calls a bounce; never raises, may find nobody.

    RFC 3464 first, then formats of known programs, then words. `guess`: without it, words do not
    count; so a mail that calls itself something else may be read, too.
    """
    failures: list[Failure] = []
    for part in _status_parts(parsed.root):
        failures.extend(_from_status(decode_part(raw, part), said=parsed.text[:_LONGEST]))
    standard = bool(failures)
    if not failures:
        involved = {one.address.lower() for one in (*parsed.to, *parsed.from_)}
        text = parsed.text or _stripped(parsed.html)
        failures = _from_fields(parsed) or _from_known(raw, parsed, text=text)
        if not failures and guess:
            failures = _from_text(text, apart=involved)
    original_id, references = _original(raw, parsed)
    unique = {(one.recipient.lower(), one.action): one for one in reversed(failures)}
    ordered = tuple(reversed(unique.values()))[:MAX_RECIPIENTS]
    return Report(ordered, original_id, references, standard)


def _status_parts(root: Part) -> list[Part]:
    kinds = {"message/delivery-status", "message/global-delivery-status"}
    return [part for part in root.walk() if part.content_type in kinds][:20]


def _from_status(data: bytes, *, said: str) -> list[Failure]:
    """Per-recipient groups of RFC 3464 §2.3; groups are separated by empty lines."""
    decoder = Decoder()
    out: list[Failure] = []
    groups = data[:_STATUS_BYTES].replace(b"\r\n", b"\n").split(b"\n\n")
    for group in groups[: 2 * MAX_RECIPIENTS]:
        first = read_header(group, 0, len(group)).first
        if b"final-recipient" in first or b"original-recipient" in first:
            out.append(_recipient(first, decoder, said=said))
    return [one for one in out if "..." not in one.recipient]  # some cut addresses, for privacy


def _recipient(first: dict[bytes, bytes], decoder: Decoder, *, said: str) -> Failure:
    original = _typed(decoder.text(first.get(b"original-recipient", b"")))
    final = _typed(decoder.text(first.get(b"final-recipient", b"")))
    acted = decoder.text(first.get(b"action", b"failed")).lower().split()
    detail = _typed(decoder.text(first.get(b"diagnostic-code", b"")))
    told = decoder.text(first.get(b"status", b""))
    status = _STATUS.search(told)
    code = status[0] if status else _status_in(f"{told} {detail}")
    action: Action = "failed"
    for one in _ACTIONS:
        if acted and acted[0] == one:
            action = one
    # What we wrote on the envelope is the original recipient; forwards name another final one.
    address = (original if "@" in original else final).strip("<>")
    words = f"{told} {detail}"[:_WORDS]
    beside = weight(_line(said, address) or _line(said, final))
    hard = hardness(action, code, words, said=beside)
    return Failure(address, action, code, hard, detail[:500])


def _typed(value: str) -> str:
    """`rfc822; a@b.example` without its type (RFC 3464 §2.3.1)."""
    kind, semicolon, rest = value.partition(";")
    return (rest if semicolon and " " not in kind.strip() else value).strip()


def _status_in(text: str) -> str:
    if found := _FAILING.search(text):
        return found[0]
    reply = _REPLY.search(text)
    return f"{reply[1][0]}.0.0" if reply else ""


def _from_fields(parsed: ParsedMessage) -> list[Failure]:
    """Exim names them in a header field of its own."""
    named = ",".join(
        value.decode("utf-8", "replace") for value in parsed.raw_fields("x-failed-recipients")
    )
    found = [word for word in re.split(r"[\s,]+", named[:_LONGEST]) if "@" in word]
    text = parsed.text[:_LONGEST]
    status = _status_in(text)
    hard = hardness("failed", status, text)  # once: there may be many, and a long text
    return [
        Failure(harmless(one), "failed", status, hard, _line(text, one))
        for one in found[:MAX_RECIPIENTS]
    ]


def _from_known(raw: bytes, parsed: ParsedMessage, *, text: str) -> list[Failure]:
    """Programs of before the standard, by flufl.bounce: it says who, their words say how bad."""
    later, gone = known(raw, parsed)
    text = text[:_LONGEST]
    overall = _status_in(text) if gone else ""
    out = [Failure(one, "delayed", "", False, _line(text, one)) for one in later]
    beside = weight(text[: _before(text)]) if gone else None
    for one in gone:
        detail = _line(text, one)
        status = _status_in(detail) or overall
        hard = hardness("failed", status, _apart(detail), said=beside)
        out.append(Failure(one, "failed", status, hard, detail))
    return out[:MAX_RECIPIENTS]


def _from_text(text: str, *, apart: set[str]) -> list[Failure]:
    """Old reports say it in words: the addresses before the returned mail."""
    text = text[:_LONGEST]
    said = text[: _before(text)]
    if not _FAILED.search(said) and not _LATER.search(said):
        return []
    action: Action = "delayed" if _LATER.search(said) and not GONE.search(said) else "failed"
    if named := _NAMED_NEXT.search(said):
        after = said[named.end() :]
        said = after if _addresses(after) else said
    out: dict[str, Failure] = {}
    overall, beside = _status_in(said), weight(said)
    for found in _addresses(said) or _addresses(said, headers=True):
        if found.lower() in apart:
            continue
        detail = _line(said, found)
        status = _status_in(detail) or overall
        hard = hardness(action, status, _apart(detail), said=beside)
        out.setdefault(found.lower(), Failure(found, action, status, hard, detail))
    return list(out.values())


def _addresses(text: str, *, headers: bool = False) -> list[str]:
    """Addresses in the order of the text, lines that repeat a header field left out.

    `headers`: those lines alone, for reports that name nobody but the returned mail's `To:`.
    """
    out = []
    for line in text.split("\n"):
        if "@" not in line or bool(_HEADER_LINE.match(line)) != headers:
            continue
        for word in line.split():  # split first: the pattern then sees short pieces only
            if "@" in word and len(word) < 400 and (found := _ADDRESS.search(word)):
                address = found[1].rpartition("SMTP=")[2].lstrip("'").partition("...")[0]
                local, _, domain = address.partition("@")
                if local.lower() not in {"postmaster", "mailer-daemon"} and "." in domain:
                    out.append(address)
                    if len(out) >= 50:
                        return out
    return out


def _line(text: str, address: str) -> str:
    """The words around an address, as one line to show."""
    at = text.find(address)
    if at < 0:
        return ""
    return harmless(" ".join(text[at : at + 400].split()))[:300]


def _before(text: str) -> int:
    """Where the returned mail begins: what stands there says nothing about the failure."""
    original = _ORIGINAL.search(text, min(40, len(text)))
    return original.start() if original else len(text)


def _apart(detail: str) -> str:
    """The words about one address: up to the next one, and not those of the returned mail."""
    own, _, rest = detail.partition(" <")
    if "@" in rest[:200] and ">:" in rest[:200] and len(own) > 0:
        detail = own
    return detail.partition(" --- ")[0]


def _stripped(html: str) -> str:
    """Text of a report that is HTML alone; good enough to find addresses in."""
    out = []
    for piece in html[: _LONGEST * 2].split("<"):
        out.append(piece.partition(">")[2] if ">" in piece else piece)
    return " ".join(out).replace("&lt;", "<").replace("&gt;", ">").replace("&#64;", "@")


def _original(raw: bytes, parsed: ParsedMessage) -> tuple[str, tuple[str, ...]]:
    """Message-ID and References of the mail that came back, whole or only its header."""
    for part in parsed.root.walk():
        if part.content_type in {"message/rfc822", "message/global", "text/rfc822-headers",
                                 "message/rfc822-headers", "message/global-headers"}:  # fmt: skip
            mail = read(decode_part(raw, part)[:_LONGEST])
            if mail.message_id:
                return mail.message_id, mail.references
    text = parsed.text[:_LONGEST]
    for match in re.finditer(
        r"^[ >\t]{0,9}message-id:\s{0,9}<([^<>\s]{3,998})>", text, re.I | re.M
    ):
        return match[1], ()
    known = (*parsed.in_reply_to, *parsed.references[-1:])
    return (known[0] if known else ""), ()
