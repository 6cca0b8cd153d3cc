"""No screen has a serious barrier (axe-core), light and dark, at a desk and on a phone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Comes
from tests.journeys.house import House, started
from tests.journeys.person import AXE, Person

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed in web/app"),
]

SUBJECT = "Defekte Lieferung, Auftrag 48213"
PAGES = {
    "house": {
        "/admin": "table",
        "/admin/domains": "main ul",
        "/admin/people": "table",
        "/admin/teams": "table",
        "/admin/statuses": "table",
        "/admin/audit": "table",
    },
    "desk": {
        "/admin/replies": "table",
        "/admin/glass": "form",
        "/views": "table",
        "/admin/intake": "table",
        "/admin/outbox": "main, table, section",
        "/tokens": "h1",
        "/new-address": "h1",
    },
}


@pytest.fixture(params=["light", "dark"])
def scheme(house: House, request: pytest.FixtureRequest) -> Iterator[str]:
    """How anna's screens look, until the journey ends."""
    house.api("anna", "PATCH", "/me", {"scheme": request.param})
    yield str(request.param)
    house.api("anna", "PATCH", "/me", {"scheme": "light"})


@pytest.mark.parametrize("size", ["desk", "phone"])
@pytest.mark.parametrize("part", ["house", "desk", "address", "list"])
def test_pages_have_no_serious_barrier(
    house: House, comes: Comes, scheme: str, size: str, part: str
) -> None:
    anna = comes("anna", size=size)
    news = house.address("news")["id"]
    pages = PAGES.get(part) or {f"/addresses/{news}{tab}": "h1" for tab in ("", "/people", "/mode")}
    if part == "list":
        pages = {
            f"/lists/{news}/subscribers": "[data-subscriber]",
            f"/lists/{news}/import": "input[type=file]",
            f"/lists/{news}/segments": "h2",
            f"/lists/{news}/settings": "[type=radio]",
            f"/lists/{news}/campaigns": "table",
            f"/lists/{news}/reports": "table",
            f"/lists/{news}/held": "h2",
            f"/lists/{news}/archive": "table",
        }
    for path, there in pages.items():
        anna.goes(path)
        expect(anna.page.locator(there).first).to_be_visible()
        anna.is_left_in_peace_by_axe(f"{path} {scheme} {size}")


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_mail_has_no_serious_barrier(house: House, comes: Comes, scheme: str, size: str) -> None:
    anna, how = comes("anna", size=size), f"{scheme} {size}"
    anna.goes(f"/mail/{house.address('support')['id']}/open")
    anna.sees_row("Auftrag 48213")
    anna.is_left_in_peace_by_axe(f"the list, {how}")
    anna.reads(SUBJECT)
    anna.writes("Guten Tag")
    anna.is_left_in_peace_by_axe(f"a conversation with an answer, {how}")
    discards(anna)
    anna.goes("/search?q=rechnung")
    expect(
        anna.page.get_by_role("link").filter(has_text=re.compile("Rechnung")).first
    ).to_be_visible()
    anna.is_left_in_peace_by_axe(f"the search, {how}")
    anna.goes("/mail/all/tasks")
    expect(anna.page.get_by_role("checkbox").first).to_be_visible()
    anna.is_left_in_peace_by_axe(f"my tasks, {how}")


KEYS = ("Control+k", "?", "c", "h", "d", "p", "l", "m", "v", "Shift+I", "Shift+S")
NAMED = ("Who may read this …", "Guests …", "Link with …", "Later …", "Due …", "Give to …")


def test_what_floats_has_no_serious_barrier_at_a_desk(
    house: House, comes: Comes, scheme: str
) -> None:
    anna = at_a_conversation(house, comes, "desk")
    for key in KEYS:
        anna.types(key)
        floats(anna, f"{key} {scheme}")
    anna.thread.get_by_role("button", name="More", exact=True).click()
    expect(anna.page.get_by_role("menu")).to_be_visible()
    anna.is_left_in_peace_by_axe(f"the menu, {scheme}", within='[role="menu"]')
    anna.types("Escape")
    anna.button("Protect …").click()
    floats(anna, f"protect {scheme}")
    anna.writes("Hallo ")
    anna.button("Saved replies").click()
    floats(anna, f"saved replies {scheme}")
    anna.button("Note").click()
    anna.page.get_by_role("textbox", name="Note").fill("@cem")
    expect(anna.page.get_by_text("the mention gives access")).to_be_visible()
    anna.is_left_in_peace_by_axe(f"a note that lets in, {scheme}", within="article")
    anna.page.get_by_role("textbox", name="Note").fill("")
    anna.button("Answer").last.click()
    discards(anna)
    anna.goes("/mail/all/open")
    anna.sees_row(SUBJECT)
    anna.types("j", "x")
    expect(anna.page.get_by_role("toolbar")).to_be_visible()
    anna.is_left_in_peace_by_axe(f"several are selected, {scheme}", within="main")


