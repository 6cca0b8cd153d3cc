"""Whom does the next answer go to? Pure."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

Named = tuple[str, str]  # name, address
ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Mail:
    """What matters of a mail for answering it. `forward`: ours, to somebody beside the matter."""

    incoming: bool
    automatic: bool
    sender: Named
    reply_to: tuple[Named, ...]
    to: tuple[Named, ...]
    cc: tuple[Named, ...]
    forward: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """How a colleague lets somebody take part: to, cc or aside."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Taking:
    """Who takes part, beside what the mails say; all addresses in lower case.

    `beside`: joined by a known id alone, or got a forward: neither they nor whom they write to
    take part. `chosen`: what a colleague decided about somebody, stronger than any mail.
    """

    ours: Set[str] = frozenset()
    beside: Set[str] = frozenset()
    chosen: Mapping[str, Choice] = field(default_factory=dict)

    def counts(self, address: str) -> bool:
        """Whether what they write brings people in."""
        return address.lower() not in self.beside

    def answered(self, address: str) -> bool:
        """Whether a mail of theirs decides whom we answer."""
        choice = self.chosen.get(address.lower())
        return self.counts(address) and (choice is None or choice.role != ASIDE)


def answer_to(mails: Sequence[Mail], *, taking: Taking) -> tuple[list[Named], list[Named]]:
    """(to, cc) of the next answer, oldest mail first in `mails`.

    The newest mail from a person who belongs here decides who is answered; automatic mail, who is
    set aside and strangers who only knew an id never replace the customer (PEERS.md). Everybody
    else who stood in a mail with us stays in copy until a colleague switches them off: none of the
    customer's people falls out silently. We ourselves never stand in it: a post to a list of ours
    is answered to nobody.
    """
    to, cc = _by_mails(mails, taking=taking)
    everyone = [*to, *cc, *_all_people(mails, taking=taking)]
    if not everyone and mails and mails[-1].incoming and not taking.chosen:
        return _apart([mails[-1].sender], (), ours=taking.ours)
    return _by_choice(to, everyone, taking=taking)


def _by_mails(mails: Sequence[Mail], *, taking: Taking) -> tuple[list[Named], list[Named]]:
    """What the newest mail that counts says by itself."""
    for mail in reversed(mails):
        if mail.incoming and not mail.automatic and taking.answered(mail.sender[1]):
            to = list(mail.reply_to or (mail.sender,))
            return _apart(to, mail.to + mail.cc, ours=taking.ours)
    for mail in reversed(mails):
        if not mail.incoming and not mail.forward:
            outside = [one for one in mail.to if one[1].lower() not in taking.ours]
            return _apart(outside, mail.cc, ours=taking.ours)
    return [], []


def _all_people(mails: Sequence[Mail], *, taking: Taking) -> list[Named]:
    """Everybody in mails of those who belong here, newest mail first. Who wants answers elsewhere
    is there instead."""
    found: list[Named] = []
    for mail in reversed(mails):
        if mail.automatic or mail.forward:
            continue
        if mail.incoming and not taking.counts(mail.sender[1]):
            continue
        author = (mail.reply_to or (mail.sender,)) if mail.incoming else ()
        found += [*author, *mail.to, *mail.cc]
    elsewhere = {m.sender[1].lower() for m in mails if m.incoming and m.reply_to}
    wanted = {a.lower() for m in mails for _, a in m.reply_to}
    return [
        one
        for one in found
        if one[1].lower() not in taking.ours
        and (one[1].lower() not in elsewhere or one[1].lower() in wanted)
    ]


def _by_choice(
    to: Sequence[Named], everyone: Sequence[Named], *, taking: Taking
) -> tuple[list[Named], list[Named]]:
    """Roles as chosen; who was added by a choice alone is there too."""
    answered = {address.lower() for _, address in to}
    people = {address.lower(): (name, address) for name, address in reversed(everyone) if address}
    people = {key: people[key] for key in _in_order(everyone, people)}
    for address, added in taking.chosen.items():
        people.setdefault(address, (added.name, address))
    first: list[Named] = []
    second: list[Named] = []
    for key, person in people.items():
        choice = taking.chosen.get(key)
        role = choice.role if choice is not None else "to" if key in answered else "cc"
        if role != ASIDE and key not in taking.beside:
            (first if role == "to" else second).append(person)
    if not first and second:  # a mail needs somebody it goes to
        first = [second.pop(0)]
    return first, second


def _in_order(everyone: Sequence[Named], people: Mapping[str, Named]) -> list[str]:
    return [k for k in dict.fromkeys(a.lower() for _, a in everyone) if k in people]


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


def compared(
    mails: Sequence[Mail], following: Iterable[Named], *, ours: Set[str]
) -> tuple[list[Named], list[Named]]:
    """(appeared, missing): who is in the next answer and was not in our last, and the reverse."""
    last = next((m for m in reversed(mails) if not m.incoming and not m.forward), None)
    if last is None:
        return [], []
    before = {a.lower(): (n, a) for n, a in (*last.to, *last.cc) if a.lower() not in ours}
    after = {a.lower(): (n, a) for n, a in following}
    appeared = [one for key, one in after.items() if key not in before]
    return appeared, [one for key, one in before.items() if key not in after]
