"""For every operation of the API: whom it is for, and a request that would succeed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.doors import House
from tests.rights.roles import Place
from tripost.addresses.models import Address, Domain
from tripost.conversations.api_mail import proxied
from tripost.conversations.contact import actions as contacts
from tripost.kit.ids import new_id
from tripost.modes.distribution_list.models import HeldPost
from tripost.outbound.models import Delivery, Outgoing
from tripost.people.models import Token
from tripost.store.blobs import digest
from tripost.store.models import Attachment, Blob, Draft, Intake, Upload


@dataclass(frozen=True)
class Request:
    """What is asked."""

    path: str
    body: Any = None
    files: Any = None
    ok: tuple[int, ...] = (200, 201, 204)


Build = Callable[[House, Place], Request]


@dataclass(frozen=True)
class Decided:
    """Whom an operation is for, on which targets it makes sense, and how to ask."""

    scope: str
    build: Build
    targets: tuple[str, ...] = field(default=("open", "closed", "other"))


def _on(path: str, body: Any = None) -> Build:
    return lambda house, place: Request(path.format(c=place.conversation, a=place.address.pk), body)


def _plain(path: str, body: Any = None) -> Build:
    return lambda house, place: Request(path, body)


def _blob() -> str:
    Blob.objects.get_or_create(sha256=digest(b"x"), defaults={"size": 1, "data": b"x"})
    return digest(b"x")


def _attachment(house: House, place: Place) -> Request:
    part = Attachment.objects.create(
        message_id=place.message, path="1", name="x", content_type="text/plain", size=1, offset=0,
        length=1, encoding="7bit",
    )  # fmt: skip
    return Request(f"/attachments/{part.pk}")


def _message(suffix: str) -> Build:
    return lambda house, place: Request(f"/messages/{place.message}/{suffix}")


def _held(decision: str) -> Build:
    def build(house: House, place: Place) -> Request:
        held = HeldPost.objects.create(
            id=new_id(house.now), address=place.address, conversation_id=place.conversation,
            message_id=place.message, reason="stranger", at=house.now,
        )  # fmt: skip
        return Request(f"/held/{held.pk}/{decision}")

    return build


def _draft(house: House, place: Place) -> Draft:
    return Draft.objects.create(
        id=new_id(house.now), author=house.world.user("insider"), address=place.address,
        conversation_id=place.conversation, kind="reply", updated_at=house.now,
    )  # fmt: skip


def _save_draft(house: House, place: Place) -> Request:
    body = {"address_id": str(place.address.pk), "conversation": str(place.conversation)}
    return Request(f"/drafts/{_draft(house, place).pk}", {**body, "text": "x"})


def _upload(house: House, place: Place) -> Request:
    made = Upload.objects.create(
        id=new_id(house.now), owner=house.world.user("insider"), blob_id=_blob(), name="x",
        content_type="text/plain", size=1, created_at=house.now,
    )  # fmt: skip
    return Request(f"/uploads/{made.pk}")


def _token(house: House, place: Place) -> Request:
    owner = house.world.user("insider").pk
    made = Token.objects.create(user_id=owner, digest=str(new_id(house.now)), created_at=house.now)
    return Request(f"/tokens/{made.pk}")


def _outgoing(house: House, place: Place) -> Outgoing:
    from datetime import timedelta

    mail = house.world.mail(
        place.address, direction="out", conversation=place.conversation, begins=False,
        message_id=f"{new_id(house.now)}@acme.example",
    )  # fmt: skip
    return Outgoing.objects.create(
        id=new_id(house.now), address=place.address, conversation_id=place.conversation,
        message_id=mail.message, author=house.world.user("insider"), kind="reply", base_id=_blob(),
        envelope_from="",
        created_at=house.now, not_before=house.now + timedelta(seconds=10),
        draft={"kind": "reply", "recipients": {}, "subject": "", "text": "x", "html": "",
               "seen_up_to": 0, "uploads": [],
               "before": {"state": "open", "snippet": "", "waiting_since": None}},
    )  # fmt: skip


def _retry_delivery(house: House, place: Place) -> Request:
    made = Delivery.objects.create(
        id=new_id(house.now), outgoing=_outgoing(house, place), recipient="x@y.example",
        state="failed", next_at=house.now, settled_at=house.now,
    )  # fmt: skip
    return Request(f"/outbox/{made.pk}/retry")


def _retry_intake(house: House, place: Place) -> Request:
    ident = new_id(house.now)
    Intake.objects.create(
        id=ident, received_at=house.now, channel="smtp", sender="s@x.example",
        recipient=place.address.email, address_id=place.address.pk, blob_id=_blob(), size=1,
        fingerprint=str(ident), outcome="quarantined",
    )  # fmt: skip
    return Request(f"/intake/{ident}/retry")


def _empty_address(house: House, place: Place) -> Request:
    domain, _ = Domain.objects.get_or_create(name="acme.example")
    made = Address.objects.create(
        email=f"e{new_id(house.now)}@acme.example", domain=domain, name="E", mode="inbox"
    )
    return Request(f"/addresses/{made.pk}")


def _person(suffix: str, body: Any = None) -> Build:
    """Somebody of whom no other conversation tells."""
    return lambda house, place: Request(f"/contacts/{place.contact}{suffix}", body)


def _contact_note(house: House, place: Place) -> Request:
    note = contacts.add_note(
        place.contact, by=house.world.user("insider").pk, text="x", at=house.now
    )
    return Request(f"/contacts/{place.contact}/notes/{note.pk}")


def _domain(house: House, place: Place) -> Request:
    return Request(f"/domains/{Domain.objects.create(name=f'd{new_id(house.now)}.example').pk}")


def _new(path: str, body: Callable[[int], Any]) -> Build:
    return lambda house, place: Request(path, body(new_id(house.now)))


ADDRESSES = ("open", "other")
ONCE = ("open",)
EVA = "eva@acme.example"

DECIDED: dict[str, Decided] = {
    "get_me": Decided("anyone", _plain("/me"), ONCE),
    "change_me": Decided("anyone", _plain("/me", {"scheme": "dark"}), ONCE),
    "list_tokens": Decided("anyone", _plain("/tokens"), ONCE),
    "add_token": Decided("anyone", _plain("/tokens", {"name": "x", "rights": "read"}), ONCE),
    "remove_token": Decided("own", _token, ONCE),
    "list_people": Decided("anyone", _plain("/people"), ONCE),
    "list_users": Decided("administrators", _plain("/users"), ONCE),
    "add_user": Decided(
        "administrators",
        _new("/users", lambda n: {"address": f"u{n}@acme.example", "name": "U"}),
        ONCE,
    ),
    "change_user": Decided("administrators", _plain(f"/users/{EVA}", {"name": "Eva"}), ONCE),
    "get_views": Decided("anyone", _plain("/views"), ONCE),
    "list_conversations": Decided(
        "readers-of-address", _on("/conversations?address={a}"), ADDRESSES
    ),
    "search": Decided("anyone", _plain("/search?q=text&limit=1000"), ONCE),
    "get_conversation": Decided("readers", _on("/conversations/{c}")),
    "add_note": Decided("readers", _on("/conversations/{c}/notes", {"text": "x"})),
    "set_readers": Decided("writers", _on("/conversations/{c}/readers", {"users": []})),
    "mark_read": Decided("readers", _on("/conversations/{c}/read", {"up_to": 1})),
    "list_audit": Decided("administrators", _plain("/audit?limit=1000"), ONCE),
    "list_labels": Decided("anyone", _plain("/labels"), ONCE),
    "add_label": Decided("anyone", _plain("/labels", {"name": "x"}), ONCE),
    "get_contact": Decided("readers", _person("")),
    "change_contact": Decided("writers", _person("", {"company": "x"})),
    "add_contact_note": Decided("readers", _person("/notes", {"text": "x"})),
    "remove_contact_note": Decided("annotators", _contact_note),
    "list_contacts": Decided("anyone", _plain("/contacts?q=kunde"), ONCE),
    "reply": Decided("writers", _on("/conversations/{c}/replies", {"text": "x", "seen_up_to": 99})),
    "begin": Decided(
        "writers-of-address",
        lambda house, place: Request(
            "/conversations",
            {
                "address_id": str(place.address.pk),
                "subject": SUBJECT[place.address.email],
                "text": "x",
                "to": [{"address": "k@x.example"}],
            },
        ),
        ADDRESSES,
    ),
    "cancel_send": Decided("senders", lambda h, p: Request(f"/sends/{_outgoing(h, p).pk}/cancel")),
    "list_drafts": Decided("anyone", _plain("/drafts"), ONCE),
    "add_draft": Decided(
        "writers",
        lambda house, place: Request(
            "/drafts",
            {"address_id": str(place.address.pk), "conversation": str(place.conversation)},
        ),
    ),
    "save_draft": Decided("drafters", _save_draft),
    "remove_draft": Decided(
        "own", lambda house, place: Request(f"/drafts/{_draft(house, place).pk}"), ONCE
    ),
    "upload": Decided(
        "anyone", lambda house, place: Request("/uploads", files={"file": ("x", b"x")}), ONCE
    ),
    "get_upload": Decided("own", _upload, ONCE),
    "view_message": Decided("readers", _message("view")),
    "raw_message": Decided("readers", _message("raw")),
    "get_attachment": Decided("readers", _attachment),
    "get_picture": Decided(
        "anyone",
        lambda house, place: Request(
            proxied("http://127.0.0.1/x.png").removeprefix("/api/v1"), ok=(502,)
        ),
        ONCE,
    ),
    "list_domains": Decided("anyone", _plain("/domains"), ONCE),
    "add_domain": Decided(
        "administrators", _new("/domains", lambda n: {"name": f"n{n}.example"}), ONCE
    ),
    "remove_domain": Decided("administrators", _domain, ONCE),
    "is_address_available": Decided(
        "operators", _plain("/addresses/available?address=new@acme.example"), ONCE
    ),
    "list_addresses": Decided("anyone", _plain("/addresses"), ONCE),
    "add_address": Decided(
        "administrators",
        _new(
            "/addresses",
            lambda n: {"address": f"a{n}@acme.example", "name": "A", "mode": "inbox", "people": []},
        ),
        ONCE,
    ),
    "change_address": Decided(
        "managers-of-address", _on("/addresses/{a}", {"undo_seconds": 10}), ADDRESSES
    ),
    "remove_address": Decided("administrators", _empty_address, ONCE),
    "get_address_settings": Decided(
        "managers-of-address", _on("/addresses/{a}/settings"), ADDRESSES
    ),
    "set_grant": Decided(
        "managers-of-address",
        _on("/addresses/{a}/grants/" + EVA, {"rights": []}),
        ADDRESSES,
    ),
    "preview_mode": Decided(
        "managers-of-address", _on("/addresses/{a}/mode-preview?to=mailbox"), ADDRESSES
    ),
    "switch_mode": Decided(
        "managers-of-address",
        lambda h, p: Request(f"/addresses/{p.address.pk}/mode", {"mode": p.address.mode}),
        ADDRESSES,
    ),
    "list_held": Decided("moderators-of-address", _on("/addresses/{a}/held"), ADDRESSES),
    "approve_held": Decided("moderators", _held("approve")),
    "refuse_held": Decided("moderators", _held("refuse")),
    "list_deliveries": Decided("readers", _on("/conversations/{c}/deliveries")),
    "list_intake": Decided("operators", _plain("/intake?limit=1000"), ONCE),
    "retry_intake": Decided("retriers-of-address", _retry_intake, ADDRESSES),
    "list_outbox": Decided("operators", _plain("/outbox?limit=1000"), ONCE),
    "retry_delivery": Decided("retriers", _retry_delivery),
    # Last: whoever breaks the glass sees more than before.
    "break_glass": Decided(
        "breakers",
        lambda house, place: Request(
            "/glass", {"conversation": str(place.conversation), "reason": "Because of the matrix"}
        ),
    ),
}
SUBJECT = {"support@acme.example": "Offenesw", "sales@acme.example": "Fremdesw"}
