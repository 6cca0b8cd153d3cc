"""One address, three ways: the switch there and back, and the adviser that makes a new one."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.house import House, until
from tests.journeys.person import Person
from tests.switching.test_switching import MAIL_TABLES

pytestmark = pytest.mark.browser


def rows(house: House) -> dict[str, list[Any]]:
    """Everything but the log (law 8), read from outside."""
    return {
        table: sorted(map(str, house.server.rows(f"SELECT * FROM {table}")))
        for table in MAIL_TABLES
        if house.server.rows("SELECT 1 FROM sqlite_master WHERE name = ?", table)
    }


def switches(person: Person, *, to: str) -> None:
    """By the settings of the address that is open, with a look at what would change."""
    person.page.get_by_role("radio", name=re.compile(f"^{to}")).click()
    dialog = person.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Every mail, exactly as it came")
    expect(dialog).to_contain_text("What changes")
    dialog.get_by_role("button", name=re.compile("^Switch to")).click()
    chosen = person.page.get_by_role("radio", name=re.compile(f"^{to}"))
    expect(chosen).to_have_attribute("aria-checked", "true")


def test_support_becomes_a_list_and_an_inbox_again(house: House, anna: Person, ben: Person) -> None:
    address = house.address("support")
    house.mail("Angebot für 40 Stühle")
    house.server.drained()
    waits = "SELECT 1 FROM outbound_delivery WHERE state IN ('queued', 'deferred')"
    until(lambda: not house.server.rows(waits), "what earlier journeys sent has left")
    before = rows(house)
    assert len(before["store_message"]) > 20
    lists = ben.page.get_by_role("navigation", name="Places").locator("section")
    anna.goes(f"/addresses/{address['id']}/mode")
    switches(anna, to="Distribution list")
    expect(lists.filter(has_text="Lists")).to_contain_text("support")  # at once, for ben too
    assert rows(house) == before
    switches(anna, to="Shared inbox")
    expect(lists.filter(has_text="Inboxes")).to_contain_text("support")
    assert rows(house) == before
    ben.opens("support")
    ben.sees_row("Angebot für 40 Stühle")


def test_the_adviser_asks_recommends_and_makes_the_address(
    house: House, anna: Person, ben: Person
) -> None:
    anna.goes("/new-address")
    name = anna.page.get_by_label("The part before the @")
    name.fill("support")
    expect(anna.page.get_by_role("alert")).to_have_text("This address is there already.")
    name.fill("reklamation")
    for said in ("Yes, and we answer", "6 to 20", "10 to 50", "Yes, each mail has a person"):
        anna.button(said).click()
    advice = anna.page.get_by_role("region", name="Recommendation")
    expect(advice).to_contain_text("We recommend for reklamation@acme.example")
    expect(advice.get_by_role("heading", name="Shared inbox")).to_be_visible()
    expect(advice.get_by_role("table")).to_contain_text("Shared mailbox")  # the three side by side
    anna.button("Create inbox").click()

    expect(anna.page.get_by_role("heading", name="Who works with it")).to_be_visible()
    anna.page.get_by_placeholder("Add a colleague or a team …").click()
    anna.page.get_by_role("option", name=re.compile("^Ben")).click()
    read = anna.page.get_by_role("checkbox", name=re.compile("^Read: Ben"))
    expect(read).to_have_attribute("aria-checked", "true")
    ben.opens("reklamation")
    house.mail("Kratzer im Tisch", to="reklamation")
    ben.sees_row("Kratzer im Tisch")
