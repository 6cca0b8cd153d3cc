"""The work itself: many at once and back, asleep and awake, whose, how urgent, until when."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Comes
from tests.journeys.house import House, until
from tests.journeys.person import Person

pytestmark = pytest.mark.browser

MANY = 500


def test_five_hundred_are_closed_at_once_and_come_back(house: House, anna: Person) -> None:
    new = {"address": "messe@acme.example", "name": "Acme Messe", "mode": "inbox"}
    fair = house.api("anna", "POST", "/addresses", new)["id"]
    house.mails([f"Besuch am Stand, Karte {n}" for n in range(MANY)], to="messe")
    anna.goes(f"/mail/{fair}/open")
    expect(views(anna)).to_have_text(f"Open{MANY}")
    anna.sees_row("Besuch am Stand")
    anna.types("x", "Shift+X")
    anna.button("Select all that match, also those further down").click()
    bar = anna.page.get_by_role("toolbar", name="With what is selected")
    expect(bar).to_contain_text(f"{MANY} selected")
    bar.get_by_role("button", name=re.compile("^Close")).click()
    told = anna.is_told(f"{MANY} closed.")
    expect(views(anna)).to_have_text("Open")
    expect(anna.page.get_by_text("Nothing here yet.")).to_be_visible()
    assert states(house, fair) == {"closed"}
    told.get_by_role("button", name=re.compile("^Undo")).click()
    expect(views(anna)).to_have_text(f"Open{MANY}")
    anna.sees_row("Besuch am Stand")
    assert states(house, fair) == {"new"}


def views(person: Person) -> Locator:
    return person.page.get_by_role("navigation", name="Views").get_by_role(
        "link", name=re.compile("^Open")
    )


def states(house: House, address: str) -> set[object]:
    sql = "SELECT DISTINCT state FROM store_conversation WHERE address_id = ?"
    return {row[0] for row in house.server.rows(sql, int(address))}


def test_put_aside_in_plain_words_it_wakes_at_its_time(
    house: House, anna: Person, ben: Person
) -> None:
    subject = "Rückruf am Nachmittag"
    house.mail(subject)
    for one in (anna, ben):
        one.opens("support")
        one.sees_row(subject)
    anna.reads(subject)
    anna.types("h")
    anna.dialog.get_by_role("combobox").fill("morgen 9 uhr")
    expect(anna.dialog.get_by_role("option").first).to_contain_text(re.compile("9:00|09:00"))
    anna.dialog.get_by_role("combobox").fill("gestern")
    expect(anna.dialog).to_contain_text("No time is recognised in this.")
    anna.hurries("acts", seconds=4)
    anna.picks("tomorrow 9am", "9:00|09:00")
    anna.is_told("Put aside until")
    expect(ben.row(subject)).to_have_count(0)
    ben.sees_row(subject, seconds=20)  # awake, without a reload
    ben.reads(subject)
    ben.sees("Back from “Later”")
    anna.opens("Mentions")
    anna.sees_row(subject)  # who put it aside is told


def test_given_to_a_team_urgent_due_and_by_its_own_name(
    house: House, anna: Person, comes: Comes
) -> None:
    subject = "Palette steht im Regen"
    house.mail(subject)
    dana = comes("dana")  # of the team Versand
    anna.opens("support")
    dana.opens("support")
    anna.reads(subject)
    facts = anna.thread.locator("header").first
    anna.types("Shift+I")
    anna.picks("Versand", "^Versand")
    expect(facts).to_contain_text("Versand")
    expect(dana.row(subject)).to_contain_text("Versand")
    anna.types("p")
    anna.picks("urg", "Urgent")
    expect(facts).to_contain_text("Urgent")
    expect(dana.row(subject).get_by_label("Urgent")).to_be_visible()
    anna.types("d")
    anna.picks("in 30 minutes", r"\d")
    expect(facts).to_contain_text("by ")
    expect(dana.row(subject)).to_contain_text("min left")
    anna.types("Shift+S")
    anna.picks("Hersteller", "Beim Hersteller")
    expect(facts).to_contain_text("Beim Hersteller")
    dana.opens("support", view="Waiting")
    dana.sees_row(subject)
    dana.reads(subject)
    dana.sees("Anna gave this to the team Versand")
    dana.types("i")  # one of the team takes it
    expect(facts).to_contain_text("Dana")
    for _ in range(4):
        anna.types("z")
    expect(facts).not_to_contain_text("Urgent")
    expect(facts).not_to_contain_text("by ")


def test_tasks_are_ticked_in_the_conversation_and_in_the_list_of_mine(
    house: House, anna: Person, ben: Person
) -> None:
    subject = "Umzug der Praxis"
    house.mail(subject)
    for one in (anna, ben):
        one.opens("support")
        one.reads(subject)
    anna.types("t")
    field = anna.page.get_by_label("New task")
    expect(field).to_be_focused()
    field.fill("Kartons zählen\nWagen bestellen")
    field.press("Enter")
    tasks = anna.page.get_by_role("region", name="Tasks")
    expect(tasks).to_contain_text("2 left")
    expect(ben.page.get_by_role("region", name="Tasks")).to_contain_text("2 left")
    tasks.get_by_role("button", name="Options of this task").first.click()
    anna.page.get_by_role("menuitem", name="Ben Yilmaz").click()
    expect(ben.row(subject)).to_contain_text("0/2")
    ben.types("Escape", "g", "t")
    mine = ben.page.get_by_role("checkbox", name="Kartons zählen")
    mine.click()  # what is done leaves the list of mine
    expect(tasks).to_contain_text("1 left")
    box = tasks.get_by_role("checkbox", name="Done: Wagen bestellen")
    box.click()
    expect(box).to_be_checked()
    expect(tasks).to_contain_text("all done")
    anna.sees("Ben ticked off “Kartons zählen”")


def test_undo_after_somebody_went_on_keeps_theirs_and_says_so(
    house: House, anna: Person, ben: Person
) -> None:
    subjects = [f"Weiter ohne mich {n}" for n in range(3)]
    for one in subjects:
        house.mail(one)
    anna.opens("support")
    for one in subjects:
        anna.sees_row(one)
        anna.row(one).hover()
        anna.page.get_by_role("checkbox", name=f"Select Jana Fuchs: {one}").click()
    anna.types("e")
    anna.is_told("3 closed.")
    kept = house.conversation(subjects[1])["id"]
    ben.goes(f"/mail/all/all/{kept}")
    ben.button("Open again").click()
    ben.gives_to("Ben")
    until(
        lambda: house.api("ben", "GET", f"/conversations/{kept}")["assignee"] == "ben@acme.example",
        "Ben has it",
    )
    anna.types("z")
    anna.is_told("1 stays: Ben has gone on with it.")
    for one in subjects:
        anna.sees_row(one)
    assert house.conversation(subjects[1])["assignee"] == "ben@acme.example"


def test_tasks_and_who_may_read_it_come_back_by_the_same_key(house: House, anna: Person) -> None:
    subject = "Regal mit Zange"
    house.mail(subject)
    hidden = house.conversation(subject)["id"]
    anna.opens("support")
    anna.reads(subject)
    anna.types("t")
    anna.page.get_by_label("New task").fill("Zange suchen")
    anna.types("Enter", "Escape")
    tick = anna.page.get_by_role("checkbox", name="Done: Zange suchen")
    tick.click()
    expect(tick).to_be_checked()
    tick.blur()
    anna.types("z")
    expect(tick).not_to_be_checked()
    anna.types("z")
    expect(tick).to_have_count(0)
    anna.types("Shift+Z")
    expect(tick).not_to_be_checked()
    anna.does("Who may read this …")
    anna.dialog.get_by_role("radio", name=re.compile("^Confidential")).check()
    anna.button("Save").click()
    anna.is_told("Only some can see it now.")
    until(lambda: house.api("anna", "GET", f"/conversations/{hidden}")["confidential"], "closed")
    anna.types("z")
    until(
        lambda: not house.api("anna", "GET", f"/conversations/{hidden}")["confidential"], "opened"
    )
