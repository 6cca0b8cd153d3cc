"""Nobody answers twice: presence within a second, and a send that would cross is held."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Comes
from tests.journeys.house import House, read, text_of, until
from tests.journeys.person import Person

pytestmark = pytest.mark.browser

BEGINS = """() => {
  window.began = 0;
  addEventListener("input", () => { window.began ||= Date.now(); }, {capture: true, once: true});
}"""
WATCHES = """words => {
  window.saw = 0;
  const look = () => {
    if (!window.saw && document.querySelector("article").innerText.includes(words))
      window.saw = Date.now();
  };
  new MutationObserver(look).observe(document.body, {subtree: true, childList: true});
}"""


def test_both_begin_to_write_and_both_see_it_within_a_second(
    house: House, anna: Person, ben: Person
) -> None:
    house.mail("Wer schreibt zuerst?")
    for one in (anna, ben):
        one.opens("support")
        one.reads("Wer schreibt zuerst?")
        one.writes("…")  # the editor is loaded
        empties(one)
    took = []
    for _ in range(3):
        for one, other in ((anna, "Ben"), (ben, "Anna")):
            one.page.evaluate(BEGINS)
            one.page.evaluate(WATCHES, f"{other} is writing too")
        for one in (anna, ben):
            editor(one).press_sequentially("Guten Tag")
        saw = {one.name: clock(one, "saw") for one in (anna, ben)}
        took.append(
            max(saw["anna"] - clock(ben, "began"), saw["ben"] - clock(anna, "began")),
        )
        for one, other in ((anna, "Ben"), (ben, "Anna")):
            empties(one)
            one.page.get_by_text(f"{other} is writing too")
        for one, other in ((anna, "Ben"), (ben, "Anna")):
            expect(one.thread.get_by_text(f"{other} is writing too")).to_have_count(0)
    assert 0 < min(took) < 1000, f"milliseconds: {took}"


def editor(person: Person) -> Locator:
    return person.page.get_by_role("textbox", name="Your answer")


def empties(person: Person) -> None:
    editor(person).press("ControlOrMeta+a")
    editor(person).press("Delete")


def clock(person: Person, what: str) -> int:
    """When the page noticed; both pages go by the same machine's clock."""
    person.page.wait_for_function(f"() => window.{what}")
    return int(person.page.evaluate(f"() => window.{what}"))


def test_three_at_a_mailbox_see_what_each_of_them_does(house: House, comes: Comes) -> None:
    subject = "Schlüssel für den Keller"
    house.mail(subject, to="office")
    anna, ben, cem = (comes(name) for name in ("anna", "ben", "cem"))
    for one in (anna, ben, cem):
        one.opens("office")
    for one in (ben, cem):
        one.reads(subject)
    expect(anna.row(subject)).to_contain_text(re.compile("(Ben|Cem) is looking"))
    cem.writes("Der hängt")
    expect(anna.row(subject)).to_contain_text("Cem is writing")
    anna.reads(subject)
    here = anna.thread.get_by_label("Also here")
    expect(here.get_by_label("Ben is looking at this")).to_be_visible()
    expect(here.get_by_label("Cem is writing")).to_be_visible()
    expect(ben.thread.get_by_text("Cem is writing too")).to_be_visible()

    ben.page.evaluate(HIDES)
    expect(here.get_by_label("Ben has this open, but is elsewhere")).to_be_visible()
    cem.button("Later").last.click()
    cem.page.get_by_role("button", name=re.compile("^In an hour")).click()
    cem.is_told("Goes out later.")
    expect(here.get_by_label("An answer of Cem waits to be sent")).to_be_visible()
    cem.thread.get_by_role("button", name="Take back").click()
    cem.is_told("Not sent. Your text is back.")
    ben.opens("Mine")
    expect(here.get_by_label(re.compile("Ben"))).to_have_count(0)


