"""Writing together: one draft in turn, saved replies, a note for a team, a guest by link."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.journeys.conftest import Comes
from tests.journeys.house import House, text_of
from tests.journeys.person import Person

pytestmark = pytest.mark.browser


def editor(person: Person) -> Locator:
    return person.page.get_by_role("textbox", name="Your answer")


def saved(person: Person) -> None:
    """What was typed is on the server."""
    expect(person.composer.get_by_text("Saved", exact=True)).to_be_visible()


def test_two_write_one_answer_in_turn_and_nothing_is_lost(
    house: House, anna: Person, ben: Person
) -> None:
    subject = "Eine schwierige Antwort"
    house.mail(subject, "Warum dauert es?", to="office")
    for one in (anna, ben):
        one.opens("office")
        one.reads(subject)
    anna.writes("Es tut uns leid.")
    anna.button("Let colleagues go on with it").click()
    expect(anna.button("Shared: colleagues can go on with it")).to_be_visible()
    cards = ben.page.get_by_role("region", name="Draft")
    expect(cards).to_contain_text("Anna’s draft")
    cards.get_by_role("button", name="Go on with it").click()
    expect(editor(ben)).to_have_text("Es tut uns leid.")
    editor(ben).press("End")
    editor(ben).press_sequentially(" Am Freitag ist es da.")
    saved(ben)

    editor(anna).press("End")
    editor(anna).press_sequentially(" Wirklich.")  # she has not seen what ben added
    expect(anna.dialog).to_contain_text("Somebody went on with this draft")
    expect(anna.dialog.get_by_text("Freitag").first).to_be_visible()
    expect(anna.dialog.get_by_text("Wirklich").first).to_be_visible()
    anna.dialog.get_by_role("button", name="Go on with the shared one").click()
    expect(editor(anna)).to_have_text("Es tut uns leid. Am Freitag ist es da.")
    drafts = house.api("anna", "GET", "/drafts")["items"]
    assert [one for one in drafts if "Wirklich." in one["text"]]  # hers is kept beside it
    anna.sends()
    anna.is_told("Sent.")
    _, left = house.relay.mail(subject)
    assert "Es tut uns leid. Am Freitag ist es da." in text_of(left)
    expect(cards).to_have_count(0)


def test_a_saved_reply_is_found_by_a_semicolon_and_filled_in(house: House, anna: Person) -> None:
    subject = "Broken shelf"
    house.mail(subject, "It broke.", to="office")
    anna.opens("office")
    anna.reads(subject)
    anna.writes("Dear Jana, ")
    editor(anna).press(";")
    dialog = anna.dialog
    dialog.get_by_role("combobox", name="Search saved replies").fill("thanks")
    expect(dialog.get_by_role("region", name="What it says")).to_contain_text("Hello Jana,")
    anna.types("Enter")
    expect(anna.dialog).to_have_count(0)
    expect(editor(anna)).to_contain_text("thank you for writing.")
    expect(editor(anna)).to_contain_text("Kind regards")
    expect(editor(anna)).not_to_contain_text("{{")
    anna.sends()
    anna.is_told("Sent.")
    _, left = house.relay.mail(subject)
    said = text_of(left)
    assert said.index("Dear Jana,") < said.index("Hello Jana,") < said.index("Kind regards")
    assert "Anna" in said[said.index("Kind regards") :]


def test_a_note_calls_a_whole_team(house: House, anna: Person, comes: Comes) -> None:
    subject = "Spedition fragt nach der Rampe"
    house.mail(subject)
    ben, dana = comes("ben"), comes("dana")
    anna.opens("support")
    anna.reads(subject)
    anna.button("Note").click()
    field = anna.page.get_by_role("textbox", name="Note")
    field.press_sequentially("@vers")
    anna.page.get_by_role("option", name=re.compile("^Versand")).click()
    field.press_sequentially("wer fährt?")
    expect(field).to_have_value(re.compile("^@Versand wer fährt", re.I))
    anna.page.get_by_role("button", name=re.compile("^Add note")).click()
    for one in (ben, dana):
        one.opens("Mentions")
        one.reads(subject)
        one.sees("wer fährt?")


def test_a_guest_reads_one_conversation_by_a_link_and_leaves_a_remark(
    house: House, anna: Person, browser: Browser
) -> None:
    subject = "Statik der Empore"
    house.mail(subject, "Hält die Empore?", to="office")
    anna.opens("office")
    anna.reads(subject)
    anna.notes("Erst den Statiker fragen")
    anna.does("Guests …")
    anna.dialog.get_by_label("Who is it for?").fill("Ilse Statik")
    anna.dialog.get_by_role("button", name="Make a link").click()
    link = anna.dialog.get_by_label("The link. It is shown only now.")
    expect(link).to_have_value(re.compile("/guest/"))
    path = urlsplit(link.input_value()).path

    context = browser.new_context(locale="en-GB", java_script_enabled=False)
    guest = context.new_page()
    guest.goto(f"{house.url}{path}")
    expect(guest.get_by_role("heading", name=subject)).to_be_visible()
    expect(guest.get_by_text("Hält die Empore?")).to_be_visible()
    expect(guest.get_by_text("Erst den Statiker fragen")).to_have_count(0)  # notes stay inside
    guest.get_by_label("Your remark").fill("Sie hält 300 kg je Meter.")
    guest.get_by_role("button", name="Send the remark").click()
    expect(guest.get_by_role("status")).to_have_text("Thank you. Your remark has arrived.")

    anna.types("Escape")
    anna.button("Show").click()
    anna.sees("Sie hält 300 kg je Meter.")
    card = anna.thread.get_by_role("region", name="Note").filter(has_text="300 kg")
    expect(card).to_contain_text("Ilse Statik")
    expect(card).to_contain_text("guest")
    anna.does("Guests …")
    anna.dialog.get_by_role("button", name="Take the link of Ilse Statik back").click()
    expect(anna.dialog.get_by_text("Ilse Statik")).to_have_count(0)
    gone = guest.goto(f"{house.url}{path}")
    assert gone is not None
    assert gone.status in (404, 410)
    expect(guest.get_by_text("Hält die Empore?")).to_have_count(0)
    context.close()
