"""Double opt-in: somebody fills in a form, the person behind the address presses a button."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from tripost.addresses.models import Address, Mode
from tripost.kit.ids import new_id
from tripost.kit.secrets import Secrets
from tripost.modes.distribution_list.joining import consents, notices, tokens
from tripost.modes.distribution_list.models import SignUp, Subscriber
from tripost.modes.distribution_list.posting import settings
from tripost.modes.distribution_list.posting.settings import Settings
from tripost.outbound.kinds import COMPLAINT
from tripost.outbound.models import Suppression
from tripost.store.changes import record
from tripost.store.reads import DjangoReader

KEPT: Final = timedelta(days=7)  # an unconfirmed sign-up, and its link


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What was filled in, checked by `fields.checked`; `source` is a network, `form` a URL."""

    email: str
    name: str = ""
    language: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    topics: tuple[str, ...] | None = None
    consent: str
    form: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A sign-up behind a genuine link. `done`: confirmed before; a second press changes nothing."""

    sign_up: int
    address: int
    email: str
    consent: str
    done: bool


def ask(secrets: Secrets, base_url: str, *, listing: Settings, form: Form, at: datetime) -> None:
    """Write to the address, and only there say how it stands with the list.

    Nobody is on the list before they confirm. Where no mail may go any more today, nothing is kept
    either. Runs in the writer.
    """
    member = Subscriber.objects.filter(address_id=listing.address, email=form.email).first()
    if member is not None and member.state == "active":
        link = f"/p/{tokens.preferences(secrets, member.pk, email=member.email)}"
        notices.send(
            base_url,
            "member",
            listing=listing,
            to=form.email,
            language=form.language,
            at=at,
            link=link,
        )
        return
    sign_up = new_id(at)
    mailed = notices.send(
        base_url,
        "confirm",
        listing=listing,
        to=form.email,
        language=form.language,
        at=at,
        link=f"/c/{tokens.confirm(secrets, sign_up, until=at + KEPT)}",
    )
    if mailed is None:
        return
    SignUp.objects.create(
        id=sign_up,
        address_id=listing.address,
        email=form.email,
        name=form.name,
        language=form.language,
        attributes=form.attributes,
        topics=None if form.topics is None else list(form.topics),
        consent=form.consent,
        form=form.form[:500],
        source=form.source,
        at=at,
        mailed=mailed,
    )


def pending(secrets: Secrets, token: str, *, at: datetime) -> Pending | None:
    """What a link is about; None: not ours, too late, or forgotten. A read."""
    ident = tokens.read_confirm(secrets, token, at=at)
    row = None if ident is None else SignUp.objects.filter(pk=ident).first()
    return None if row is None or not _welcome(row) else _pending(row)


def confirm(secrets: Secrets, token: str, *, source: str, at: datetime) -> Pending | None:
    """The person wants it: they are on the list, and the whole chain is written down.

    Once: who left since then does not come back by pressing again. Runs in the writer.
    """
    ident = tokens.read_confirm(secrets, token, at=at)
    if ident is None:
        return None
    row = SignUp.objects.select_for_update().filter(pk=ident).first()
    if row is None or not _welcome(row):
        return None
    if row.confirmed_at is not None:
        return _pending(row)
    before = _pending(row)
    row.confirmed_at = at
    row.save(update_fields=["confirmed_at"])
    subscriber = _joined(row, at=at)
    write_again(row.email)
    consents.add(
        row.address_id, email=row.email, kind="asked", at=row.at, text=row.consent, form=row.form,
        source=row.source, sign_up=str(row.pk), mail=row.mailed,
    )  # fmt: skip
    consents.add(
        row.address_id, email=row.email, kind="confirmed", at=at, text=row.consent,
        source=source, sign_up=str(row.pk), mail=row.mailed,
    )  # fmt: skip
    notices.answered(row.email, mail=row.mailed)
    record(
        "subscribers.changed", at=at, address=row.address_id, data={"confirmed": [subscriber.pk]}
    )
    return before


def _welcome(row: SignUp) -> bool:
    """Who asked while the form was open may still confirm after it was closed; not on what is no
    list any more, nor on one whose posts are nobody else's business by now."""
    if row.confirmed_at is not None:
        return True
    listing = settings.of(DjangoReader(), row.address_id)
    is_list = Address.objects.filter(pk=row.address_id, mode=Mode.LIST).exists()
    return is_list and (listing.sign_up or listing.archive == "public")


def write_again(email: str) -> None:
    """Its owner says that they want our mail: neither old bounces nor a complaint stand against it
    any more. What a colleague stopped by hand stays."""
    Suppression.objects.filter(email=email, reason__in=("bounce", COMPLAINT)).delete()


def _joined(row: SignUp, *, at: datetime) -> Subscriber:
    """What the form said holds; what it did not ask for stays."""
    found, _ = Subscriber.objects.select_for_update().get_or_create(
        address_id=row.address_id, email=row.email, defaults={"since": at, "source": "signup"}
    )
    if found.state != "active":
        found.since, found.delivery, found.paused_until = at, "each", None
        found.bounces, found.score, found.bounced_at = 0, 0, None
        found.state, found.left_at, found.source = "active", None, "signup"
    found.name = row.name or found.name
    found.language = row.language
    found.attributes = {**found.attributes, **row.attributes}
    found.topics = row.topics
    found.save()
    return found


def _pending(row: SignUp) -> Pending:
    return Pending(
        sign_up=row.pk, address=row.address_id, email=row.email, consent=row.consent,
        done=row.confirmed_at is not None,
    )  # fmt: skip
