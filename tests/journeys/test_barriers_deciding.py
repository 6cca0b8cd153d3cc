"""No serious barrier (axe-core) where something is decided, is empty or went wrong, and outside."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Comes
from tests.journeys.house import House, read, until
from tests.journeys.person import AXE, Person

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed in web/app"),
]

SIZES = pytest.mark.parametrize("size", ["desk", "phone"])
DIALOGS = {
    "/admin/people": "Add person",
    "/admin/teams": "New team",
    "/admin/domains": "Add domain",
    "/admin/statuses": "New status",
    "/saved-replies": "New saved reply",
    "/views": "New saved view",
    "/lists/{news}/segments": "New segment",
}
EDGES = {
    "/nowhere/at-all": "There is nothing at this address.",
    "/mail/all/followed": "You follow nothing.",
    "/mail/{support}/spam": "No spam.",
    "/mail/{support}/open/4711": "This conversation cannot be shown.",
    "/mail/4711/open": "This address is not there",
    "/addresses/4711": "This is no longer here.",
    "/search?q=asigned:ben": "This search is not quite right.",
    "/search?q=gibtesnirgends": "Nothing found for",
}


@pytest.fixture(params=["light", "dark"])
def scheme(house: House, request: pytest.FixtureRequest) -> Iterator[str]:
    """How anna's screens look, until the journey ends."""
    house.api("anna", "PATCH", "/me", {"scheme": request.param})
    yield str(request.param)
    house.api("anna", "PATCH", "/me", {"scheme": "light"})


def located(house: House, path: str) -> str:
    ids = {name: house.address(name)["id"] for name in ("support", "news")}
    return path.format(**ids)


@SIZES
def test_dialogs_of_the_pages(house: House, comes: Comes, scheme: str, size: str) -> None:
    anna = comes("anna", size=size)
    for path, name in DIALOGS.items():
        anna.goes(located(house, path))
        anna.press(anna.button(name).first)
        expect(anna.dialog).to_be_visible()
        anna.is_left_in_peace_by_axe(f"{name}, {scheme} {size}", within='[role="dialog"]')


@SIZES
def test_what_is_empty_or_went_wrong(house: House, comes: Comes, scheme: str, size: str) -> None:
    anna = comes("anna", size=size)
    for path, said in EDGES.items():
        anna.goes(located(house, path))
        expect(anna.page.get_by_text(said).first).to_be_visible()
        anna.is_left_in_peace_by_axe(f"{path}, {scheme} {size}")


@SIZES
def test_a_held_reply(house: House, comes: Comes, scheme: str, size: str) -> None:
    subject = f"Held, {scheme} on a {size}"
    house.mail(subject, to="office")
    row = house.conversation(subject)
    anna = comes("anna", size=size)
    anna.goes(f"/mail/{row['address_id']}/open/{row['id']}")
    anna.writes("Am Freitag.")
    seen = house.api("ben", "GET", f"/conversations/{row['id']}")
    answer = {"text": "Am Montag.", "to": seen["reply_to"], "seen_up_to": seen["seen_up_to"]}
    house.api("ben", "POST", f"/conversations/{row['id']}/replies", answer)
    anna.sends()
    expect(anna.dialog).to_contain_text("Ben answered while you were writing")
    for name in ("Discard mine", "Send anyway", "Edit mine"):  # without scrolling
        choice = anna.dialog.get_by_role("button", name=re.compile(f"^{name}")).last
        expect(choice).to_be_in_viewport(ratio=1)
    anna.is_left_in_peace_by_axe(f"a held reply, {scheme} {size}", within='[role="dialog"]')
    anna.press(anna.dialog.get_by_role("button", name=re.compile("^Discard mine")))
    expect(anna.dialog).to_have_count(0)


@SIZES
def test_pages_without_a_login(house: House, comes: Comes, scheme: str, size: str) -> None:
    someone = comes("nobody", size=size, signed_in=False)
    someone.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    row = house.conversation("Defekte Lieferung, Auftrag 48213")
    guest = {"name": "Kai Extern", "notes": True}
    url = house.api("anna", "POST", f"/conversations/{row['id']}/guests", guest)["url"]
    pages = {
        urlsplit(url).path: "Defekte Lieferung, Auftrag 48213",
        "/guest/nonsense/": "This link is not valid.",
        "/u/nonsense/": "This link is not valid.",
        "/set-up/": "Tripost is set up already.",
        way_out(house): "Leave Acme News",
    }
    for path, said in pages.items():
        someone.goes(path)
        expect(someone.page.get_by_text(said).first).to_be_visible()
        someone.is_left_in_peace_by_axe(f"{path}, {scheme} {size}")
    says_goodbye(someone)
    someone.is_left_in_peace_by_axe(f"after leaving, {scheme} {size}")


def way_out(house: House) -> str:
    """The path behind the link in a copy of a post that a subscriber of its own gets."""
    news = house.address("news")["id"]
    number = len(house.relay.mails("Zum Abmelden"))
    subject, address = f"Zum Abmelden {number}", f"way-out-{number}@example.com"
    path = f"/addresses/{news}/subscribers"
    house.api("anna", "POST", path, {"subscribers": [{"address": address}]})
    post = {"address_id": news, "subject": subject, "text": "Guten Tag", "to": []}
    house.api("anna", "POST", "/conversations", post)

    def copy() -> str:
        mails = [one for one in house.relay.mails(subject) if one.recipients == [address]]
        return str(read(mails[0])["List-Unsubscribe"]) if mails else ""

    link = re.search(r"<(http[^>]+)>", until(copy, f"{address} gets {subject!r}", seconds=30))
    assert link is not None
    return urlsplit(link[1]).path


def says_goodbye(someone: Person) -> None:
    someone.press(someone.page.get_by_role("button"))
    expect(someone.page.get_by_text("gets no more mails").first).to_be_visible()
