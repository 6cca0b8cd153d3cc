"""Campaigns as a way to what is not yours: others' links, inboxes, lists and word."""

import re
from datetime import timedelta
from typing import Any

import httpx
import pytest

from tests.doors import House
from tests.modes.distribution_list.campaigns.conftest import BLOCKS, Desk
from tests.modes.distribution_list.campaigns.test_starting import again, frozen, leave
from tests.world import READ_WRITE
from tripost.addresses.models import Address
from tripost.kit.secrets import installation
from tripost.modes.distribution_list.campaigns import links
from tripost.modes.distribution_list.joining import leaving, preferences
from tripost.modes.distribution_list.models import (
    Campaign,
    ListSettings,
    Segment,
    Subscriber,
)
from tripost.outbound.claim import Copy, mail_of, sifted
from tripost.outbound.models import Outgoing
from tripost.people.models import Grant, Right
from tripost.store.reads import DjangoReader

_LINKS = re.compile(r"https?://[^/\s\"]+/([up])/([\w-]+)")


def opened(text: str) -> set[str]:
    """Which links in a text open something of a subscriber's."""
    secrets = installation()
    return {
        kind
        for kind, token in _LINKS.findall(text)
        if (leaving.membership if kind == "u" else preferences.holder)(secrets, token) is not None
    }


def test_a_look_opens_nobodys_subscription(
    house: House, anna: Desk, draft: dict[str, Any], news: Address
) -> None:
    """Else a colleague could agree again for who has left, or move their mails elsewhere."""
    path = f"/campaigns/{draft['id']}"
    shown = anna("GET", f"{path}/preview?recipient=jana@example.net")
    assert len(_LINKS.findall(shown["html"])) == 2
    assert opened(shown["html"]) == set()
    anna("POST", f"{path}/test", {"to": ["eve@evil.example"], "recipient": "jana@example.net"})
    raw = house.services.blobs.read(Outgoing.objects.get().base_id)
    text = raw.replace(b"=\r\n", b"").decode()
    assert "Jana" in text
    assert len(_LINKS.findall(text)) >= 2
    assert opened(text) == set()


def test_a_moderator_sees_no_subscriber_through_a_preview(
    dana: Desk, draft: dict[str, Any]
) -> None:
    path = f"/campaigns/{draft['id']}/preview"
    dana("GET", f"{path}?recipient=jana@example.net", status=403)
    dana("GET", f"{path}?recipient=nobody@example.net", status=403)
    assert dana("GET", path)["to"] == "name@example.org"


def test_a_segment_that_goes_does_not_make_it_everybody(
    house: House, anna: Desk, draft: dict[str, Any], news: Address
) -> None:
    part = Segment.objects.create(address=news, name="Bonn", query="attr.city:Bonn", at=house.now)
    path = f"/campaigns/{draft['id']}"
    anna("PUT", path, {"version": 2, "segment": str(part.pk)})
    later = (house.now + timedelta(hours=2)).isoformat()
    anna("POST", f"{path}/send", {"version": 3, "send_at": later})
    anna("DELETE", f"/segments/{part.pk}")
    assert anna("GET", path)["query"] == "attr.city:Bonn"
    again(house, draft, 3)
    assert frozen() == ["jana@example.net"]


def test_an_approved_campaign_has_the_approved_recipients(
    house: House, anna: Desk, dana: Desk, draft: dict[str, Any], news: Address
) -> None:
    ListSettings.objects.filter(address=news).update(approval=True)
    part = Segment.objects.create(address=news, name="Bonn", query="attr.city:Bonn", at=house.now)
    path = f"/campaigns/{draft['id']}"
    anna("PUT", path, {"version": 2, "segment": str(part.pk)})
    anna("POST", f"{path}/submit", {"version": 3})
    dana("POST", f"{path}/approve", {"version": 3})
    anna("PUT", f"/segments/{part.pk}", {"name": "Andere"})
    assert anna("GET", path)["state"] == "approved", "a name changes nobody"
    anna("PUT", f"/segments/{part.pk}", {"query": "state:active"})
    assert anna("GET", path)["state"] == "draft"
    assert anna("POST", f"{path}/send", {"version": 4}, status=409)["code"] == "needs-approval"


def test_a_planned_one_comes_back_when_its_recipients_change(
    house: House, anna: Desk, dana: Desk, draft: dict[str, Any], news: Address
) -> None:
    ListSettings.objects.filter(address=news).update(approval=True)
    part = Segment.objects.create(address=news, name="Bonn", query="attr.city:Bonn", at=house.now)
    path = f"/campaigns/{draft['id']}"
    anna("PUT", path, {"version": 2, "segment": str(part.pk)})
    anna("POST", f"{path}/submit", {"version": 3})
    dana("POST", f"{path}/approve", {"version": 3})
    anna("POST", f"{path}/send", {"version": 3})
    anna("PUT", f"/segments/{part.pk}", {"query": "state:active"})
    assert again(house, draft, 3).state == "draft"
    assert (frozen(), Outgoing.objects.count()) == ([], 0)


