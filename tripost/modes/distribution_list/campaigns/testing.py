"""A test copy: to colleagues before a campaign leaves, never to the list."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from tripost.addresses.models import Address
from tripost.core.address import BadAddress, parse_address
from tripost.kit.entered import BadInput
from tripost.kit.ids import new_id
from tripost.kit.secrets import installation
from tripost.modes.distribution_list.campaigns import checking
from tripost.modes.distribution_list.campaigns.queries import Campaign
from tripost.modes.distribution_list.campaigns.replying import answers_to
from tripost.modes.distribution_list.campaigns.values import values
from tripost.modes.distribution_list.models import Subscriber
from tripost.modes.distribution_list.posting import settings
from tripost.outbound.actions import Frozen, enqueue
from tripost.outbound.models import Delivery
from tripost.people.models import User
from tripost.store.blobs import Blobs, Prepared
from tripost.store.services import Services

AT_ONCE: Final = 10
PER_DAY: Final = 100  # copies one person may send as tests in a day
STRANGERS: Final = 10  # of them to addresses that are neither of the house nor of the list
DAY: Final = timedelta(days=1)
MARK: Final = "[Test] "


class TooManyTests(BadInput):
    """A test is for looking at, not a way to write to people."""

    def __init__(self, *, strangers: bool) -> None:
        super().__init__(
            "too-many-tests",
            f"In a day, tests go to {STRANGERS} addresses that are neither of the house nor on the "
            "list."
            if strangers
            else f"One person sends {PER_DAY} tests in a day.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A copy built for some people."""

    address: int
    blob: Prepared
    email: str
    to: tuple[str, ...]


def ready(
    services: Services, *, campaign: Campaign, to: Sequence[str], recipient: str, at: datetime
) -> Ready:
    """As `recipient` would see it; raises BadInput."""
    people = tuple(dict.fromkeys(_clean(one) for one in to))
    reader, secrets = services.reader, installation()
    how = settings.of(reader, campaign.address)
    who = checking.recipient(reader, address=campaign.address, email=recipient)
    marked = replace(campaign, subject=f"{MARK}{campaign.subject}", clicks=False)
    ident = f"test-{new_id(at)}@{how.email.rpartition('@')[2]}"
    answers = answers_to(reader, campaign=campaign, how=how)
    base = checking.built(marked, how, message_id=ident, at=at, answers=answers)
    around = checking.around(how, base_url=services.settings.public_url)
    raw = base.copy(values(secrets, who, around=around, delivery=0))
    blob = services.blobs.prepare(raw)
    return Ready(address=campaign.address, blob=blob, email=how.email, to=people)


def send(test: Ready, *, by: int, at: datetime) -> int:
    """Into the outbox, at once; returns the outgoing's id. Raises TooManyTests."""
    _require_few(test, by=by, at=at)
    Blobs.keep(test.blob)
    return enqueue(
        Frozen(
            address=test.address,
            conversation=None,
            message=None,
            author=by,
            kind="test",
            base=test.blob.sha256,
            envelope_from=test.email,
            recipients=test.to,
            not_before=at,
            draft={},
        ),
        at=at,
    )


def _require_few(test: Ready, *, by: int, at: datetime) -> None:
    sent = Delivery.objects.filter(
        outgoing__kind="test", outgoing__author_id=by, outgoing__created_at__gt=at - DAY
    )
    before = list(sent.values_list("recipient", flat=True))
    if len(before) + len(test.to) > PER_DAY:
        raise TooManyTests(strangers=False)
    written = {*before, *test.to}
    if len(written - _known(written, address=test.address)) > STRANGERS:
        raise TooManyTests(strangers=True)


def _known(emails: set[str], *, address: int) -> set[str]:
    """Those of the house, and whoever is on this list."""
    people = User.objects.filter(address__in=emails, is_active=True)
    ours = Address.objects.filter(email__in=emails)
    listed = Subscriber.objects.filter(address_id=address, email__in=emails, state="active")
    return {
        *people.values_list("address", flat=True),
        *ours.values_list("email", flat=True),
        *listed.values_list("email", flat=True),
    }


def _clean(address: str) -> str:
    try:
        return parse_address(address).lower()
    except BadAddress:
        raise BadInput("bad-address", f"{address[:80]} is no mail address.") from None
