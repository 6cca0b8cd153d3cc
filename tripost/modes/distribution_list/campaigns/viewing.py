"""A copy seen outside of mail: its web version, and the links that were followed from it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from tripost.core.campaign import Slot, Template
from tripost.core.message import parse
from tripost.kit.secrets import Secrets
from tripost.modes.distribution_list.campaigns.links import Followed
from tripost.modes.distribution_list.campaigns.values import Around, Recipient, values
from tripost.modes.distribution_list.models import Click
from tripost.outbound.models import Delivery
from tripost.store.blobs import Blobs
from tripost.store.changes import record
from tripost.store.json_columns import mapping
from tripost.store.reads import Reader

TOO_SOON: Final = timedelta(seconds=5)  # after the next hop took it: nobody has read it yet
BURST: Final = timedelta(seconds=2)
BURST_LINKS: Final = 3  # different links of one copy within a burst: a machine tries them all
CLICKS_KEPT: Final = 200  # of one copy; a loop must not fill the disk
MACHINES: Final = (
    "bot", "crawl", "spider", "preview", "scan", "curl", "wget", "python", "java/", "go-http",
    "headless", "proofpoint", "barracuda", "mimecast", "safelinks", "symantec",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy was made of."""

    base: str
    draft: dict[str, Any]
    recipient: Recipient
    list_name: str
    list_email: str


def web_version(
    reader: Reader, blobs: Blobs, secrets: Secrets, *, delivery: int, base_url: str
) -> str | None:
    """The page of a copy as HTML, NOT sanitised: to be served in a sandbox. None: there is none."""
    found = _copied(reader, delivery=delivery)
    if found is None:
        return None
    around = Around(
        list_name=found.list_name,
        list_email=found.list_email,
        base_url=base_url,
        counted=len(found.draft.get("links", ())),
    )
    said = values(secrets, found.recipient, around=around, delivery=delivery)
    head, blank, body = blobs.read(found.base).partition(b"\r\n\r\n")
    slots = [Slot(**slot) for slot in found.draft.get("slots", ())]
    filled_head, filled_body = Template(head, body, slots).fill(said)
    return parse(filled_head + blank + filled_body).html


def target(reader: Reader, *, followed: Followed) -> str | None:
    """Where a counted link leads; what it leads to was kept when the campaign left."""
    row = reader.row(
        "SELECT o.draft FROM outbound_delivery d JOIN outbound_outgoing o ON o.id = d.outgoing_id "
        "WHERE d.id = %s AND o.kind = 'campaign'",
        (followed.delivery,),
    )
    urls = mapping(row[0]).get("links", []) if row else []
    number = followed.link
    return str(urls[number]) if number is not None and number < len(urls) else None


def machine(agent: str) -> bool:
    """Whether a program says of itself that it is one; a browser always says something."""
    low = agent.lower()
    return not low or any(word in low for word in MACHINES)


def clicked(followed: Followed, *, by_machine: bool, at: datetime) -> None:
    """Count it, apart when a machine did it. Runs in the writer."""
    row = (
        Delivery.objects.select_for_update()
        .filter(pk=followed.delivery, subscriber_id__isnull=False)
        .select_related("outgoing")
        .first()
    )
    if row is None or row.subscriber_id is None or followed.link is None:
        return
    mine = Click.objects.filter(outgoing_id=row.outgoing_id, subscriber_id=row.subscriber_id)
    if mine.count() >= CLICKS_KEPT:
        return
    recent = mine.filter(at__gt=at - BURST)
    tried = {followed.link, *recent.values_list("link", flat=True)}
    burst = len(tried) >= BURST_LINKS
    soon = row.settled_at is not None and at - row.settled_at < TOO_SOON
    if burst:
        recent.update(scanner=True)
    Click.objects.create(
        outgoing_id=row.outgoing_id,
        subscriber_id=row.subscriber_id,
        link=followed.link,
        at=at,
        scanner=by_machine or burst or soon,
    )
    row.clicked_at = mine.filter(scanner=False).order_by("at").values_list("at", flat=True).first()
    row.save(update_fields=["clicked_at"])
    record(
        "delivery.updated",
        at=at,
        address=row.outgoing.address_id,
        conversation=row.outgoing.conversation_id,
        data={"outgoing": [str(row.outgoing_id)]},
    )


def _copied(reader: Reader, *, delivery: int) -> Copied | None:
    row = reader.row(
        "SELECT o.base_id, o.draft, s.id, s.email, s.name, s.language, s.attributes, a.name, "
        "a.email FROM outbound_delivery d JOIN outbound_outgoing o ON o.id = d.outgoing_id "
        "JOIN addresses_address a ON a.id = o.address_id "
        "JOIN distribution_list_subscriber s ON s.id = d.subscriber_id "
        "WHERE d.id = %s AND o.kind = 'campaign' AND d.recipient = s.email",
        (delivery,),
    )
    if row is None:
        return None
    return Copied(
        base=row[0],
        draft=mapping(row[1]),
        recipient=Recipient(
            subscriber=row[2],
            email=row[3],
            name=row[4],
            language=row[5],
            attributes=mapping(row[6]),
        ),
        list_name=row[7],
        list_email=row[8],
    )
