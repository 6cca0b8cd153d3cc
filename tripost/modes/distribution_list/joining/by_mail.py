"""Leaving by mail: the mailto of List-Unsubscribe, `<list>-unsubscribe@`, `<list>+unsubscribe@`.

Whoever has the token of a copy leaves at once. A bare request proves nothing, since From can be
forged: it is answered with a link, and only to somebody to whom that says nothing new.
"""

from typing import Final

from tripost.addresses import tokened
from tripost.addresses.models import Address
from tripost.core.automatic import nobody_reads
from tripost.kit.secrets import installation
from tripost.kit.settings import settings as house
from tripost.modes.base import Placement, Received, Situation
from tripost.modes.distribution_list.joining import leaving, notices, tokens
from tripost.modes.distribution_list.models import Subscriber
from tripost.modes.distribution_list.posting import settings
from tripost.store.reads import DjangoReader

ASKED: Final = "unsubscribe"
BY_MACHINE: Final = "unsubscribe-automatic"  # law 9: it may leave with a token, it gets no answer
_ENDS: Final = ("-unsubscribe", "+unsubscribe")
_TOKENED: Final = len("leave-") + (4 + tokened.PAYLOAD + 10) * 8 // 5 + 1
_ECHOES: Final = frozenset({"auto-reply", "bounce", "receipt"})  # of a mail to this very address


def on_arrival(now: Situation) -> Placement | None:
    """What becomes of a mail that asks to leave; None: it is another mail. Pure."""
    if not _asks(now.recipient, list_email=now.email):
        return None
    reason = BY_MACHINE if now.automatic else ASKED
    if now.automatic in _ECHOES:
        reason = now.automatic
    return Placement(outcome="automatic", state="closed", quiet=True, reason=reason)


def receive(received: Received) -> bool:
    """Take them off, or write to them. True: it was such a mail. Part of the action that filed it;
    safe to run once per mail."""
    if received.placement.reason not in (ASKED, BY_MACHINE):
        return False
    secrets = installation()
    word = tokened.read(secrets, received.recipient)
    if word is not None:
        holder = tokens.read_leave_by_mail(word.payload) if word.prefix == tokened.LEAVE else None
        if holder is not None:
            leaving.leave(holder, how="mail", at=received.at)
    elif received.placement.reason == ASKED and _answerable(received):
        _answer(received)
    return True


def _asks(recipient: str, *, list_email: str) -> bool:
    recipient = recipient.strip().lower()
    local = recipient.partition("@")[0]
    if recipient == list_email:
        return False
    return local.endswith(_ENDS) or (local.startswith("leave-") and len(local) == _TOKENED)


def _answerable(received: Received) -> bool:
    """RFC 3834 §2: never to nobody, to robots or to ourselves."""
    author = received.from_address
    if not received.sender or "@" not in author:
        return False
    if nobody_reads(author) or nobody_reads(received.sender):
        return False
    return not Address.objects.filter(email=author).exists()


def _answer(received: Received) -> None:
    listing = settings.of(DjangoReader(), received.address)
    author = received.from_address
    row = Subscriber.objects.filter(
        address_id=received.address, email=author, state__in=("active", "bouncing")
    ).first()
    if row is None and not received.verified:
        return  # somebody else may have put this name there: they shall not hear of it
    link = ""
    if row is not None:
        link = f"/u/{tokens.leave(installation(), row.pk, email=author)}"
    notices.send(
        house().public_url,
        "stranger" if row is None else "leave",
        listing=listing,
        to=author,
        language=(row.language if row is not None else "") or listing.language,
        at=received.at,
        link=link,
    )
