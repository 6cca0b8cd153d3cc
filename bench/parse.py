"""Row "parse": our reading of a mail against fast-mail-parser and the standard library."""

from collections.abc import Callable, Sequence
from email import message_from_bytes
from email.policy import compat32
from typing import Any

from fast_mail_parser import parse_email

from bench.mails import many
from bench.measure import Contestant, Row, in_turns
from tripost.core.message import parse


def _loop(mails: Sequence[bytes], parser: Callable[[bytes], Any]) -> Callable[[int], None]:
    def run(count: int) -> None:
        for number in range(count):
            parser(mails[number % len(mails)])

    return run


def rows() -> list[Row]:
    """One row; units are mails per CPU second."""
    mails = many(200, recipient="support@acme.example")
    contestants = [
        Contestant("ours", _loop(mails, parse), 3000),
        Contestant("fast-mail-parser", _loop(mails, parse_email), 3000),
        Contestant(
            "compat32",
            _loop(mails, lambda raw: message_from_bytes(raw, policy=compat32)),
            600,
        ),
    ]
    in_turns(contestants)
    per_cpu = {one.name: 1e6 / one.cpu_each for one in contestants}
    return [
        Row(
            job="parse a mail (19 kB, text and HTML)",
            ours="ours",
            peer="10,000 per CPU second",
            ratio=per_cpu["ours"] / 10_000,
            goal=1.0,
            unit="mails per CPU second",
            figures=per_cpu,
        )
    ]
