"""Has anything happened to the list copies in hand: who left, what was paused, who is ours?"""

from collections.abc import Iterable, Sequence
from typing import Final

from tripost.kit.clock import Clock
from tripost.modes.distribution_list.subscribers import audience
from tripost.outbound import fanout, tally
from tripost.outbound.cancelled import CANCELLED
from tripost.outbound.claim import Copy
from tripost.store.reads import DjangoReader, Reader

# Every write that takes somebody off a list, or stops a send, records one of these with it.
KINDS: Final = (
    "subscribers.changed",
    "import.changed",
    "send.paused",
    "send.cancelled",
)
_SIGNED: Final = ("b-", "leave-", "mod-")  # may be a signed local part of ours; asked one by one
GONE: Final = "no longer subscribed"
PAUSED: Final = "paused"


class News:
    """Follows the log from where the copies in hand were claimed. `seen`: up to which Change."""

    def __init__(self, reader: Reader, clock: Clock) -> None:
        self.seen = 0
        self._reader = reader
        self._clock = clock

    def now(self) -> int:
        """The number of the last Change, as the writer sees it."""
        row = DjangoReader().row("SELECT value FROM store_modseq WHERE id = 1")
        return int(row[0]) if row is not None else 0

    def gone(self, copies: Iterable[Copy]) -> dict[int, str]:
        """Delivery → why it must not leave (now): "paused", or a reason for good.

        Costs one look at a number as long as nothing happened.
        """
        row = self._reader.row("SELECT value FROM store_modseq WHERE id = 1")
        last = int(row[0]) if row is not None else 0
        if last == self.seen:
            return {}
        places = ", ".join(["%s"] * len(KINDS))
        found = self._reader.row(
            f"SELECT 1 FROM store_change WHERE modseq > %s AND modseq <= %s "
            f"AND kind IN ({places}) LIMIT 1",
            (self.seen, last, *KINDS),
        )
        gone = self.asked(list(copies)) if found is not None else {}
        self.seen = last  # only now: news that could not be read is not taken for heard
        return gone

    def asked(self, copies: Sequence[Copy]) -> dict[int, str]:
        """The same, asked for each: what was claimed again may have waited for days."""
        if not copies:
            return {}
        stopped = fanout.stopped(self._reader, {copy.mail.outgoing for copy in copies})
        where, params = tally.among(
            "s.id", [copy.subscriber for copy in copies if copy.subscriber is not None]
        )
        pause = audience.paused("s", at=self._clock())
        there = {
            row[0]: bool(row[1])
            for row in self._reader.rows(
                f"SELECT s.id, CASE WHEN {pause.sql} THEN 1 ELSE 0 END "
                f"FROM distribution_list_subscriber s WHERE {where} AND s.state = 'active'",
                [*pause.values, *params],
            )
        }
        why = {
            copy.delivery: PAUSED if stopped[copy.mail.outgoing] == "paused" else CANCELLED
            for copy in copies
            if copy.mail.outgoing in stopped
        }
        why |= {copy.delivery: GONE for copy in copies if _left(copy, there)}
        return why

    def ours(self, copies: Sequence[Copy]) -> set[int]:
        """The deliveries that go to an address of ours, or to nobody in a domain that is ours."""
        hosted: dict[str, str] = dict(self._reader.rows("SELECT name, kind FROM addresses_domain"))
        near = [c for c in copies if c.domain in hosted or not c.domain.isascii()]
        if not near:
            return set()
        names = {name for copy in near for name in _names(copy.recipient)}
        places = ", ".join(["%s"] * len(names))
        known = {
            row[0]
            for row in self._reader.rows(
                f"SELECT email FROM addresses_address WHERE email IN ({places}) "
                f"UNION ALL SELECT email FROM addresses_alias WHERE email IN ({places})",
                (*names, *names),
            )
        }
        return {
            copy.delivery
            for copy in near
            if hosted.get(copy.domain) != "split"
            or not known.isdisjoint(_names(copy.recipient))
            or copy.recipient.startswith(_SIGNED)
        }


def _left(copy: Copy, there: dict[int, bool]) -> bool:
    """`there`: who is still subscribed, and whether they pause. What had gathered for a digest
    still reaches who has just begun a pause."""
    if copy.subscriber not in there:
        return True
    return there[copy.subscriber] and copy.mail.kind != "digest"


def _names(recipient: str) -> tuple[str, ...]:
    local, _, domain = recipient.lower().rpartition("@")
    plain = local.partition("+")[0]
    return (f"{local}@{domain}",) if plain == local else (f"{local}@{domain}", f"{plain}@{domain}")
