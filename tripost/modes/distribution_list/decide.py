"""Which mails become posts, which wait for a moderator, which never go out? Pure."""

from typing import Final

from tripost.addresses.models import Posting
from tripost.modes.base import Placement, Situation
from tripost.people.models import Right

# Law 9: what a machine wrote is never sent on to subscribers. A newsletter of somebody else
# ("bulk") may be posted by hand: it waits for a moderator.
NEVER_POSTED: Final = frozenset({"auto-reply", "bounce"})
HELD_KINDS: Final = frozenset({"list", "bulk", "calendar", "notification"})
MAY_POST_ALWAYS: Final = Right.MANAGE


def on_arrival(now: Situation) -> Placement:
    """Post it, hold it with a reason, or file it quietly as what a machine sent."""
    if now.automatic in NEVER_POSTED:
        return Placement(outcome="automatic", quiet=True, reason=now.automatic)
    reason = why_held(now)
    if reason:
        return Placement(outcome="held", state="new", reason=reason)
    return Placement(outcome="post", state="closed")


def why_held(now: Situation) -> str:
    """The reason code for a moderator, or "" when the mail may be posted at once."""
    if now.loops:
        return "loop"
    if now.automatic in HELD_KINDS:
        return "automatic"
    match now.posting:
        case Posting.ANYONE:
            return ""
        case Posting.TEAM:
            allowed = now.rights != 0
        case _:
            allowed = bool(now.rights & MAY_POST_ALWAYS)
    if allowed and now.verified:
        return ""
    # `rights` are those of a verified author; an address in From proves nothing by itself.
    return "not-allowed" if now.verified else "unverified"


def after_failure(state: str) -> str | None:
    """A copy that did not arrive concerns one subscriber; the post stays as it is."""
    return None
