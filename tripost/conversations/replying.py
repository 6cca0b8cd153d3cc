"""Whom does the next answer go to?"""

from collections.abc import Sequence, Set
from dataclasses import dataclass

Named = tuple[str, str]  # name, address


@dataclass(frozen=True, slots=True)
class Mail:
    """What matters of a mail for answering it."""

    incoming: bool
    automatic: bool
    sender: Named
    reply_to: tuple[Named, ...]
    to: tuple[Named, ...]
    cc: tuple[Named, ...]


def answer_to(
    mails: Sequence[Mail], *, ours: Set[str], strangers: Set[str]
) -> tuple[list[Named], list[Named]]:
    """(to, cc) of the next answer, oldest mail first in `mails`.

    The newest mail from a person who belongs here decides; automatic mail and strangers who only
    knew an id never replace the customer (PEERS.md). Everybody that person wrote to stays in copy,
    we ourselves excepted. Without incoming mail it goes where our last mail went, but never to
    ourselves: a post to a list of ours is answered to nobody.
    """
    for mail in reversed(mails):
        if mail.incoming and not mail.automatic and mail.sender[1].lower() not in strangers:
            to = list(mail.reply_to or (mail.sender,))
            return _apart(to, mail.to + mail.cc, ours=ours)
    for mail in reversed(mails):
        if not mail.incoming:
            outside = [one for one in mail.to if one[1].lower() not in ours]
            return _apart(outside, mail.cc, ours=ours)
    if mails:
        return _apart([mails[-1].sender], (), ours=ours)
    return [], []


def _apart(
    to: Sequence[Named], others: Sequence[Named], *, ours: Set[str]
) -> tuple[list[Named], list[Named]]:
    """Each address once, none of ours in copy, nobody both in to and cc."""
    first = {address.lower(): (name, address) for name, address in to if address}
    second = {
        address.lower(): (name, address)
        for name, address in others
        if address and address.lower() not in first and address.lower() not in ours
    }
    return list(first.values()), list(second.values())
