"""Two people at one address: who is there, whose it is, and notes."""

import pytest
from playwright.sync_api import expect

from tests.journeys.house import House
from tests.journeys.person import Person

pytestmark = pytest.mark.browser


def test_each_sees_what_the_other_does(house: House, anna: Person, ben: Person) -> None:
    house.mail("Wer ist da?")
    anna.opens("support")
    ben.opens("support")
    ben.reads("Wer ist da?")
    expect(anna.row("Wer ist da?")).to_contain_text("Ben is looking", timeout=3_000)
    anna.reads("Wer ist da?")
    expect(anna.thread.get_by_label("Ben is looking at this")).to_be_visible(timeout=3_000)
    expect(ben.thread.get_by_label("Anna is looking at this")).to_be_visible(timeout=3_000)
    ben.writes("Guten Tag")
    expect(anna.thread.get_by_text("Ben is writing too")).to_be_visible(timeout=3_000)
    ben.opens("Mine")
    expect(anna.thread.get_by_label("Also here")).to_have_count(0, timeout=3_000)


def test_given_noted_closed_and_opened_again(house: House, anna: Person, ben: Person) -> None:
    house.mail("Montage im Januar")
    anna.opens("support")
    ben.opens("Mine")
    anna.reads("Montage im Januar")
    anna.gives_to("Ben")
    ben.sees_row("Montage im Januar")  # in "Mine", without reload
    anna.notes("@ben bitte den Termin klären")
    anna.sees("bitte den Termin klären")
    expect(anna.thread.get_by_role("region", name="Note").first).to_contain_text("stays inside")
    ben.opens("Mentions")
    ben.reads("Montage im Januar")
    ben.sees("bitte den Termin klären")

    anna.button("Close").last.click()
    expect(anna.row("Montage im Januar")).to_have_count(0)  # left the open ones
    anna.opens("support", view="Closed")
    anna.reads("Montage im Januar")
    anna.button("Open again").click()
    anna.opens("support", view="Open")
    anna.sees_row("Montage im Januar")
    assert house.relay.mails("Montage im Januar") == []  # notes stay inside
