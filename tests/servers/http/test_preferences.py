"""Preferences by a signed link: what they want counts, nobody else can say it for them."""

import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.doors import House
from tests.servers.http.test_joining import link, mails, visitor
from tripost.addresses.models import Address
from tripost.kit.secrets import installation
from tripost.modes.distribution_list.joining import consents, forgetting, tokens
from tripost.modes.distribution_list.models import (
    Attribute,
    Consent,
    ListSettings,
    Subscriber,
)
from tripost.outbound.models import Suppression


@pytest.fixture
def news(house: House) -> Address:
    """A list with two topics."""
    made = house.world.address("news", mode="list")
    ListSettings.objects.create(
        address=made,
        sign_up=True,
        topics=[{"key": "tech", "name": "Technik"}, {"key": "fun", "name": "Feste"}],
    )
    return made


@pytest.fixture
def jana(house: House, news: Address) -> Subscriber:
    """On the list."""
    return Subscriber.objects.create(
        address=news, email="jana@x.example", name="Jana", since=house.now
    )


def path(row: Subscriber) -> str:
    """The link in the mails to this address."""
    return f"/p/{tokens.preferences(installation(), row.pk, email=row.email)}"


def press(house: House, row: Subscriber, do: str, **form: Any) -> httpx.Response:
    """A button of the page."""
    with visitor(house) as client:
        return client.post(path(row), data={"do": do, **form})


def fresh(row: Subscriber) -> Subscriber:
    row.refresh_from_db()
    return row


def test_looking_changes_nothing(house: House, jana: Subscriber) -> None:
    with visitor(house) as client:
        for _ in range(2):
            page = client.get(path(jana))
            client.head(path(jana))
    assert page.status_code == 200
    assert len(page.content) < 50_000
    assert "jana@x.example" in page.text
    assert "set-cookie" not in page.headers
    assert not Consent.objects.exists()


def test_what_they_want_is_kept_and_written_down(house: House, jana: Subscriber) -> None:
    Attribute.objects.create(address=jana.address, key="city", label="Stadt", asked=True,
                             kind="text")  # fmt: skip
    answer = press(
        house, jana, "save", name="Jana W.", language="en", delivery="digest", with_topics="1",
        topic=["fun"], **{"attr.city": "Köln"},
    )  # fmt: skip
    assert (answer.status_code, answer.headers["location"]) == (302, "?saved")
    row = fresh(jana)
    assert (row.name, row.language, row.delivery, row.topics) == (
        "Jana W.",
        "en",
        "digest",
        ["fun"],
    )
    assert row.attributes == {"city": "Köln"}
    assert row.digested_at == house.now, "what came before is not told again"
    [kept] = Consent.objects.all()
    assert (kept.kind, kept.detail["fields"]) == (
        "changed", ["attributes", "delivery", "language", "name", "topics"],
    )  # fmt: skip
    press(house, jana, "save", name="Jana W.", language="en", delivery="digest", with_topics="1",
          topic=["fun"], **{"attr.city": "Köln"})  # fmt: skip
    assert Consent.objects.count() == 1, "the same again is no change"


@pytest.mark.parametrize(
    ("until", "code"),
    [("2026-12-24", 302), ("", 302), ("2026-11-23", 422), ("2020-01-01", 422), ("x", 422),
     ("2040-01-01", 422)],
)  # fmt: skip
def test_a_pause_has_an_end_or_none(house: House, jana: Subscriber, until: str, code: int) -> None:
    answer = press(house, jana, "save", name="", delivery="pause", until=until)
    assert answer.status_code == code
    assert (fresh(jana).delivery == "pause") is (code == 302)


def test_after_the_pause_mail_comes_as_before(house: House, jana: Subscriber) -> None:
    press(house, jana, "save", delivery="digest")
    press(house, jana, "save", delivery="pause", until="2026-12-24")
    act: Callable[[], bool] = lambda: forgetting.resume(at=house.now)  # noqa: E731 run twice below
    house.pass_time(days=30)
    assert house.services.writer.submit(act).result(10) is False
    assert fresh(jana).delivery == "pause"
    house.pass_time(days=1)  # 24 Dec 10:30 in Berlin
    for _ in range(2):
        house.services.writer.submit(act).result(10)
    assert (fresh(jana).delivery, jana.paused_until) == ("digest", None)


def test_a_new_address_counts_when_it_has_confirmed(house: House, jana: Subscriber) -> None:
    old = path(jana)
    leave = f"/u/{tokens.leave(installation(), jana.pk, email=jana.email)}"
    assert press(house, jana, "move", email="New@y.example").headers["location"] == "?asked"
    assert fresh(jana).email == "jana@x.example"
    [mail] = mails("new@y.example")
    with visitor(house) as client:
        assert "new@y.example" in client.get(link(mail)).text
        assert fresh(jana).email == "jana@x.example"
        assert client.post(link(mail), data={"confirm": "yes"}).status_code == 200
        assert fresh(jana).email == "new@y.example"
        again = client.post(link(mail), data={"confirm": "yes"})
        assert again.status_code == 200
        # In the old mailbox, which somebody else may have now, nothing opens any more.
        assert client.get(old).status_code == 404
        gone = client.get(leave)
        assert gone.status_code == 404
        assert "new@y.example" not in gone.text
    [told] = mails("jana@x.example")
    assert "y.example" not in told.as_string()
    assert [one.kind for one in consents.chain(jana.address_id, email="new@y.example")] == [
        "confirmed"
    ]


