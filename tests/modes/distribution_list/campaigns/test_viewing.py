"""What a copy links to: for who holds the link, and nobody learns more by trying others."""

from datetime import timedelta
from typing import Any

import pytest

from tests.doors import House
from tests.modes.distribution_list.campaigns.conftest import BLOCKS, Desk
from tripost.addresses.models import Address
from tripost.kit.ids import new_id
from tripost.kit.secrets import installation
from tripost.modes.distribution_list.campaigns import checking, links, pictures, queries
from tripost.modes.distribution_list.models import Click, Subscriber
from tripost.modes.distribution_list.posting import settings
from tripost.outbound.models import Delivery, Outgoing
from tripost.store.reads import DjangoReader

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
BROWSER = {"user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"}


@pytest.fixture
def copy(house: House, anna: Desk, news: Address, draft: dict[str, Any]) -> Delivery:
    """Jana's copy of a campaign that left ten minutes ago, with two counted links."""
    blocks = [*BLOCKS, {"id": "d", "type": "button", "text": "B", "href": "https://b.example/"},
              {"id": "e", "type": "button", "text": "C", "href": "https://c.example/"}]  # fmt: skip
    changes = {"version": 2, "content": {"blocks": blocks}, "clicks": True}
    anna("PUT", f"/campaigns/{draft['id']}", changes)
    reader = DjangoReader()
    campaign = queries.one(reader, campaign=int(draft["id"]))
    how = settings.of(reader, news.pk)
    base = checking.built(campaign, how, message_id="c@acme.example", at=house.now)
    outgoing = Outgoing.objects.create(
        id=new_id(house.now), address=news, kind="campaign",
        base_id=house.services.blobs.put(base.raw), created_at=house.now, not_before=house.now,
        draft={"slots": [slot.kept() for slot in base.slots], "links": list(base.links)},
    )  # fmt: skip
    jana = Subscriber.objects.get(email="jana@example.net")
    return Delivery.objects.create(
        id=new_id(house.now), outgoing=outgoing, recipient=jana.email, subscriber_id=jana.pk,
        next_at=house.now, settled_at=house.now - timedelta(minutes=10), state="sent",
    )  # fmt: skip


def clicks(copy: Delivery) -> list[bool]:
    """Which of the clicks were a machine's."""
    found = Click.objects.filter(outgoing=copy.outgoing).order_by("id")
    return list(found.values_list("scanner", flat=True))


def follow(house: House, copy: Delivery, link: int, **agent: str) -> str:
    """Where a link of this copy leads."""
    token = links.click(installation(), copy.pk, link=link)
    with house.client(**(agent or BROWSER)) as client:
        answer = client.get(f"/r/{token}")
    assert answer.status_code == 302
    return answer.headers["location"]


def test_the_web_version_is_that_persons_copy(house: House, copy: Delivery) -> None:
    with house.client() as client:
        page = client.get(f"/w/{links.web(installation(), copy.pk)}")
    assert page.status_code == 200
    assert "Hallo Jana" in page.text
    assert "sandbox" in page.headers["content-security-policy"]
    assert "allow-scripts" not in page.headers["content-security-policy"]
    assert page.headers["cache-control"] == "private, no-store"
    assert "set-cookie" not in page.headers


def test_a_link_leads_where_it_led_when_it_was_written(house: House, copy: Delivery) -> None:
    assert follow(house, copy, 0) == "https://acme.example/lager"
    copy.refresh_from_db()
    assert copy.clicked_at == house.now
    assert clicks(copy) == [False]


@pytest.mark.parametrize("agent", ["", "curl/8", "BarracudaScanner", "Mozilla/5.0 Googlebot/2"])
def test_machines_are_counted_apart(house: House, copy: Delivery, agent: str) -> None:
    follow(house, copy, 0, **{"user-agent": agent})
    copy.refresh_from_db()
    assert copy.clicked_at is None
    assert clicks(copy) == [True]


def test_who_follows_all_links_at_once_is_a_machine(house: House, copy: Delivery) -> None:
    for link in range(3):
        follow(house, copy, link)
    copy.refresh_from_db()
    assert copy.clicked_at is None
    assert clicks(copy) == [True, True, True]


def test_who_is_there_before_the_mail_is_a_machine(house: House, copy: Delivery) -> None:
    Delivery.objects.filter(pk=copy.pk).update(settled_at=house.now - timedelta(seconds=1))
    follow(house, copy, 0)
    assert clicks(copy) == [True]


def test_looking_first_asks_nothing(house: House, copy: Delivery) -> None:
    token = links.click(installation(), copy.pk, link=0)
    with house.client(**BROWSER) as client:
        assert client.head(f"/r/{token}").status_code == 302
        assert client.post(f"/r/{token}").status_code in (403, 405)
    copy.refresh_from_db()
    assert copy.clicked_at is None


def test_forged_links_lead_nowhere(house: House, copy: Delivery) -> None:
    secrets = installation()
    web = links.web(secrets, copy.pk)
    click = links.click(secrets, copy.pk, link=0)
    missing = links.click(secrets, copy.pk, link=99)
    changed = ("A" if click[5] != "A" else "B").join((click[:5], click[6:]))
    with house.client(**BROWSER) as client:
        for path in (f"/w/{click}", f"/r/{web}", f"/r/{changed}", f"/r/{missing}", "/r/x",
                     f"/w/{links.web(secrets, 1)}", "/w/" + "A" * 500, "/i/x.png"):  # fmt: skip
            assert client.get(path).status_code == 404, path
    assert not Click.objects.exists()


def test_a_loop_fills_no_disk(house: House, copy: Delivery) -> None:
    rows = [
        Click(outgoing=copy.outgoing, subscriber_id=copy.subscriber_id, link=0, at=house.now)
        for _ in range(200)
    ]
    Click.objects.bulk_create(rows)
    follow(house, copy, 0)
    assert len(clicks(copy)) == 200


def test_a_picture_is_open_to_all_who_got_the_mail(house: House, news: Address) -> None:
    path = f"/api/v1/addresses/{news.pk}/pictures"
    with house.client("anna") as client:
        made = client.post(path, files={"file": ("x.png", PNG)})
        assert made.status_code == 201
        refused = client.post(path, files={"file": ("x.png", b"<svg onload=alert(1)>")})
        assert refused.json()["code"] == "no-picture"
        large = client.post(path, files={"file": ("x.png", PNG + b"x" * pictures.LIMIT)})
        assert large.json()["code"] == "too-large"
    url = made.json()["url"].removeprefix("http://127.0.0.1:8000")
    with house.client() as client:
        shown = client.get(url)
        assert shown.content == PNG
        assert shown.headers["content-type"] == "image/png"
        assert client.get(url.replace(".png", ".gif")).status_code == 404


def test_other_bytes_of_the_house_stay_closed(house: House, copy: Delivery) -> None:
    sha256 = copy.outgoing.base_id
    with house.client() as client:
        assert client.get(f"/i/{sha256}-{'0' * 24}.png").status_code == 404
