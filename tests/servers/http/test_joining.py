"""Signing up for a list from outside: confirmed by mail, the same answer for all, hard to abuse."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import httpx
import pytest

from tests.doors import House
from tripost.addresses.models import Address
from tripost.kit.secrets import installation
from tripost.modes.distribution_list.joining import tokens
from tripost.modes.distribution_list.models import (
    Attribute,
    Consent,
    ListSettings,
    Notice,
    SignUp,
    Subscriber,
)
from tripost.outbound.models import Delivery, Outgoing

NEWS = "/l/news@acme.example"
ELSEWHERE = {"Origin": "https://shop.example", "Sec-Fetch-Site": "cross-site"}


@pytest.fixture
def news(house: House) -> Address:
    """An open list with two topics."""
    made = house.world.address("news", mode="list")
    ListSettings.objects.create(
        address=made,
        sign_up=True,
        archive="public",
        topics=[{"key": "tech", "name": "Technik"}, {"key": "fun", "name": "Feste"}],
    )
    return made


def mails(to: str | None = None) -> list[Any]:
    """The notices in the outbox, oldest first."""
    found = Outgoing.objects.filter(kind="notice").order_by("id").select_related("base")
    if to is not None:
        found = found.filter(deliveries__recipient=to)
    return [message_from_bytes(bytes(one.base.data), policy=policy.default) for one in found]


def link(mail: Any) -> str:
    """The path of the one link in a notice."""
    [found] = re.findall(r"http://127\.0\.0\.1:8000(/\S+)", mail.get_content())
    return str(found)


@contextmanager
def visitor(house: House, place: str = "", **headers: str) -> Iterator[httpx.Client]:
    """Somebody without a login, from a place on the net."""
    with house.client(**headers) as client:
        if place:
            client.headers["X-Forwarded-For"] = place
        yield client


def sign_up(house: House, email: str, *, place: str = "", **form: Any) -> httpx.Response:
    """Fill in the form of news@."""
    with visitor(house, place) as client:
        return client.post(NEWS, data={"email": email, "language": "de", **form})


def test_nobody_is_on_the_list_before_they_press_the_button(house: House, news: Address) -> None:
    answer = sign_up(house, "Jana@Praxis-Weiss.example", name="Jana Weiß")
    assert answer.status_code == 200
    assert not answer.headers.get("set-cookie")
    assert not Subscriber.objects.exists()
    [mail] = mails()
    assert mail["To"] == "jana@praxis-weiss.example"
    assert mail["Auto-Submitted"] == "auto-generated"
    path = link(mail)
    with visitor(house) as client:
        for _ in range(2):  # scanners look at every link (PROMISES P45)
            assert "<button" in client.get(path).text
            client.head(path)
        assert not Subscriber.objects.exists()
        assert client.post(path, data={}).status_code == 200
        assert not Subscriber.objects.exists(), "only the button's word counts"
        done = client.post(path, data={"confirm": "yes"})
    assert "Welcome" in done.text
    row = Subscriber.objects.get()
    assert (row.email, row.name, row.state, row.source) == (
        "jana@praxis-weiss.example", "Jana Weiß", "active", "signup",
    )  # fmt: skip
    asked, confirmed = Consent.objects.order_by("at", "id")
    assert (asked.kind, confirmed.kind) == ("asked", "confirmed")
    assert "Mails von Acme News an diese Adresse" in asked.text
    assert asked.text == confirmed.text
    assert asked.form.endswith(NEWS)
    assert asked.detail["mail"] == Outgoing.objects.get().base_id
    assert confirmed.source == "127.0.0.0/24"


def test_what_one_agrees_to_is_what_stood_there_then(house: House, news: Address) -> None:
    ListSettings.objects.update(consent="Ja, einmal im Monat.")
    sign_up(house, "a@x.example")
    ListSettings.objects.update(consent="Ja, dreimal am Tag.")
    path = link(mails()[0])
    with visitor(house) as client:
        assert "Ja, einmal im Monat." in client.get(path).text
        client.post(path, data={"confirm": "yes"})
    assert {one.text for one in Consent.objects.all()} == {"Ja, einmal im Monat."}


def test_the_answer_never_tells_who_is_on_the_list(house: House, news: Address) -> None:
    Subscriber.objects.create(address=news, email="there@x.example", since=house.now)
    Subscriber.objects.create(
        address=news, email="gone@x.example", since=house.now, state="unsubscribed"
    )
    answers = {
        sign_up(house, email).text.replace(email, "…")
        for email in ("there@x.example", "gone@x.example", "new@x.example", "there@x.example")
    }
    assert len(answers) == 1
    [there] = mails("there@x.example")
    assert "/p/" in link(there)
    [gone] = mails("gone@x.example")
    assert "/c/" in link(gone)


@pytest.mark.parametrize("days", [0, 6])
def test_a_link_works_once(house: House, news: Address, days: int) -> None:
    sign_up(house, "a@x.example")
    house.pass_time(days=days)
    path = link(mails()[0])
    with visitor(house) as client:
        assert client.post(path, data={"confirm": "yes"}).status_code == 200
        Subscriber.objects.update(state="unsubscribed")
        again = client.post(path, data={"confirm": "yes"})
    assert again.status_code == 200
    assert Subscriber.objects.get().state == "unsubscribed", "who left does not come back by it"
    assert Consent.objects.filter(kind="confirmed").count() == 1


def test_a_link_ends_after_a_week(house: House, news: Address) -> None:
    sign_up(house, "a@x.example")
    house.pass_time(days=7, seconds=2)
    with visitor(house) as client:
        assert client.post(link(mails()[0]), data={"confirm": "yes"}).status_code == 404
    assert not Subscriber.objects.exists()


def test_forged_links_open_nothing(house: House, news: Address) -> None:
    sign_up(house, "a@x.example")
    token = link(mails()[0]).removeprefix("/c/")
    secrets, until = installation(), house.now + timedelta(days=7)
    other = SignUp.objects.get().pk + 1
    member = Subscriber.objects.create(address=news, email="b@x.example", since=house.now)
    forged = [
        token[:-1] + ("A" if token[-1] != "A" else "B"), token[1:], token + "AAAA", "", "%00", "ü",
        "A" * 5000, tokens.confirm(secrets, other, until=until),
        tokens.leave(secrets, SignUp.objects.get().pk, email="a@x.example"),
        tokens.preferences(secrets, member.pk, email=member.email),
    ]  # fmt: skip
    with visitor(house) as client:
        for one in forged:
            assert client.post(f"/c/{one}", data={"confirm": "yes"}).status_code == 404, one
            assert client.post(f"/p/{one}", data={"do": "leave"}).status_code in (404, 302), one
            if one != forged[-1]:
                assert client.get(f"/p/{one}").status_code == 404, one
    assert Subscriber.objects.get().email == "b@x.example"


def test_a_form_on_another_site_works_without_cookies(house: House, news: Address) -> None:
    with visitor(house) as client:
        snippet = client.get(NEWS + "/embed").text
    assert "&lt;form action=&quot;http://127.0.0.1:8000/l/news@acme.example&quot;" in snippet
    with visitor(house, **ELSEWHERE, Referer="https://shop.example/kontakt?secret=1") as client:
        answer = client.post(NEWS, data={"email": "a@x.example", "language": "en"})
    assert answer.status_code == 200
    assert not answer.headers.get("set-cookie")
    assert "Hello," in mails()[0].get_content()
    made = SignUp.objects.get()
    assert made.form == "https://shop.example/kontakt"
    assert made.topics is None, "a form that does not ask for topics means all of them"


def test_ten_thousand_forms_bring_one_mail_to_each_victim(house: House, news: Address) -> None:
    """PROMISES P44, with fewer of each: 6 lists × 4 victims × 5 times from many places."""
    for number in range(5):
        other = house.world.address(f"list{number}", mode="list")
        ListSettings.objects.create(address=other, sign_up=True)
    lists = ["news", *(f"list{n}" for n in range(5))]
    place = 0
    for _ in range(5):
        for name in lists:
            for victim in range(4):
                place += 1
                with visitor(house, f"10.{place // 250}.{place % 250}.7") as client:
                    answer = client.post(
                        f"/l/{name}@acme.example", data={"email": f"v{victim}@x.example"}
                    )
                assert answer.status_code == 200
    assert sorted(Delivery.objects.values_list("recipient", flat=True)) == [
        f"v{n}@x.example" for n in range(4)
    ]
    assert SignUp.objects.count() == 4
    assert not Subscriber.objects.exists()


def test_details_after_a_plus_are_one_victim(house: House, news: Address) -> None:
    for email in ("v@x.example", "v+1@x.example", "V+2@x.example", "a.b@gmail.com",
                  "ab+news@googlemail.com"):  # fmt: skip
        sign_up(house, email)
    assert [mail["To"] for mail in mails()] == ["v@x.example", "a.b@gmail.com"]


def test_who_confirms_may_sign_up_for_more_and_gets_three_a_day(
    house: House, news: Address
) -> None:
    for number in range(4):
        other = house.world.address(f"list{number}", mode="list")
        ListSettings.objects.create(address=other, sign_up=True)
        with visitor(house) as client:
            client.post(f"/l/list{number}@acme.example", data={"email": "a@x.example"})
            client.post(link(mails()[-1]), data={"confirm": "yes"})
    assert Notice.objects.count() == 3
    house.pass_time(days=1, seconds=1)
    sign_up(house, "a@x.example")
    assert Notice.objects.count() == 4


def test_one_network_is_slowed_down_and_others_are_not(house: House, news: Address) -> None:
    codes = [sign_up(house, f"v{n}@x.example", place=f"192.0.2.{n}").status_code for n in range(21)]
    assert codes == [200] * 20 + [429]
    assert sign_up(house, "w@x.example", place="198.51.100.1").status_code == 200
    assert sign_up(house, "x@x.example", place="2001:db8:1:2::1").status_code == 200
    house.pass_time(minutes=16)
    assert sign_up(house, "y@x.example", place="192.0.2.1").status_code == 200
    assert "192.0.2.1" not in str(list(SignUp.objects.values_list("source", flat=True)))
    assert SignUp.objects.get(email="x@x.example").source == "2001:db8:1::/48"


def test_what_fills_in_the_hidden_field_is_no_person(house: House, news: Address) -> None:
    honest = sign_up(house, "a@x.example")
    machine = sign_up(house, "b@x.example", website="https://spam.example")
    assert machine.text.replace("b@x", "a@x") == honest.text
    assert [mail["To"] for mail in mails()] == ["a@x.example"]


@pytest.mark.parametrize(
    "email",
    ["", "a", "a@b", "a@x.example\r\nBcc: z@x.example", "a b@x.example", "news@acme.example",
     "<script>@x.example", "a@x.example,b@x.example", "a@x.example\0", "x" * 3000 + "@x.example"],
)  # fmt: skip
def test_an_address_that_is_none_is_told_beside_the_field(
    house: House, news: Address, email: str
) -> None:
    answer = sign_up(house, email)
    assert answer.status_code == 422
    assert 'aria-describedby="wrong-email"' in answer.text
    assert "<script" not in answer.text
    assert not mails()


def test_a_name_neither_becomes_html_nor_reaches_the_mail(house: House, news: Address) -> None:
    name = '<script>alert(1)</script>"\r\nBcc: z@x.example http://spam.example/'
    sign_up(house, "a@x.example", name=name)
    [mail] = mails()
    assert "spam.example" not in mail.as_string()
    assert mail["Bcc"] is None
    with visitor(house) as client:
        client.post(link(mail), data={"confirm": "yes"})
        row = Subscriber.objects.get()
        token = tokens.preferences(installation(), row.pk, email=row.email)
        page = client.get(f"/p/{token}")
        refused = client.post(NEWS, data={"email": "x", "name": name})
    assert "\n" not in row.name
    assert "<script" not in page.text
    assert "<script" not in refused.text
    assert "&lt;script&gt;" in page.text


def test_the_form_asks_what_the_list_wants_to_know(house: House, news: Address) -> None:
    Attribute.objects.create(address=news, key="city", label="Stadt", kind="choice", asked=True,
                             choices=["Köln", "Bonn"])  # fmt: skip
    Attribute.objects.create(address=news, key="born", label="Geboren", kind="date", asked=True)
    Attribute.objects.create(address=news, key="rank", label="Rang", kind="text", asked=False)
    with visitor(house) as client:
        page = client.get(NEWS).text
    assert "Stadt" in page
    assert "Rang" not in page
    wrong = sign_up(house, "a@x.example", **{"attr.city": "Paris"})
    assert (wrong.status_code, "wrong-attr.city" in wrong.text) == (422, True)
    sign_up(house, "a@x.example", with_topics="1", topic=["tech", "none"],
            **{"attr.city": "Bonn", "attr.born": "1.2.1980", "attr.rank": "high"})  # fmt: skip
    with visitor(house) as client:
        client.post(link(mails()[0]), data={"confirm": "yes"})
    row = Subscriber.objects.get()
    assert row.attributes == {"city": "Bonn", "born": "1980-02-01"}
    assert row.topics == ["tech"]


@pytest.mark.parametrize("path", ["/l/none@acme.example", "/l/office@acme.example",
                                  "/l/closed@acme.example", "/l/x", "/l/x/embed"])  # fmt: skip
def test_what_is_not_open_is_not_there(house: House, news: Address, path: str) -> None:
    house.world.address("office", mode="mailbox")
    house.world.address("closed", mode="list")
    with visitor(house) as client:
        assert client.get(path).status_code == 404
        assert client.post(path, data={"email": "a@x.example"}).status_code in (403, 404)
    assert not SignUp.objects.exists()


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_page_is_small_and_loads_nothing_from_elsewhere(
    house: House, news: Address, language: str
) -> None:
    with visitor(house, **{"Accept-Language": language}) as client:
        for path in (NEWS, NEWS + "/embed", "/a/news@acme.example"):
            page = client.get(path)
            assert page.status_code == 200
            assert len(page.content) < 50_000
            assert "<script" not in page.text
            assert f'<html lang="{language}">' in page.text
            assert not re.search(r'(?:src|href)="(?:https?:)?//', page.text)
            assert "default-src 'none'" in page.headers["content-security-policy"]
            assert page.headers["x-robots-tag"] == "noindex, nofollow"
            assert "set-cookie" not in page.headers


@pytest.mark.parametrize(
    ("closed", "status"),
    [
        ({"sign_up": False}, 200),
        ({"archive": "private"}, 200),
        ({"sign_up": False, "archive": "private"}, 404),
        ({"mode": "inbox"}, 404),
    ],
)
def test_who_asked_in_time_may_confirm_unless_the_list_is_private_by_now(
    house: House, news: Address, closed: dict[str, Any], status: int
) -> None:
    sign_up(house, "jana@x.example")
    [mail] = mails()
    if "mode" in closed:
        Address.objects.filter(pk=news.pk).update(**closed)
    else:
        ListSettings.objects.filter(address=news).update(**closed)
    with visitor(house) as client:
        assert client.get(link(mail)).status_code == status
        assert client.post(link(mail), data={"confirm": "yes"}).status_code == status
    assert Subscriber.objects.filter(email="jana@x.example").exists() is (status == 200)
