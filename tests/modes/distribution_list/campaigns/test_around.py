"""What stands above a campaign, and its pictures from other servers, as the preview shows them."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.doors import House
from tests.modes.distribution_list.campaigns.conftest import Desk
from tripost.modes.distribution_list.campaigns.around import afar, through

OURS = "https://tripost.acme.example"
PAGE = (
    '<img alt="a" src="https://cdn.example/logo.png?a=1&amp;b=2">'
    f'<IMG src="{OURS}/pictures/1.png"><img src="cid:x">'
    '<a href="https://cdn.example/logo.png">logo</a>'
)


def test_only_pictures_on_other_servers_go_through_us() -> None:
    assert afar(PAGE, base_url=OURS) == 1
    made = through(PAGE, base_url=OURS, proxy=lambda url: f"/proxy?u={url}")
    assert 'src="/proxy?u=https://cdn.example/logo.png?a=1&amp;b=2"' in made
    assert f'<IMG src="{OURS}/pictures/1.png"><img src="cid:x">' in made
    assert '<a href="https://cdn.example/logo.png">' in made


def test_a_name_that_begins_like_ours_is_another_server() -> None:
    assert afar(f'<img src="{OURS}.evil.example/x.png">', base_url=OURS) == 1


def test_a_preview_says_from_whom_and_where_answers_go(anna: Desk, draft: dict[str, Any]) -> None:
    path = f"/campaigns/{draft['id']}"
    anna("PUT", path, {"version": 2, "reply_to": "list"})
    shown = anna("GET", f"{path}/preview")
    assert shown["sender"]["address"] == shown["reply_to"]["address"] == "news@acme.example"
    anna("PUT", path, {"version": 3, "reply_to": "author"})
    assert anna("GET", f"{path}/preview")["reply_to"]["address"] == "anna@acme.example"


def test_pictures_from_afar_are_shown_on_request(
    house: House, anna: Desk, draft: dict[str, Any]
) -> None:
    path = f"/campaigns/{draft['id']}"
    block = {"id": "p", "type": "image", "src": "https://cdn.example/a.png", "alt": "Haus"}
    anna("PUT", path, {"version": 2, "content": {"blocks": [block]}})
    plain = anna("GET", f"{path}/preview")
    assert (plain["afar"], "/api/v1/proxy" in plain["html"]) == (1, False)
    shown = anna("GET", f"{path}/preview?pictures=1")["html"]
    link = shown.split('src="')[1].split('"')[0].replace("&amp;", "&")
    asked = parse_qs(urlsplit(link).query)
    assert (urlsplit(link).path, asked["u"]) == ("/api/v1/proxy", ["https://cdn.example/a.png"])
    forged = house.client("anna").get(link.replace("a.png", "b.png"))
    assert forged.status_code == 403
