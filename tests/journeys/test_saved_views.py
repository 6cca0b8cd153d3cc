"""A search by keys alone becomes a view for everyone; it counts, moves, goes and comes back."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.house import House
from tests.journeys.person import Person

pytestmark = pytest.mark.browser


def test_a_search_becomes_a_view_that_follows_the_mail(
    house: House, anna: Person, ben: Person
) -> None:
    house.mail("Pinnwand mit Riss", "Die Pinnwand kam mit einem Riss.")
    anna.opens("support")
    anna.sees_row("Pinnwand mit Riss")
    page = anna.page
    page.keyboard.press("/")
    field = page.get_by_role("combobox", name="Search")
    expect(field).to_be_focused()
    page.keyboard.type("is:op")
    expect(page.get_by_role("option", name=re.compile("^is:open"))).to_be_visible()
    page.keyboard.press("Tab")
    expect(field).to_have_value("is:open ")
    page.keyboard.type("pinnwand")
    page.keyboard.press("Enter")
    anna.sees_row("Pinnwand mit Riss")
    expect(page.get_by_label("Results").locator("mark").first).to_have_text("Pinnwand")

    anna.button("Save as view").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("1 conversation right now")
    dialog.get_by_label("Name").fill("Pinnwände")
    dialog.get_by_role("radio", name="For everyone").check()
    dialog.get_by_role("button", name="Save view").click()
    anna.sees_row("Pinnwand mit Riss")  # it opens as a list like any other

    theirs = ben.page.get_by_role("region", name="Saved views")
    expect(theirs.get_by_role("link", name=re.compile("^Pinnwände"))).to_contain_text("1")
    house.mail("Noch eine Pinnwand", "Und die zweite Pinnwand fehlt.")
    expect(theirs.get_by_role("link", name=re.compile("^Pinnwände"))).to_contain_text("2")

    mine = page.get_by_role("region", name="Saved views")
    mine.get_by_role("link", name=re.compile("^Pinnwände")).hover()
    mine.get_by_role("button", name="Change Pinnwände").click()
    page.get_by_role("menuitem", name="Remove").click()
    expect(theirs.get_by_role("link", name=re.compile("^Pinnwände"))).to_have_count(0)
    anna.button("Undo").click()
    expect(theirs.get_by_role("link", name=re.compile("^Pinnwände"))).to_be_visible()


def test_a_wrong_word_is_pointed_at(anna: Person) -> None:
    field = anna.page.get_by_role("combobox", name="Search")
    field.fill("pinnwand form:jana")
    field.press("Enter")
    expect(anna.page.locator("u")).to_have_text("form:jana")
    why = "There is no field “form”. Did you mean “from:”?"
    expect(anna.page.get_by_role("alert").first).to_have_text(why)
    field.fill("pinnwand from:jana")
    expect(anna.page.locator("u")).to_have_count(0)
