"""Mails that nobody wrote: please confirm, you are on it already, you asked to leave …"""

from datetime import datetime
from typing import Final

from tripost.core.compose import Letter, compose, harmless
from tripost.kit.ids import new_id
from tripost.modes.distribution_list.joining import limits, words
from tripost.modes.distribution_list.models import Notice
from tripost.modes.distribution_list.posting.settings import Settings
from tripost.outbound.actions import Frozen, enqueue
from tripost.store.blobs import Blobs, Prepared, digest

KIND: Final = "notice"  # of Outgoing
_HEADERS: Final = (
    ("Auto-Submitted", "auto-generated"),  # RFC 3834 §5: no machine answers it
    ("X-Auto-Response-Suppress", "All"),
)


def send(
    base_url: str,
    kind: str,
    *,
    listing: Settings,
    to: str,
    language: str,
    at: datetime,
    link: str = "",
    **said: str,
) -> str | None:
    """Put a notice into the outbox; returns the SHA-256 of its mail, or None: they had enough.

    `base_url` without trailing slash; `kind` names its words; `link` is a path of ours. Nothing a
    visitor entered but their address may stand in `said`: the form must not carry a stranger's
    words. Part of an action.
    """
    if not limits.may_get(to, kind=kind, at=at):
        return None
    subject, text = words.mail(
        kind,
        language=language,
        list=listing.name or listing.email,
        list_email=listing.email,
        email=to,
        link=base_url + link,
        **said,
    )
    mail = _written(listing, to=to, subject=subject, text=text, at=at)
    outgoing = enqueue(
        Frozen(
            address=listing.address,
            conversation=None,
            message=None,
            author=None,
            kind=KIND,
            base=mail.sha256,
            envelope_from=listing.email,
            recipients=(to,),
            not_before=at,
            draft={},
        ),
        at=at,
    )
    Notice.objects.create(outgoing_id=outgoing, email=limits.mailbox(to), kind=kind, at=at)
    return mail.sha256


def _written(listing: Settings, *, to: str, subject: str, text: str, at: datetime) -> Prepared:
    """The mail from the list, kept in the database, so that it can be forgotten."""
    raw = compose(
        Letter(
            from_=(harmless(listing.name), listing.email),
            to=(("", to),),
            subject=subject,
            text=text,
            date=at,
            message_id=f"notice-{new_id(at)}@{listing.email.rpartition('@')[2]}",
            headers=_HEADERS,
        )
    )
    mail = Prepared(digest(raw), len(raw), raw)
    Blobs.keep(mail)
    return mail


def answered(email: str, *, mail: str) -> None:
    """The link in this notice was used: whoever fills in forms for them is no joker."""
    Notice.objects.filter(email=limits.mailbox(email), outgoing__base_id=mail).update(answered=True)
