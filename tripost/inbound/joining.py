"""Which conversation of its address does a mail join? Asks core.thread with what was looked up."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tripost.addresses.models import Mode
from tripost.core import thread
from tripost.core.message import Mailbox
from tripost.inbound.lookup import Known, ReadMail
from tripost.inbound.reading import Reading
from tripost.inbound.route import Target
from tripost.modes.distribution_list.replies.filing import Answers
from tripost.modes.distribution_list.replies.sends import Send


@dataclass(frozen=True, slots=True)
class Joined:
    """`conversation` None: it begins one. `stranger`: whoever writes took no part so far."""

    conversation: int | None
    stranger: bool = False


@dataclass(frozen=True, slots=True)
class _Letter:
    """What threading looks at, from a reading."""

    subject: str
    from_: tuple[Mailbox, ...]
    message_id: str
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]


def keys_of(reading: Reading, *, recipient: str, signing: bytes) -> tuple[thread.Key, ...]:
    """Where it may belong, in the order in which it counts."""
    return thread.thread_keys(_letter(reading), keys=(signing,), recipient=recipient)


def join(mail: ReadMail, keys: Sequence[thread.Key], now: Known) -> Joined:
    """The decision for one mail; sees what earlier mails of its batch began."""
    if not keys:
        return Joined(None)
    address = mail.pending.address
    asked, found = [], []
    for key in keys:
        conversation = _conversation(key, address, now)
        if conversation is None:
            asked.append(key)
            continue
        # A token proves that we wrote that mail, not that it still lies where it was written:
        # merging and splitting are remembered.
        here = replace(key, conversation=str(conversation)) if key.verified else key
        asked.append(here)
        found.append(
            thread.Found(
                here,
                str(conversation),
                now.subjects.get(conversation, ""),
                _participants(mail, conversation, now),
            )
        )
    decision = thread.decide(_letter(mail.reading), keys=asked, found=found)
    match decision:
        case thread.Join(stranger=True) if _for_few(mail, now):
            return Joined(None)
        case thread.Join(conversation=chosen, stranger=stranger):
            return Joined(int(chosen), stranger)
        case thread.New():
            return Joined(None)


def joined_with(
    mail: ReadMail,
    keys: Sequence[thread.Key],
    now: Known,
    answers: Answers,
    *,
    send: Send | None,
    address: Target,
) -> Joined:
    """The same, where answers to what went to a whole list are one conversation for each person:
    the post's own id, which everybody knows, leads nobody into the same one."""
    if send is None or not gathers(send, address=address):
        return join(mail, keys, now)
    joined = join(mail, [key for key in keys if key.message_id not in answers.sends], now)
    if joined.conversation is not None:
        return joined
    place = answers.place_of(send, address=address.id, email=mail.reading.from_address)
    if place is None:
        return joined
    if isinstance(place, int):
        return Joined(place)
    now.states.setdefault(place.conversation, place.state)
    now.subjects.setdefault(place.conversation, place.subject)
    now.homes.setdefault(place.conversation, place.address)
    return Joined(place.conversation)


def gathers(send: Send, *, address: Target) -> bool:
    """Whether answers to it become conversations here: in every mailbox and inbox but its own."""
    return address.mode != Mode.LIST and address.id != send.address


def _for_few(mail: ReadMail, now: Known) -> bool:
    """Whether only few may see it. Who merely knows an id must not close a conversation to those
    who work on it, and what is meant for few must not lie open in it: it begins one of its own."""
    return mail.reading.sensitive or mail.reading.from_address in now.protected


def _conversation(key: thread.Key, address: int, now: Known) -> int | None:
    """Where the mail that is meant lies now. Only what belongs to this address: a conversation that
    is there, or one that holds mails which came to it and has been moved or merged away since."""
    if not key.verified:
        return now.threads.get((address, key.message_id))
    named = now.sent.get(key.message_id)
    if named is None:
        meant = int(key.conversation) if key.conversation.isdecimal() else 0
        named = now.living.get(meant, meant)
    belongs = now.homes.get(named) == address or (named, address) in now.holding
    return named if belongs else None


def _participants(mail: ReadMail, conversation: int, now: Known) -> frozenset[str]:
    author = mail.reading.from_address
    takes_part = (conversation, author) in now.parties or author in now.people
    return frozenset({author}) if takes_part else frozenset()


def _letter(reading: Reading) -> _Letter:
    author = Mailbox(reading.from_name, reading.from_address)
    several = "several-from" in reading.warnings
    return _Letter(
        reading.subject,
        (author, author) if several else (author,),
        reading.message_id,
        tuple(reading.in_reply_to),
        tuple(reading.references),
    )
