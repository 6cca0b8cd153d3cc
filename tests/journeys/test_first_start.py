"""Houses of their own: the first start without the demo world, and one without a way out."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.house import JANA, House, Relay, set_up_code, started, until, written
from tests.journeys.person import AXE, Person
from tests.storms.server import Client

pytestmark = pytest.mark.browser
WAITS = ("queued", "deferred", "waiting_relay")


@pytest.fixture
def empty(built_app: None, tmp_path: Path) -> Iterator[House]:
    server = started(tmp_path / "empty", relay=None, demo=False)
    yield House(server, Relay())
    server.stop()


def test_the_first_start_leads_to_an_address(empty: House, browser: Browser) -> None:
    context = browser.new_context(locale="en-GB", viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"{empty.url}/set-up/")
    for label, text in {
        "One-time code from the terminal": "WRONG-CODE-0000",
        "Your name": "Mira Holm",
        "Your own mail address": "mira@holm.example",
        "Password, at least 10 characters": "ein langes Passwort",
        "Domain": "holm.example",
        "Address": "hallo",
        "Sender name": "Holm",
    }.items():
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_label(re.compile("^Shared inbox")).check()
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("alert")).to_have_text("This code is not right.")
    page.get_by_label("One-time code from the terminal").fill(set_up_code(empty.server))
    page.get_by_label("Password, at least 10 characters").fill("ein langes Passwort")
    page.get_by_role("button", name="Start").click()
    if "/sign-in" in page.url:
        page.get_by_label("Name or mail address").fill("mira@holm.example")
        page.get_by_label("Password").fill("ein langes Passwort")
        page.get_by_role("button", name="Sign in").click()
    places = page.get_by_role("navigation", name="Places")
    expect(places).to_contain_text("hallo")
    the_first_mail_takes_the_place_of_the_first_steps(empty, page)
    page.goto(f"{empty.url}/set-up/")
    expect(page.get_by_text("Tripost is set up already.")).to_be_visible()
    context.close()


def the_first_mail_takes_the_place_of_the_first_steps(empty: House, page: Page) -> None:
    steps = page.get_by_role("region", name="Everything is ready for the first mail.")
    expect(steps).to_contain_text("hallo@holm.example")
    person = Person("mira", empty, page.context, page)
    if AXE.is_file():
        person.is_left_in_peace_by_axe("the first steps", within="main")
    steps.get_by_role("button", name="Add people").click()
    expect(page).to_have_url(re.compile("/admin/people$"))
    places = page.get_by_role("navigation", name="Places")
    places.get_by_role("link", name=re.compile("^hallo")).click()
    expect(steps).to_be_visible()
    letter = written("Ein Versuch", "Kommt das an?", to="hallo", by=JANA)
    client = Client(empty.server.smtp)
    client.deliver(bytes(letter), to="hallo@holm.example", sender=JANA[1])
    client.close()
    person.sees_row("Ein Versuch")  # by itself
    expect(steps).to_have_count(0)


def test_without_a_relay_a_mail_waits_visibly(built_app: None, seed: Path, tmp_path: Path) -> None:
    shutil.copytree(seed, tmp_path / "no-relay")
    server = started(tmp_path / "no-relay", relay=None)
    house = House(server, Relay())
    try:
        support = house.address("support")
        house.api("anna", "PATCH", f"/addresses/{support['id']}", {"undo_seconds": 0})
        new = {"address_id": support["id"], "subject": "Bitte warten", "text": "Guten Tag"}
        to_out = [{"address": "out@elsewhere.example", "name": ""}]
        to_us = [{"address": "office@acme.example", "name": ""}]
        outside = house.api("anna", "POST", "/conversations", new | {"to": to_out})
        inside = house.api("anna", "POST", "/conversations", new | {"to": to_us})
        assert inside["id"] != outside["id"]

        def waits() -> bool:
            said = house.api("anna", "GET", f"/conversations/{outside['id']}")["messages"][-1]
            return bool(said["sending"]) and said["sending"]["state"] == "waiting_relay"

        until(waits, "the mail says that it waits for a relay")
        rows = house.api("anna", "GET", "/outbox")["items"]
        waiting = [row["recipient"] for row in rows if row["state"] in WAITS]
        assert waiting == ["out@elsewhere.example"]
        office = house.address("office")["id"]

        def arrived() -> bool:
            rows = house.api("anna", "GET", f"/conversations?address={office}&limit=5")["items"]
            return any(row["subject"] == "Bitte warten" for row in rows)

        until(arrived, "mail between our own addresses arrives all the same")
    finally:
        server.stop()
