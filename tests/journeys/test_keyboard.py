"""Triage of twenty conversations without the mouse, and every key on one page."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.house import House, until
from tests.journeys.person import Person

pytestmark = pytest.mark.browser

COUNT = 20


def subject(n: int) -> str:
    return f"Morgenpost {n:02}"


def test_twenty_conversations_without_the_mouse(house: House, anna: Person) -> None:
    new = {"address": "post@acme.example", "name": "Acme Post", "mode": "inbox"}
    box = house.api("anna", "POST", "/addresses", new)["id"]
    for n in reversed(range(COUNT)):  # the newest stands on top: 00
        house.mails([subject(n)], to="post")
    page = anna.page
    anna.types("Control+k")
    anna.picks("post@", "post@acme")
    anna.sees_row(subject(0))
    expect(page).to_have_url(re.compile(f"/mail/{box}/open$"))

    anna.types("j", "o")  # 00 is opened
    opened(anna, 0)
    anna.types("e")  # closed; the next one opens by itself
    opened(anna, 1)
    anna.types("i")  # mine
    anna.is_told("You have it now.")
    anna.types("p")
    anna.picks("high", "High")
    anna.types("j")
    opened(anna, 2)
    anna.types("h")
    anna.picks("tomorrow 9am", r"\d")
    opened(anna, 3)  # 02 sleeps
    anna.types("l")
    anna.picks("Rekl", "Rekl")
    anna.types("Escape")
    expect(anna.dialog).to_have_count(0)
    anna.types("s", "j")
    opened(anna, 4)
    anna.types("#")
    opened(anna, 5)  # 04 is in the trash
    anna.types("!")
    opened(anna, 6)  # 05 is spam
    anna.types("z")
    until(lambda: state(house, 5) == "new", "05 is back")
    anna.types("r")
    editor = page.get_by_role("textbox", name="Your answer")
    expect(editor).to_be_focused()
    page.keyboard.type("Kommt sofort.")
    anna.types("Control+Shift+Enter")  # send and close
    anna.is_told("Sent.")
    anna.types("n")
    expect(page.get_by_role("textbox", name="Note")).to_be_focused()
    page.keyboard.type("Nur für uns")
    anna.types("Control+Enter")
    anna.sees("Nur für uns")
    anna.types("Escape", "u")  # out of the field, back to the list
    many_by_keys(anna, house)
    goes_by_keys(anna)


def opened(person: Person, n: int) -> None:
    expect(person.thread.get_by_role("heading", name=subject(n))).to_be_visible()


def state(house: House, n: int) -> str:
    sql = "SELECT state FROM store_conversation WHERE subject = ?"
    return str(house.server.rows(sql, subject(n))[0][0])


def many_by_keys(anna: Person, house: House) -> None:
    """Ten at once, two merged: selected with x and Shift+J."""
    expect(anna.row(subject(8))).to_be_visible()
    anna.types("j", "x", *["Shift+J"] * 9)
    bar = anna.page.get_by_role("toolbar", name="With what is selected")
    expect(bar).to_contain_text("10 selected")
    anna.types("e")
    anna.is_told("10 closed.")
    closed = "SELECT COUNT(*) FROM store_conversation WHERE state = 'closed' AND subject LIKE ?"
    until(lambda: house.server.rows(closed, "Morgenpost%")[0][0] == 12, "twelve are closed")
    anna.types("z")
    until(lambda: house.server.rows(closed, "Morgenpost%")[0][0] == 2, "ten are back")


def goes_by_keys(anna: Person) -> None:
    for keys, title in (
        ("m", "Mine"), ("u", "Nobody’s yet"), ("s", "Starred"), ("l", "Later"),
        ("n", "Mentions"), ("d", "Drafts"), ("w", "Followed"), ("t", "Tasks"),
        ("i", "Everything open"),
    ):  # fmt: skip
        anna.types("g", keys)
        expect(anna.page.get_by_role("heading", name=title, exact=True)).to_be_visible()
    anna.types("/")
    expect(anna.page.get_by_role("combobox", name="Search")).to_be_focused()
    anna.types("Escape")
    anna.types("?")
    for words in ("Close", "Merge with …", "Undo", "Go to Mine", "Send & close"):
        expect(anna.dialog.get_by_text(words, exact=True).first).to_be_visible()
    anna.types("Escape")
    expect(anna.dialog).to_have_count(0)


def test_what_is_typed_while_the_palette_comes_is_in_its_field(house: House, anna: Person) -> None:
    subject = "Regal zu breit"
    house.mail(subject)
    anna.opens("support")
    anna.reads(subject)
    browser = anna.context.new_cdp_session(anna.page)
    browser.send("Emulation.setCPUThrottlingRate", {"rate": 6})
    anna.types("Control+k")
    anna.page.keyboard.type("settings e")  # without a look
    expect(anna.dialog.get_by_role("combobox")).to_have_value("settings e")
    browser.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    anna.types("Escape")
    expect(anna.dialog).to_have_count(0)
    expect(anna.row(subject)).to_be_visible()  # no "e" closed it