def test_moving_to_an_address_that_is_there_makes_one_of_two(
    house: House, jana: Subscriber
) -> None:
    other = Subscriber.objects.create(
        address=jana.address, email="new@y.example", since=house.now, state="unsubscribed"
    )
    press(house, jana, "save", delivery="digest")
    press(house, jana, "move", email="new@y.example")
    with visitor(house) as client:
        client.post(link(mails("new@y.example")[0]), data={"confirm": "yes"})
    assert (fresh(other).state, other.delivery) == ("active", "digest")
    assert fresh(jana).state == "unsubscribed"


def test_who_left_meanwhile_is_not_moved(house: House, jana: Subscriber) -> None:
    press(house, jana, "move", email="new@y.example")
    press(house, jana, "leave")
    with visitor(house) as client:
        answer = client.post(link(mails("new@y.example")[0]), data={"confirm": "yes"})
    assert answer.status_code == 404
    assert fresh(jana).email == "jana@x.example"


@pytest.mark.parametrize("leaves_after", [False, True])
def test_moving_brings_nobody_back_whom_a_colleague_took_off(
    house: House, jana: Subscriber, leaves_after: bool
) -> None:
    off = Subscriber.objects.create(
        address=jana.address, email="off@y.example", state="removed", since=house.now
    )
    if leaves_after:
        old = tokens.leave(installation(), off.pk, email=off.email)
        with visitor(house) as client:
            client.post(f"/u/{old}", data={"leave": "1"})
    press(house, jana, "move", email="off@y.example")
    with visitor(house) as client:
        answer = client.post(link(mails("off@y.example")[0]), data={"confirm": "yes"})
    assert answer.status_code == 404
    assert fresh(jana).email == "jana@x.example"
    assert fresh(off).state == ("unsubscribed" if leaves_after else "removed")


@pytest.mark.parametrize("state", ["unsubscribed", "bouncing", "removed"])
def test_write_me_again(house: House, jana: Subscriber, state: str) -> None:
    Subscriber.objects.update(state=state, bounces=3, score=5, left_at=house.now)
    Suppression.objects.create(email=jana.email, reason="bounce", at=house.now)
    press(house, jana, "back")
    back = state != "removed"
    assert fresh(jana).state == ("active" if back else "removed")
    assert Suppression.objects.exists() is not back
    assert [one.kind for one in Consent.objects.all()] == (["confirmed"] if back else [])


def test_leaving_first_is_no_way_back_for_who_was_taken_off(house: House, jana: Subscriber) -> None:
    """An old link turned "removed" into "unsubscribed", which may come back by itself."""
    Subscriber.objects.update(state="removed", left_at=house.now)
    token = tokens.leave(installation(), jana.pk, email=jana.email)
    with visitor(house) as client:
        client.post(f"/u/{token}", data={"leave": "1"})
    assert fresh(jana).state == "unsubscribed", "what they want counts: no import brings them back"
    for do in ("back", "leave", "back"):
        press(house, jana, do)
        assert fresh(jana).state == "unsubscribed"


@pytest.mark.parametrize(("reason", "stays"), [("complaint", False), ("hand", True)])
def test_their_own_word_counts_more_than_a_button_pressed_once(
    house: House, jana: Subscriber, reason: str, stays: bool
) -> None:
    Subscriber.objects.update(state="unsubscribed")
    Suppression.objects.create(email=jana.email, reason=reason, at=house.now)
    press(house, jana, "back")
    assert Suppression.objects.exists() is stays


def test_leaving_from_here(house: House, jana: Subscriber) -> None:
    press(house, jana, "leave")
    assert fresh(jana).state == "unsubscribed"
    assert Consent.objects.get().detail == {"how": "page"}


def test_all_that_is_kept_is_shown(house: House, jana: Subscriber) -> None:
    Subscriber.objects.update(attributes={"rank": "VIP & <b>"}, source="import")
    consents.vouch(jana.address_id, emails=[jana.email], by=None, at=house.now,
                   evidence="Ordner 7", source="import")  # fmt: skip
    with visitor(house, **{"Accept-Language": "de"}) as client:
        page = client.get(path(jana)).text
    for word in ("VIP &amp; &lt;b&gt;", "aus einer Datei", "Ordner 7", "jana@x.example"):
        assert word in page


@pytest.mark.parametrize("do", ["", "drop", "save", "back"])
def test_a_post_that_says_nothing_known_changes_nothing(
    house: House, jana: Subscriber, do: str
) -> None:
    answer = press(house, jana, do)
    assert answer.status_code in (302, 422)
    assert re.match(r"\?|$", answer.headers.get("location", "")), "never to another site"
    assert fresh(jana).state == "active"
    assert not Consent.objects.exists()


def test_a_link_is_for_one_person(house: House, jana: Subscriber) -> None:
    ben = Subscriber.objects.create(address=jana.address, email="ben@x.example", since=house.now)
    mixed = tokens.preferences(installation(), ben.pk, email=jana.email)
    leave = tokens.leave(installation(), jana.pk, email=jana.email)
    with visitor(house) as client:
        for one in (mixed, leave):
            assert client.get(f"/p/{one}").status_code == 404
            assert client.post(f"/p/{one}", data={"do": "leave"}).status_code == 404


def test_mail_bombs_by_moving_are_few(house: House, jana: Subscriber) -> None:
    codes = [press(house, jana, "move", email=f"v{n}@y.example").status_code for n in range(7)]
    assert codes == [302] * 5 + [429] * 2
