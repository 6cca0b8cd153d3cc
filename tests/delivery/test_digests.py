"""A digest leaves as one copy for each, with a way out of the list, and not to who has left."""

import asyncio
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

from tests.delivery.conftest import House
from tests.delivery.sink import Sink
from tests.delivery.test_posts import news, send
from tripost.addresses import tokened
from tripost.kit.secrets import installation
from tripost.modes.distribution_list.digest import sending
from tripost.modes.distribution_list.joining import leaving, tokens
from tripost.modes.distribution_list.models import ListSettings, Subscriber
from tripost.outbound.models import Delivery, Outgoing


def test_posts_reach_some_at_once_and_others_in_the_morning(house: House) -> None:
    address = news(house, 6)
    slow = Subscriber.objects.filter(email__in=["s0001@example.net", "s0002@example.net",
                                                "s0003@example.net"])  # fmt: skip
    slow.update(delivery="digest", digested_at=house.moment - timedelta(hours=1))
    asyncio.run(sending.send_digests(house.services, {}))
    send(house, address)
    sink = house.run(sink=Sink(), until=lambda: house.count("sent") == 3)
    assert sorted(sink.taken()) == [f"s{n:04}@example.net" for n in (0, 4, 5)]
    assert ListSettings.objects.get().digest_at is not None

    house.later(days=1)
    asyncio.run(sending.send_digests(house.services, {}))
    gone = Subscriber.objects.get(email="s0003@example.net")
    token = tokens.leave(installation(), gone.pk, email=gone.email)
    house.act(lambda: leaving.unsubscribe(installation(), token, at=house.moment))
    sink = house.run(sink=Sink(), until=lambda: house.count("sent") + house.count("cancelled") == 6)
    assert sorted(sink.taken()) == ["s0001@example.net", "s0002@example.net"]
    for copy in sink.mails:
        mail: Any = message_from_bytes(copy.content, policy=policy.default)
        [inside] = list(list(mail.iter_parts())[1].iter_parts())
        assert inside.get_payload(0)["Subject"] == "Defekte Lieferung"
        [ways] = copy.header("List-Unsubscribe")
        https, by_mail = (way.strip(" <>") for way in ways.split(","))
        holder = tokens.read_leave(installation(), https.rpartition("/")[2])
        assert holder is not None
        assert holder.fits(copy.recipients[0])
        assert Delivery.objects.get(pk=holder.delivery).recipient == copy.recipients[0]
        assert tokened.read(installation(), by_mail.removeprefix("mailto:")) is not None
        assert copy.header("List-Unsubscribe-Post") == ["List-Unsubscribe=One-Click"]
        assert len({copy.sender for copy in sink.mails}) == 2
    digest = Outgoing.objects.get(kind="digest")
    assert (digest.copies, digest.sent, digest.cancelled) == (3, 2, 1)
    assert digest.finished_at is not None
