"""What people outside do with a list, and its archive: nothing of it changes a conversation."""

import re
from collections.abc import Callable
from functools import partial

from tests.doors import House
from tripost.addresses.models import Address
from tripost.kit.secrets import installation
from tripost.modes.distribution_list.archive import actions as archive
from tripost.modes.distribution_list.joining import forgetting, tokens
from tripost.modes.distribution_list.models import ListSettings, Subscriber
from tripost.outbound.models import Outgoing
from tripost.store.models import Message

EMAIL = "s@x.example"


def _support(house: House) -> Address:
    """support@ is a list for once."""
    Address.objects.filter(email="support@acme.example").update(mode="list")
    address = Address.objects.get(email="support@acme.example")
    ListSettings.objects.get_or_create(address=address, defaults={"sign_up": True})
    return address


def _last_link(kind: str) -> str:
    raw = bytes(Outgoing.objects.filter(kind="notice").latest("id").base.data)
    found = re.search(rf"/{kind}/[\w-]+", raw.decode().replace("=\r\n", ""))
    assert found
    return found[0]


def joined_and_left(house: House, thread: int) -> None:
    """Asked, confirmed, preferred, paused, moved, left, back again."""
    address = _support(house)
    with house.client() as guest:
        guest.post(f"/l/{address.email}", data={"email": EMAIL})
        assert guest.post(_last_link("c"), data={"confirm": "yes"}).status_code == 200
        row = Subscriber.objects.get(address=address)
        page = f"/p/{tokens.preferences(installation(), row.pk, email=EMAIL)}"
        guest.post(page, data={"do": "save", "delivery": "pause", "until": "2026-12-01"})
        Subscriber.objects.update(paused_until=house.now)
        house.services.writer.submit(partial(forgetting.resume, at=house.now)).result(10)
        guest.post(page, data={"do": "move", "email": "t@x.example"})
        assert guest.post(_last_link("c"), data={"confirm": "yes"}).status_code == 200
        page = f"/p/{tokens.preferences(installation(), row.pk, email='t@x.example')}"
        guest.post(page, data={"do": "leave"})
        guest.post(page, data={"do": "back"})
    assert Subscriber.objects.get(address=address).state == "active"
    Address.objects.filter(pk=address.pk).update(mode="inbox")


def kept_and_taken_out(house: House, thread: int) -> None:
    """A post comes into the archive and out of it."""
    message = Message.objects.filter(conversation=thread)[0]
    mail = Outgoing.objects.create(
        id=7, address_id=message.address_id, kind="post", message=message, base=message.blob,
        created_at=house.now, not_before=house.now, left_at=house.now,
    )  # fmt: skip
    by = house.world.user("root").pk
    for act in (
        partial(archive.keep, mail.pk, at=house.now),
        partial(archive.take_out, mail.pk, by=by, at=house.now),
    ):
        assert house.services.writer.submit(act).result(10) is True


PUBLIC: dict[str, Callable[[House, int], object]] = {
    "joined and left from outside": joined_and_left,
    "archive": kept_and_taken_out,
}
