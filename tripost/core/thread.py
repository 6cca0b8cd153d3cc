"""Which conversation does a message belong to? Pure: given what lookups found, decide."""

import hmac
import re
from base64 import b32encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal, Protocol

from tripost.core.message.model import Mailbox

VERSION = "1"
_MAC_BYTES = 15  # 120 bits, which base32 writes in 24 signs without padding
_CONVERSATION = re.compile(r"[a-z0-9-]{1,36}")
_RANDOM = re.compile(r"[A-Za-z0-9_-]{8,64}")
# `<version>.<conversation>.<purpose>.<mac>`: signs of an atom (RFC 5322 §3.2.3), and of one case,
# since some programs write the local part of a reply address in small letters.
_TOKEN = re.compile(r"1\.([a-z0-9-]{1,36})\.([a-z])\.([a-z2-7]{24})")


class Letter(Protocol):
    """What threading looks at; a ParsedMessage has it."""

    @property
    def subject(self) -> str: ...
    @property
    def from_(self) -> tuple[Mailbox, ...]: ...
    @property
    def message_id(self) -> str: ...
    @property
    def in_reply_to(self) -> tuple[str, ...]: ...
    @property
    def references(self) -> tuple[str, ...]: ...


Purpose = Literal["message", "reply"]
_PURPOSES: dict[Purpose, str] = {"message": "m", "reply": "r"}
SubjectPolicy = Literal["join", "split"]


@dataclass(frozen=True, slots=True)
class Verified:
    """A token of ours that nobody else could have made."""

    conversation: str
    purpose: Purpose


def make_token(conversation: str, *, recipient: str, purpose: Purpose, key: bytes) -> str:
    """A token that lets `recipient` answer into a conversation.

    `conversation`: its id, 1 to 36 of a-z, 0-9 and "-". With a short id the token fits into a
    local part (64 octets, RFC 5321 §4.5.3.1.1). ValueError for anything else and for a short key:
    what is empty must never match.
    """
    if len(key) < 16 or not _CONVERSATION.fullmatch(conversation):
        raise ValueError("a reply token needs a key of at least 16 bytes and a plain id")
    mac = _mac(conversation, recipient=recipient, purpose=purpose, key=key)
    return f"{VERSION}.{conversation}.{_PURPOSES[purpose]}.{mac}"


def verify_token(
    token: str, *, recipient: str, purpose: Purpose, keys: Sequence[bytes]
) -> Verified | None:
    """The conversation, if one of our keys made the token for this recipient and purpose.

    Several keys: the newest first, older ones while letters are still under way. Constant time.
    """
    match = _TOKEN.fullmatch(token.lower())
    if not match or match[2] != _PURPOSES[purpose]:
        return None
    good = False
    for key in keys:
        if len(key) >= 16:
            mac = _mac(match[1], recipient=recipient, purpose=purpose, key=key)
            good |= hmac.compare_digest(mac, match[3])
    return Verified(match[1], purpose) if good else None


def _mac(conversation: str, *, recipient: str, purpose: Purpose, key: bytes) -> str:
    # Lengths before texts: no two inputs share an encoding.
    fields = (VERSION, conversation, recipient.lower(), purpose)
    message = b"".join(b"%d:%s" % (len(field.encode()), field.encode()) for field in fields)
    digest = hmac.digest(key, b"tripost reply token\0" + message, sha256)[:_MAC_BYTES]
    return b32encode(digest).decode("ascii").lower()


def make_message_id(conversation: str, *, domain: str, random: str, key: bytes) -> str:
    """`token.random@domain` without brackets. `random`: 8 to 64 URL-safe signs, fresh each time."""
    if not _RANDOM.fullmatch(random) or not re.fullmatch(r"[A-Za-z0-9.-]{1,253}", domain):
        raise ValueError("a Message-ID needs 8 to 64 random signs and a domain in ASCII")
    rest = f"{random}@{domain.lower()}"
    token = make_token(conversation, recipient=rest, purpose="message", key=key)
    return f"{token}.{rest}"


def verify_message_id(message_id: str, *, keys: Sequence[bytes]) -> Verified | None:
    """The conversation of a Message-ID that we made; None for all others and for forged ones."""
    token, rest = _halves(message_id)
    return verify_token(token, recipient=rest, purpose="message", keys=keys) if token else None


def _halves(message_id: str) -> tuple[str, str]:
    """`token` and `random@domain` of an id in our form, else two empty texts."""
    local, at, domain = message_id.partition("@")
    token, dot, random = local.rpartition(".")
    return (token, f"{random}@{domain}") if at and dot else ("", "")


def reply_token_in(address: str) -> str:
    """The token in `support+token@acme.example`; "" when there is none."""
    return address.rpartition("@")[0].partition("+")[2]


@dataclass(frozen=True, slots=True)
class Key:
    """One way to find the conversation. `token`: verified, so `conversation` is known already."""

    message_id: str
    conversation: str = ""

    @property
    def verified(self) -> bool:
        return bool(self.conversation)