HIDES = """() => {
  Object.defineProperty(document, "visibilityState", {value: "hidden", configurable: true});
  Object.defineProperty(document, "hidden", {value: true, configurable: true});
  document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.mark.parametrize("key", ["e", "s", "#"])
def test_the_second_of_two_answers_is_held_and_decided_by_a_key(
    house: House, anna: Person, ben: Person, key: str
) -> None:
    subject = f"Wann kommt die Lieferung? ({key})"
    house.mail(subject, to="office")
    for one in (anna, ben):
        one.opens("office")
        one.reads(subject)
    anna.writes("Sie kommt am Freitag.")
    ben.answers("Sie kommt am Montag.")
    house.relay.mail(subject)  # while it waits, a newer one would hold it in turn
    anna.sends()
    expect(anna.dialog).to_contain_text("Ben answered while you were writing")
    expect(anna.dialog.get_by_text("Montag").first).to_be_visible()
    expect(anna.dialog.get_by_text("Freitag").first).to_be_visible()
    for name in ("Discard mine", "Send anyway", "Edit mine"):
        choice = anna.dialog.get_by_role("button", name=re.compile(f"^{name}"))
        expect(choice.last).to_be_visible()
    anna.types(key)
    expect(anna.dialog).to_have_count(0)
    if key == "e":
        expect(editor(anna)).to_have_text("Sie kommt am Freitag.")  # kept, word for word
        anna.sees("Sie kommt am Montag.")
        anna.sends()  # now she has seen it
    if key != "#":
        anna.is_told("Sent.")
    leave(house, subject, ["Montag"] if key == "#" else ["Freitag", "Montag"])
    if key == "#":
        drafts = house.api("anna", "GET", "/drafts")["items"]
        assert [one for one in drafts if "Freitag" in one["text"]] == []


def leave(house: House, subject: str, words: list[str]) -> None:
    """Exactly so many answers left, each with its word; nobody's send waits any more."""
    house.conversation(subject)

    def gone() -> bool:
        ident = house.conversation(subject)["id"]
        mails = house.api("anna", "GET", f"/conversations/{ident}")["messages"]
        ours = [one for one in mails if one["direction"] == "out"]
        return bool(ours) and all(one["sending"]["state"] == "sent" for one in ours)

    until(gone, f"all answers to {subject!r} have left")
    texts = [text_of(read(mail)).partition("\n>")[0] for mail in house.relay.mails(subject)]
    assert sorted(word for text in texts for word in ("Freitag", "Montag") if word in text) == words


HELD = "Your answer has not left: something newer came before its time."


def test_an_answer_for_later_comes_back_when_somebody_answers_before_it(
    house: House, anna: Person, ben: Person
) -> None:
    subject = "Bis wann brauchen Sie die Maße?"
    house.mail(subject, to="office")
    for one in (anna, ben):
        one.opens("office")
        one.reads(subject)
    anna.writes("Bis Freitag.")
    anna.hurries("conversations/[^/]+/replies", seconds=10)
    anna.button("Later").last.click()
    anna.page.get_by_role("button", name=re.compile("^In an hour")).click()
    anna.is_told("Goes out later.")
    here = ben.thread.get_by_label("Also here")
    expect(here.get_by_label("An answer of Anna waits to be sent")).to_be_visible()
    ben.button("Show").click()
    ben.sees("Leaves in a moment.")
    anna.opens("support")  # she is at something else
    ben.answers("Bis Montag.")
    told = anna.is_told(HELD, seconds=25)  # at its time, not before
    told.get_by_role("button", name="Look and decide").click()
    expect(anna.composer).to_contain_text("Held when its time came, because of Ben.")
    anna.composer.get_by_role("button", name="Look and decide").click()
    expect(anna.dialog).to_contain_text("Ben answered before your answer left")
    expect(anna.dialog).to_contain_text("Its time came, we held it")
    expect(anna.dialog.get_by_text("Montag").first).to_be_visible()
    expect(anna.dialog.get_by_text("Freitag").first).to_be_visible()
    anna.types("s")
    anna.is_told("Sent.")
    leave(house, subject, ["Freitag", "Montag"])
