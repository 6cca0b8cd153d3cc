"""What a room is: how an address works on its mail. The three rooms answer to this one protocol."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

# What answers by itself calls nobody. Newsletters, invitations and the reports of machines are
# ordinary post: somebody ordered them.
QUIET_KINDS: Final = frozenset({"auto-reply", "bounce", "receipt"})
TO_DO: Final = ("new", "open")


@dataclass(frozen=True, slots=True, kw_only=True)
class Approach:
    """Somebody asks at RCPT to hand in a mail; only the envelope is known yet."""

    address: int
    email: str  # of the address
    posting: str  # owners | team | anyone; lists only
    recipient: str  # as written in the envelope
    sender: str  # envelope sender, "" = null sender
    trusted: bool  # the peer is in TRIPOST_TRUSTED_NETWORKS, or signed in


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """The answer to RCPT: 250, 450 (later) or 550 (no), with a sentence for people."""

    code: int
    enhanced: str  # RFC 3463, "2.1.5"
    text: str


WELCOME = Admission(code=250, enhanced="2.1.5", text="Recipient ok")


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """An accepted mail that has been read and threaded; all a room needs to decide."""

    address: int
    email: str
    posting: str
    from_address: str
    verified: bool  # From can be believed: DMARC-aligned, trusted network or signed in
    rights: int  # sum of Right bits the verified author has on the address, else 0
    automatic: str  # "" | auto-reply | bounce | list | bulk | calendar …
    loops: bool  # the mail has been through this address already
    state: str | None  # of the conversation it joins; None = it begins a new one
    stranger: bool  # joins by a known id, but takes no part yet
    recipient: str = ""  # as written in the envelope
    forged: bool = False  # the author's domain says that this is none of its mails (DMARC)
    size: int = 0  # bytes
    files: tuple[tuple[str, str], ...] = ()  # name and content type of what is attached
    sealed: bool = False  # PGP or S/MIME: nothing in it may be changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """What becomes of it. `outcome` is the ledger's word (law 2), `reason` a code for people."""

    outcome: str  # new | follow-up | post | held | automatic
    state: str | None = None  # the state to set; None leaves it (a new conversation: new)
    quiet: bool = False  # True: nobody is called, no waiting time begins
    reason: str = ""


def reopened(state: str) -> Placement:
    """An answer brings its conversation back: what is new stays new until somebody does something,
    what is to do stays so, and a spammer's second mail is spam as well."""
    if state == "spam":
        return Placement(outcome="follow-up", quiet=True, reason="spam")
    return Placement(outcome="follow-up", state=None if state in (*TO_DO, "merged") else "open")


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """The mail now lies in its conversation; handed to the room in the same transaction."""

    intake: int
    address: int
    email: str
    conversation: int
    message: int
    entry: int
    number: int
    blob: str
    sender: str  # envelope
    from_address: str
    author: int | None  # the colleague who verifiably wrote it
    placement: Placement
    at: datetime
    recipient: str = ""  # as written in the envelope
    verified: bool = False  # From can be believed


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """Which doors and tools the room shows; the data is the same in every mode (law 8)."""

    assignment: bool
    states: tuple[str, ...]
    subscribers: bool
    moderation: bool
    opens_with: str  # the view people see first


class Mode(Protocol):
    """One room. `admits` and `after_failure` are pure; `decide` may look up what the room keeps and
    asks its `decide.py`, which is pure; `receive` writes."""

    key: str
    offers: Offers

    def admits(self, approach: Approach) -> Admission:
        """May this mail come in? Asked at RCPT."""
        ...

    def decide(self, situation: Situation) -> Placement:
        """What becomes of an accepted mail?"""
        ...

    def receive(self, received: Received) -> None:
        """Act on a mail that was just filed: short, no parsing, no network. Safe to run once
        per intake row, which the surrounding transaction guarantees."""
        ...

    def after_failure(self, *, state: str) -> str | None:
        """The state a conversation takes when our mail in it could not be delivered."""
        ...