def thread_keys(parsed: Letter, *, keys: Sequence[bytes], recipient: str = "") -> tuple[Key, ...]:
    """Candidates in the order in which they count.

    Own verified tokens first (the reply address in `recipient`, then ids), then In-Reply-To, then
    References, newest first. An id in our form whose token is forged is left out altogether: it
    names a mail that never was. At most 60.
    """
    referenced = dict.fromkeys((*parsed.in_reply_to, *reversed(parsed.references)))
    verified: list[Key] = []
    token = reply_token_in(recipient)
    if token:
        found = verify_token(token, recipient=_plain(recipient), purpose="reply", keys=keys)
        if found:
            verified.append(Key("", found.conversation))
    others: list[Key] = []
    for one in referenced:
        ours = verify_message_id(one, keys=keys)
        if ours:
            verified.append(Key(one, ours.conversation))
        elif not claims_to_be_ours(one) and one != parsed.message_id:
            others.append(Key(one))
    return tuple([*verified, *others][:60])


def _plain(recipient: str) -> str:
    """`support@…` of `support+token@…`: the address that the token was made for."""
    return recipient.partition("+")[0] + "@" + recipient.rpartition("@")[2]


def claims_to_be_ours(message_id: str) -> bool:
    """Does an id have the form of ours (whether true or forged)?"""
    return _TOKEN.fullmatch(_halves(message_id)[0].lower()) is not None


# Prefixes of answers and forwards: en, de, fr, es, it, nl, pl, sv, da, no, fi, pt, tr, hu, cs, ru,
# zh, ja. `Re[2]:`, `Re(3):` and `AW: [EXTERN]` too.
_PREFIX = re.compile(
    r"(?:re|aw|antw|antwort|wg|fw|fwd|wtr|weitergeleitet|weiterl|rép|rep|réf|ref|tr|rv|res|enc"
    r"|rif|i|inoltro|doorst|odp|pd|sv|vs|vb|ynt|ilt|vá|továbbítás|отв|пересл|ответ|回复|回覆|答复"
    r"|转发|轉寄|返信|転送)\s?(?:\[\d{1,3}\]|\(\d{1,3}\)|\^\d{1,3}|\*\d{1,3})?\s?[:：]\s*",
    re.IGNORECASE,
)
_TAG = re.compile(r"\[[^\[\]]{1,40}\]\s*")


def base_subject(subject: str) -> str:
    """The subject without prefixes and [tags], in one case and one blank: equal = same matter."""
    text = " ".join(subject[:2_000].split())
    position = 0
    while found := _PREFIX.match(text, position) or _TAG.match(text, position):
        if found.end() >= len(text):
            break
        position = found.end()
    return text[position:].removesuffix(" (fwd)").strip().casefold()


def split_answer(subject: str) -> tuple[str, str]:
    """The `Re: ` (AW:, Fwd: …) a subject begins with, blanks too, and the rest of it."""
    position = 0
    while (found := _PREFIX.match(subject, position)) and found.end() < len(subject):
        position = found.end()
    return subject[:position], subject[position:]


@dataclass(frozen=True, slots=True)
class Found:
    """What a lookup of one key within the address gave."""

    key: Key
    conversation: str
    subject: str
    participants: frozenset[str]  # addresses in lower case, our own address and colleagues too


@dataclass(frozen=True, slots=True)
class Join:
    """Into that conversation. `trusted`: a token proves that the sender got our mail.

    `stranger`: whoever writes took no part so far; shown with a mark, made no participant, and
    replies do not go to them unless a colleague says so.
    """

    conversation: str
    trusted: bool
    stranger: bool


@dataclass(frozen=True, slots=True)
class New:
    """A conversation of its own, and why."""

    reason: Literal["no-reference", "unknown-reference", "subject-changed"]


def decide(
    parsed: Letter,
    *,
    keys: Sequence[Key],
    found: Sequence[Found],
    policy: SubjectPolicy = "join",
) -> Join | New:
    """Join or new. `keys` as `thread_keys` gave them, `found` in any order, a key not found absent.

    `policy` "split": a changed subject begins a new conversation, even with a token. Only an
    author with a single From counts as participant. That holds for confidential conversations
    too: a stranger's mail may quote them, so it must not begin an open one.
    """
    if not keys:
        return New("no-reference")
    by_key = {one.key: one for one in found}
    author = parsed.from_[0].address.lower() if len(parsed.from_) == 1 else ""
    for key in keys:
        hit = by_key.get(key)
        if hit is None or (key.verified and key.conversation != hit.conversation):
            continue
        known = bool(author) and author in hit.participants
        if policy == "split" and base_subject(parsed.subject) != base_subject(hit.subject):
            return New("subject-changed")
        return Join(hit.conversation, trusted=key.verified, stranger=not known)
    return New("unknown-reference")
