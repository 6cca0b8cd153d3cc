"""What does an answer of the next hop mean for a copy? Pure."""

from datetime import datetime

from tripost.core.smtp.replies import Reply
from tripost.delivery import backoff
from tripost.outbound.claim import Copy
from tripost.outbound.results import WAITING_FOR_RELAY, Outcome, Result


def answered(copy: Copy, reply: Reply, *, uncertain: bool, at: datetime, luck: float) -> Result:
    """The next hop took it, refused it for good, or wants it again later.

    `uncertain`: the whole mail was sent and no answer came; it goes again with the same
    Message-ID, since losing it would be worse.
    """
    if reply.positive:
        return _plain(copy, "sent", reply, at=at)
    if reply.permanent and not uncertain:
        return _plain(copy, "failed", reply, at=at)
    if backoff.given_up(since=copy.waits_since, at=at):
        return _gave_up(copy, reply, at=at)
    again = backoff.next_try(attempts=copy.attempts + 1, at=at, luck=luck)
    outcome: Outcome = "unknown" if uncertain else "deferred"
    return _plain(copy, outcome, reply, at=at, next_at=again)


def unreachable(copy: Copy, reply: Reply, *, at: datetime, next_at: datetime) -> Result:
    """The next hop could not be reached or let nobody in: whatever its code, not this mail's
    fault, and not counted as a try of it."""
    if backoff.given_up(since=copy.waits_since, at=at):
        return _gave_up(copy, reply, at=at)
    return _plain(copy, "untried", reply, at=at, next_at=next_at)


def without_relay(copy: Copy, *, at: datetime) -> Result:
    """There is no next hop: it waits where people see it, for as long as it takes."""
    return Result(
        delivery=copy.delivery,
        outgoing=copy.mail.outgoing,
        outcome="waiting",
        text=WAITING_FOR_RELAY,
        at=at,
        next_at=at + backoff.WITHOUT_RELAY,
    )


def unwanted(copy: Copy, *, why: str, at: datetime) -> Result:
    """The subscriber has left since the copy was made, or the send was cancelled."""
    return _plain(copy, "cancelled", Reply(0, "", why), at=at)


def barred(copy: Copy, *, why: str, at: datetime) -> Result:
    """It may not leave (any more)."""
    return _plain(copy, "failed", Reply(0, "", why), at=at)


def unsendable(copy: Copy, why: str, *, at: datetime) -> Result:
    """It cannot be sent as it is, today or ever."""
    return _plain(copy, "failed", Reply(0, "5.6.0", why), at=at)


def given_back(copy: Copy, *, at: datetime) -> Result:
    """Not begun: its turn did not come in time, or its send is paused."""
    return _plain(copy, "back", Reply(0, "", ""), at=at, next_at=at)


def code(reply: Reply) -> str:
    """ "550 5.1.1"; what we said ourselves has no code of the other side."""
    return f"{reply.code or ''} {reply.status}".strip()


def _gave_up(copy: Copy, reply: Reply, *, at: datetime) -> Result:
    days = backoff.GIVE_UP.days
    why = Reply(reply.code, reply.status, f"Given up after {days} days. Last: {reply.text}")
    return _plain(copy, "failed", why, at=at)


def _plain(
    copy: Copy, outcome: Outcome, reply: Reply, *, at: datetime, next_at: datetime | None = None
) -> Result:
    return Result(
        delivery=copy.delivery,
        outgoing=copy.mail.outgoing,
        outcome=outcome,
        code=code(reply),
        text=" ".join(reply.text.split()),
        at=at,
        next_at=next_at,
    )
