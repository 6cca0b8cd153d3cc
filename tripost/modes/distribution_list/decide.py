"""Which mails become posts, which wait for a moderator, which never go out? Pure."""

from dataclasses import dataclass
from typing import Final

from tripost.addresses.models import Posting
from tripost.modes.base import Placement, Situation
from tripost.modes.distribution_list.posting.attachments import unwanted
from tripost.people.models import Right

# Law 9: what a machine wrote is never sent on to subscribers. A newsletter of somebody else
# ("bulk") may be posted by hand: it waits for a moderator.
NEVER_POSTED: Final = frozenset({"auto-reply", "bounce", "receipt"})
HELD_KINDS: Final = frozenset({"list", "bulk", "calendar", "report"})
MAY_POST_ALWAYS: Final = Right.MANAGE | Right.MODERATE


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a list asks of a post, and what it knows of its author. `max_size` in bytes, 0 = any;
    `types`: endings of attachments that are always let through."""

    domains: tuple[str, ...] = ()
    member: bool = False  # the author's address is subscribed, here or on a nested list
    allowed: bool = False  # a moderator said: this one always
    max_size: int = 0
    attachments: str = "any"  # any | hold | strip
    types: tuple[str, ...] = ()


def on_arrival(now: Situation, rules: Rules) -> Placement:
    """Post it, hold it with a reason, or file it quietly as what a machine sent."""
    if now.automatic in NEVER_POSTED:
        return Placement(outcome="automatic", quiet=True, reason=now.automatic)
    reason = why_held(now, rules)
    if reason:
        return Placement(outcome="held", state="new", reason=reason)
    return Placement(outcome="post", state="closed")


def why_held(now: Situation, rules: Rules) -> str:
    """The reason code for a moderator, or "" when the mail may be posted at once."""
    if now.loops:
        return "loop"
    if now.automatic in HELD_KINDS:
        return "automatic"
    if now.forged:
        return "forged"
    return _author(now, rules) or _content(now, rules)


def _author(now: Situation, rules: Rules) -> str:
    """May this author post? What is granted to an address counts only when From can be believed."""
    match now.posting:
        case Posting.NOBODY:
            return "nobody"
        case Posting.ANYONE:
            return ""
        case Posting.TEAM:
            allowed = now.rights != 0
        case Posting.MEMBERS:
            allowed = now.rights != 0 or rules.member
        case Posting.DOMAIN:
            domain = now.from_address.rpartition("@")[2]
            allowed = now.rights != 0 or domain in rules.domains
        case _:
            allowed = bool(now.rights & MAY_POST_ALWAYS)
    if not now.verified:
        return "unverified"
    return "" if allowed or rules.allowed else "not-allowed"


def _content(now: Situation, rules: Rules) -> str:
    """What is in it, whoever wrote it."""
    if rules.max_size and now.size > rules.max_size:
        return "too-large"
    if rules.attachments == "any" or not unwanted(now.files, types=rules.types):
        return ""
    # Taking a part out of a signed mail would break the signature: people decide about it.
    return "attachment" if rules.attachments == "hold" or now.sealed else ""


def after_failure(state: str) -> str | None:
    """A copy that did not arrive concerns one subscriber; the post stays as it is."""
    return None
