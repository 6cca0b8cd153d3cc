"""Whom the archive of a list and the proof of consent are for."""

from tests.doors import House
from tests.rights.decided import ADDRESSES, Decided, Request, _blob
from tests.rights.roles import Place
from tripost.kit.ids import new_id
from tripost.modes.distribution_list.models import Archived, Subscriber
from tripost.outbound.models import Outgoing


def archived(house: House, place: Place) -> Archived:
    """The mail of this place, as if it had gone out to a list."""
    mail = Outgoing.objects.create(
        id=new_id(house.now), address=place.address, kind="post", message_id=place.message,
        base_id=_blob(), created_at=house.now, not_before=house.now,
    )  # fmt: skip
    return Archived.objects.create(
        id=mail.pk, address=place.address, message_id=place.message, at=house.now,
        subject="Offen", author="x",
    )  # fmt: skip


def _archive(house: House, place: Place) -> Request:
    archived(house, place)
    return Request(f"/addresses/{place.address.pk}/archive")


def _take_out(house: House, place: Place) -> Request:
    return Request(f"/archive/{archived(house, place).pk}")


def _evidence(house: House, place: Place) -> Request:
    Subscriber.objects.get_or_create(
        address=place.address, email="proof@x.example", defaults={"since": house.now}
    )
    return Request(f"/addresses/{place.address.pk}/subscribers/proof@x.example/evidence.json")


ARCHIVE: dict[str, Decided] = {
    "list_archive": Decided("readers-of-address", _archive, ADDRESSES),
    "take_out_of_archive": Decided("moderators", _take_out),
    "get_evidence": Decided("managers-of-address", _evidence, ADDRESSES),
}