def test_what_floats_has_no_serious_barrier_on_a_phone(
    house: House, comes: Comes, scheme: str
) -> None:
    anna = at_a_conversation(house, comes, "phone")
    for name in NAMED:
        anna.does(name)
        floats(anna, f"{name} {scheme} phone")
    anna.button("Note").tap()
    expect(anna.page.get_by_role("textbox", name="Note")).to_be_visible()
    anna.is_left_in_peace_by_axe(f"a note, {scheme} phone", within="article")


def at_a_conversation(house: House, comes: Comes, size: str) -> Person:
    anna = comes("anna", size=size)
    anna.goes(f"/mail/{house.address('support')['id']}/open")
    anna.reads(SUBJECT)
    return anna


def discards(anna: Person) -> None:
    """What was written, once it is kept: on the server it is gone, too."""
    expect(anna.composer.get_by_text("Saved", exact=True)).to_be_visible()
    with anna.page.expect_response(lambda one: one.request.method == "DELETE"):
        anna.press(anna.composer.get_by_role("button", name="Discard"))
    expect(anna.page.get_by_role("textbox", name="Your answer")).to_have_count(0)


def floats(anna: Person, name: str) -> None:
    """A dialog stands there, without a barrier, and goes by Escape."""
    expect(anna.dialog.last).to_be_visible()
    anna.is_left_in_peace_by_axe(name, within='[role="dialog"]')
    anna.types("Escape")
    expect(anna.dialog).to_have_count(0)


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_dialogs_of_a_list_have_no_serious_barrier(
    house: House, comes: Comes, scheme: str, size: str
) -> None:
    anna, how = comes("anna", size=size), f"{scheme} {size}"
    news = house.address("news")["id"]
    anna.goes(f"/lists/{news}/subscribers")
    anna.press(anna.page.locator("[data-subscriber]").first)
    expect(anna.page.get_by_role("heading", name="Consent")).to_be_visible()
    anna.is_left_in_peace_by_axe(f"one subscriber, {how}")
    anna.goes(f"/lists/{news}/subscribers")
    anna.press(anna.button("Add subscribers"))
    expect(anna.page.get_by_role("menu")).to_be_visible()
    anna.is_left_in_peace_by_axe(f"ways to add, {how}", within='[role="menu"]')
    anna.press(anna.page.get_by_role("menuitem", name="Paste addresses"))
    text = "jana@praxis.example, tom@@x.de, s01@example.net, marc@gmial.com"
    anna.dialog.get_by_role("textbox").fill(text)
    expect(anna.dialog.get_by_text("2 look mistyped")).to_be_visible()
    floats(anna, f"paste, {how}")
    for name in ("New segment", "New attribute"):
        anna.goes(f"/lists/{news}/segments")
        anna.press(anna.button(name))
        floats(anna, f"{name}, {how}")


def test_the_settings_and_the_set_up_form_have_no_serious_barrier(
    house: House, comes: Comes, scheme: str, built_app: None, tmp_path: Path
) -> None:
    anna = comes("anna")
    anna.goes("/mail/all/mine")
    anna.press(anna.button("Settings"))
    floats(anna, f"settings {scheme}")
    server = started(tmp_path / "empty", relay=None, demo=False)
    try:
        anna.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        anna.page.goto(f"http://127.0.0.1:{server.http}/set-up/")
        expect(anna.page.get_by_role("radio").first).to_be_visible()
        anna.is_left_in_peace_by_axe(f"set up {scheme}")
    finally:
        server.stop()


def test_the_sign_in_page_has_no_serious_barrier(comes: Comes) -> None:
    anna = comes("anna", signed_in=False)
    expect(anna.page.get_by_label("Password")).to_be_visible()
    anna.is_left_in_peace_by_axe("sign in")
