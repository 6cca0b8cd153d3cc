"""The pages of a list wear its brand, stay readable with any colour, and load nothing from afar."""

import re
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.doors import House
from tripost.addresses.models import Address
from tripost.core.campaign.page import contrast
from tripost.kit.secrets import installation
from tripost.modes.distribution_list.joining import tokens
from tripost.modes.distribution_list.models import ListSettings, Subscriber
from tripost.modes.distribution_list.posting.settings import Brand, Settings
from tripost.servers.http.pages.branding import Look, look

OURS = "http://127.0.0.1:8000"


def of(colour: str, **brand: str) -> Look:
    listing = Settings(
        address=1, email="news@acme.example", name="News", posting="team",
        brand=Brand(colour=colour, **brand),
    )  # fmt: skip
    return look(listing, base_url=OURS)


@given(st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}"))
def test_any_colour_is_readable_by_day_and_by_night(colour: str) -> None:
    css = of(colour).css
    said = dict(re.findall(r"--([a-z-]+):(#[0-9a-f]{6})", css.partition("@media")[0]))
    night = dict(re.findall(r"--([a-z-]+):(#[0-9a-f]{6})", css.partition("@media")[2]))
    assert contrast(said["brand"], said["on-brand"]) >= 4.5
    assert contrast(said["brand-hover"], said["on-brand"]) >= 4.5
    for surface in ("#faf8f6", "#ffffff"):
        assert contrast(said["brand-text"], surface) >= 4.5
    for surface in ("#1c1f26", "#12151b"):
        assert contrast(night["brand-text"], surface) >= 4.5


@pytest.mark.parametrize("colour", ["", "red", "#fff", "#ffffff}</style><script>", "#GGGGGG"])
def test_what_is_no_colour_is_not_worn(colour: str) -> None:
    assert of(colour).css == ""


@pytest.mark.parametrize(
    ("logo", "shown"),
    [
        (f"{OURS}/i/abc.png", "/i/abc.png"),
        ("https://far.example/i/abc.png", ""),
        (f"{OURS}.evil.example/i/a.png", ""),
        ("", ""),
    ],
)
def test_only_a_logo_of_ours_is_shown(logo: str, shown: str) -> None:
    assert of("", logo=logo).logo == shown


@pytest.fixture
def news(house: House) -> Address:
    made = house.world.address("news", mode="list")
    brand = {"colour": "#ffd400", "logo": f"{OURS}/i/abc.png", "imprint": "Acme <b> GmbH"}
    ListSettings.objects.create(address=made, sign_up=True, archive="public", brand=brand)
    return made


def test_every_page_of_the_list_wears_it(house: House, news: Address) -> None:
    jana = Subscriber.objects.create(address=news, email="jana@x.example", since=house.now)
    who: dict[str, Any] = {"email": jana.email}
    pages = (
        "/l/news@acme.example",
        "/a/news@acme.example",
        f"/p/{tokens.preferences(installation(), jana.pk, **who)}",
        f"/u/{tokens.leave(installation(), jana.pk, **who)}",
    )
    with house.client() as guest:
        for path in pages:
            check(guest.get(path))


def check(answer: httpx.Response) -> None:
    assert answer.status_code == 200
    [css] = re.findall(r"<style>(.*?)</style>", answer.text)
    assert "--brand:#ffd400" in css
    assert 'src="/i/abc.png"' in answer.text
    assert "Acme &lt;b&gt; GmbH" in answer.text
    policy = answer.headers["content-security-policy"]
    assert of("#ffd400").hash in policy, "the browser lets just this style through"
    assert "unsafe" not in policy
    assert "img-src 'self';" in policy
