"""No screen has a serious barrier (axe-core), light and dark, at a desk and on a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Comes
from tests.journeys.house import House
from tests.journeys.person import AXE, Person

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed in web/app"),
]

PAGES = {
    "/admin": "table",
    "/admin/domains": "table",
    "/admin/people": "table",
    "/admin/teams": "table",
    "/admin/statuses": "table",
    "/admin/replies": "table",
    "/admin/audit": "table",
    "/admin/glass": "form",
    "/views": "table",
    "/admin/intake": "table",
    "/admin/outbox": "main, table, section",
    "/new-address": "h1",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["desk", "phone"])
def test_screens_have_no_serious_barrier(
    house: House, comes: Comes, scheme: str, size: str
) -> None:
    house.api("anna", "PATCH", "/me", {"scheme": scheme})
    try:
        anna = comes("anna", size=size)
        look_at_mail(anna, f"{scheme} {size}", house.address("support")["id"])
        pages = PAGES | {
            f"/addresses/{house.address('news')['id']}{tab}": "h1"
            for tab in ("", "/people", "/members", "/mode")
        }
        for path, there in pages.items():
            anna.goes(path)
            expect(anna.page.locator(there).first).to_be_visible()
            anna.is_left_in_peace_by_axe(f"{path} {scheme} {size}")
    finally:
        house.api("anna", "PATCH", "/me", {"scheme": "light"})


def look_at_mail(anna: Person, how: str, box: str) -> None:
    anna.goes(f"/mail/{box}/open")
    anna.sees_row("Auftrag 48213")
    anna.is_left_in_peace_by_axe(f"the list, {how}")
    anna.reads("Defekte Lieferung, Auftrag 48213")
    anna.writes("Guten Tag")
    anna.is_left_in_peace_by_axe(f"a conversation with an answer, {how}")
    anna.press(anna.composer.get_by_role("button", name="Discard"))
    expect(anna.page.get_by_role("textbox", name="Your answer")).to_have_count(0)
    anna.goes("/search?q=rechnung")
    expect(
        anna.page.get_by_role("link").filter(has_text=re.compile("Rechnung")).first
    ).to_be_visible()
    anna.is_left_in_peace_by_axe(f"the search, {how}")


def test_the_sign_in_page_has_no_serious_barrier(comes: Comes) -> None:
    anna = comes("anna", signed_in=False)
    expect(anna.page.get_by_label("Password")).to_be_visible()
    anna.is_left_in_peace_by_axe("sign in")