def test_answers_are_sent_to_no_strangers_inbox(
    house: House, anna: Desk, draft: dict[str, Any], news: Address
) -> None:
    """Neither as a flood, nor as a way to learn which addresses there are."""
    secret = house.world.address("board", mode="inbox", ben=int(READ_WRITE))
    own = house.world.address("support", mode="inbox", anna=int(Right.READ))
    house.world.user("anna").__class__.objects.filter(pk=house.world.user("anna").pk).update(
        role="member"
    )
    path, wish = f"/campaigns/{draft['id']}", {"version": 2, "reply_to": "inbox"}
    said = {
        anna("PUT", path, {**wish, "reply_inbox": email}, status=422)["code"]
        for email in (secret.email, "nothing@acme.example")
    }
    assert said == {"no-inbox"}
    anna("PUT", path, {**wish, "reply_inbox": own.email})
    Grant.objects.filter(address=own).delete()
    anna("PUT", path, {"version": 3, "reply_to": "inbox", "reply_inbox": own.email})


@pytest.mark.parametrize("posting", ["anyone", "team"])
@pytest.mark.parametrize(
    ("rights", "leaves"),
    [(int(READ_WRITE), False), (None, False), (int(READ_WRITE | Right.MANAGE), True)],
)
def test_who_manages_the_list_no_more_sends_nothing_more(
    house: House, anna: Desk, draft: dict[str, Any], news: Address,
    posting: str, rights: int | None, leaves: bool,
) -> None:  # fmt: skip
    Address.objects.filter(pk=news.pk).update(posting=posting)
    sent = leave(house, anna, draft)
    theirs = Grant.objects.filter(address=news, user=house.world.user("anna"))
    theirs.update(rights=rights) if rights is not None else theirs.delete()
    mail = Outgoing.objects.get(pk=sent.outgoing_id)
    assert mail.author_id == house.world.user("anna").pk
    row = (
        *(mail.pk, mail.kind, mail.base_id, mail.envelope_from),
        *(news.pk, news.email, news.name, posting),
        *(mail.conversation_id, mail.message_id, mail.author_id, mail.not_before),
    )
    copy = Copy(delivery=1, recipient="jana@example.net", attempts=0, mail=mail_of(row))
    assert bool(sifted(DjangoReader(), [copy]).copies) is leaves


def test_ids_of_another_list_lead_nowhere(
    house: House, anna: Desk, draft: dict[str, Any], news: Address
) -> None:
    """Law 7, L2: what is named inside a request is looked at, too."""
    other = house.world.address("board-news", mode="list", ben=int(READ_WRITE | Right.MANAGE))
    theirs = Segment.objects.create(address=other, name="X", query="", at=house.now)
    foreign = Campaign.objects.create(
        id=99, address=other, name="Secret", created_at=house.now, changed_at=house.now
    )
    path = f"/campaigns/{draft['id']}"
    anna("PUT", path, {"version": 2, "segment": str(theirs.pk)}, status=422)
    copied = {"name": "x", "copy_of": str(foreign.pk)}
    anna("POST", f"/addresses/{news.pk}/campaigns", copied, status=404)
    for method, rest, body in (
        ("GET", "", None), ("GET", "/preview", None), ("GET", "/hints", None),
        ("POST", "/approve", {"version": 1}), ("POST", "/send", {"version": 1}),
        ("POST", "/test", {"to": ["anna@acme.example"]}), ("DELETE", "", None),
    ):  # fmt: skip
        anna(method, f"/campaigns/{foreign.pk}{rest}", body, status=404)
    anna("GET", f"/addresses/{news.pk}/subscribers?segment={theirs.pk}", status=404)
    anna("PUT", f"/addresses/{news.pk}/nested", {"lists": [other.email]}, status=422)


def test_a_link_with_letters_of_its_own_leads_on(
    house: House, anna: Desk, draft: dict[str, Any], news: Address
) -> None:
    to = "https://example.net/größe/例?x=1"
    blocks = [*BLOCKS, {"id": "z", "type": "button", "text": "Da", "href": to}]
    anna("PUT", f"/campaigns/{draft['id']}", {"version": 2, "content": {"blocks": blocks},
                                              "clicks": True})  # fmt: skip
    sent = Outgoing.objects.get(pk=leave(house, anna, draft).outgoing_id)
    jana = Subscriber.objects.get(email="jana@example.net")
    copy = sent.deliveries.create(
        id=5, recipient=jana.email, subscriber_id=jana.pk, next_at=house.now, state="sent"
    )
    number = sent.draft["links"].index(to)
    token = links.click(installation(), copy.pk, link=number)
    answer: httpx.Response = house.client().get(f"/r/{token}", follow_redirects=False)
    assert answer.headers["location"] == "https://example.net/gr%C3%B6%C3%9Fe/%E4%BE%8B?x=1"
