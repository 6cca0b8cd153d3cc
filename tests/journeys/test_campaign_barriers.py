"""Campaigns, reports and held posts by axe: light and dark, at a desk and on a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Comes
from tests.journeys.house import House

pytestmark = pytest.mark.browser


@pytest.fixture(params=["light", "dark"])
def scheme(house: House, request: pytest.FixtureRequest) -> Iterator[str]:
    """How anna's screens look, until the journey ends."""
    house.api("anna", "PATCH", "/me", {"scheme": request.param})
    yield str(request.param)
    house.api("anna", "PATCH", "/me", {"scheme": "light"})


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_campaigns_have_no_serious_barrier(
    house: House, comes: Comes, scheme: str, size: str
) -> None:
    at = f"/addresses/{house.address('news')['id']}"
    lists = f"/lists/{house.address('news')['id']}"
    campaigns = house.api("anna", "GET", f"{at}/campaigns")["items"]
    draft = next(one["id"] for one in campaigns if one["state"] == "draft")
    sent = next(one["id"] for one in campaigns if one["state"] == "sent")
    empty = house.api("anna", "POST", f"{at}/campaigns", {"name": f"Leer {scheme} {size}"})["id"]
    mailings = house.api("anna", "GET", f"{at}/mailings")["items"]
    report = next(one["id"] for one in mailings if one["kind"] == "campaign")
    pages = {
        f"{lists}/campaigns": "tbody tr",
        f"{lists}/campaigns/{draft}": "section[id^=block-]",
        f"{lists}/campaigns/{empty}": "section[aria-label='Begin with']",
        f"{lists}/campaigns/{sent}": "iframe",
        f"{lists}/reports": "tbody tr",
        f"{lists}/reports/{report}": "section[aria-label='How far it is']",
        f"{lists}/held": "h3",
    }
    anna = comes("anna", size=size)
    for path, there in pages.items():
        anna.goes(path)
        expect(anna.page.locator(there).first).to_be_visible()
        anna.is_left_in_peace_by_axe(f"{path} {scheme} {size}")
    house.api("anna", "DELETE", f"/campaigns/{empty}")
    anna.goes(f"{lists}/campaigns/{draft}")
    for name in ("Test", "Send …"):
        anna.press(anna.button(name))
        expect(anna.dialog).to_be_visible()
        if name == "Send …":
            expect(anna.dialog.get_by_text("Answers go to").first).to_be_visible()
        anna.is_left_in_peace_by_axe(f"{name}, {scheme} {size}", within='[role="dialog"]')
        anna.types("Escape")
        expect(anna.dialog).to_have_count(0)
