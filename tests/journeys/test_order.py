"""Merge, split, move, link, forward, who takes part: in order, and back with one click."""

import re
from email.message import EmailMessage

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Comes
from tests.journeys.house import JANA, House, read, until, written
from tests.journeys.person import Person

pytestmark = pytest.mark.browser

MARC = ("Marc Roth", "marc@roth.example")


def undoes(person: Person, said: str) -> None:
    person.is_told(said).get_by_role("button", name=re.compile("^Undo")).click()


def test_two_become_one_two_again_and_one_for_good(house: House, anna: Person, ben: Person) -> None:
    one, other = "Maß der Platte", "Platte für Jana Fuchs"
    theirs = house.mail(one, "Sie ist 80 breit.")
    house.mail(other, "Wir holen die Platte ab.", by=MARC)
    for person in (anna, ben):
        person.opens("support")
        person.sees_row(other)
    anna.reads(one)
    merges(anna, other)
    expect(anna.thread.get_by_role("heading", name=other)).to_be_visible()
    anna.sees("Sie ist 80 breit.")
    anna.sees("Wir holen die Platte ab.")
    expect(ben.row(one)).to_have_count(0)
    undoes(anna, "Merged.")
    for person in (anna, ben):
        person.sees_row(one)
        person.sees_row(other)
    anna.is_told("Undone: Merged.").get_by_role("button", name=re.compile("^Do it again")).click()
    expect(ben.row(one)).to_have_count(0)
    house.mail(f"Re: {one}", "Doch 90 breit.", answers=theirs)  # the thread of the merged one
    ben.reads(other)
    ben.sees("Sie ist 80 breit.")
    ben.sees("Doch 90 breit.")


def merges(person: Person, into: str) -> None:
    person.types("m")
    person.dialog.get_by_label("Search a conversation").fill(into)
    person.dialog.get_by_role("option").filter(has_text=into).click()
    expect(person.dialog).to_contain_text("2 mails together")
    expect(person.dialog).to_contain_text("They are with different people")
    person.dialog.get_by_role("button", name="Merge", exact=True).click()
    expect(person.dialog).to_have_count(0)


def test_a_second_question_becomes_a_conversation_of_its_own_and_back(
    house: House, anna: Person, ben: Person
) -> None:
    subject, new = "Zwei Fragen auf einmal", "Die Frage nach dem Sessel"
    first = house.mail(subject, "Erstens: der Tisch.")
    house.mail(f"Re: {subject}", "Zweitens: der Sessel.", answers=first)
    for person in (anna, ben):
        person.opens("support")
        person.reads(subject)
        person.sees("Zweitens: der Sessel.")
    anna.thread.get_by_role("button", name="Options of this mail").last.click()
    anna.page.get_by_role("menuitem", name="Split off …").click()
    bar = anna.page.get_by_role("region", name="Split off")
    expect(bar).to_contain_text("1 chosen")
    bar.get_by_label("Subject of the new one").fill(new)
    bar.get_by_role("button", name="Split off", exact=True).click()
    expect(anna.thread.get_by_role("heading", name=new)).to_be_visible()
    anna.sees("Zweitens: der Sessel.")
    ben.sees_row(new)
    expect(ben.thread.get_by_text("Zweitens: der Sessel.")).to_have_count(0)
    undoes(anna, "Split off.")
    expect(ben.row(new)).to_have_count(0)
    ben.button("Show").click()  # nothing jumps
    ben.sees("Zweitens: der Sessel.")


def test_moved_to_the_right_address_and_back(house: House, anna: Person, comes: Comes) -> None:
    subject = "Rechnung über Kopierpapier"
    house.mail(subject, "Anbei die Rechnung.")
    cem = comes("cem")  # of the office, not of support
    cem.opens("office")
    anna.opens("support")
    anna.reads(subject)
    anna.types("v")
    anna.picks("office", "office@")
    cem.sees_row(subject)
    expect(anna.row(subject)).to_have_count(0)
    undoes(anna, "Moved to office.")
    anna.sees_row(subject)
    expect(cem.row(subject)).to_have_count(0)


def test_two_that_belong_together_show_the_way_to_each_other(house: House, anna: Person) -> None:
    one, other = "Anzahlung fehlt", "Zweite Anzahlung"
    house.mail(one)
    house.mail(other, by=MARC)
    anna.opens("support")
    anna.reads(one)
    anna.does("Link with …")
    anna.dialog.get_by_label("Search a conversation").fill(other)
    anna.dialog.get_by_role("option").filter(has_text=other).click()
    belongs(anna).get_by_role("link", name=other).click()
    expect(anna.thread.get_by_role("heading", name=other)).to_be_visible()
    expect(belongs(anna).get_by_role("link", name=one)).to_be_visible()
    belongs(anna).get_by_role("button", name=re.compile("^Take the link")).click()
    expect(belongs(anna).get_by_role("link", name=one)).to_have_count(0)
    undoes(anna, "No longer linked.")
    expect(belongs(anna).get_by_role("link", name=one)).to_be_visible()


def belongs(person: Person) -> Locator:
    return aside(person).locator("section").filter(has_text="Belongs together")


def aside(person: Person) -> Locator:
    return person.page.get_by_role("complementary", name="About the person")


def test_a_forward_takes_the_file_along_or_leaves_it(house: House, anna: Person) -> None:
    subject = "Zeichnung der Theke"
    house.mail(subject, "Siehe Beilage.", to="office", file=b"1 2 3 Theke")
    anna.opens("office")
    anna.reads(subject)
    for files in (True, False):
        forwards(anna, "tischler@holz.example", "Bitte bauen.", files=files)
    sent = until(
        lambda: len(found := house.relay.mails(f"Fwd: {subject}")) == 2 and found,
        "both forwards leave",
    )
    assert [mail.recipients for mail in sent] == [["tischler@holz.example"]] * 2
    assert sorted(names(read(mail)) for mail in sent) == [[], ["beilage.bin"]]
    expect(anna.row(subject)).to_be_visible()  # a forward answers nobody: it stays


def names(mail: EmailMessage) -> list[str]:
    return [str(part.get_filename()) for part in mail.iter_attachments()]


def forwards(person: Person, to: str, words: str, *, files: bool) -> None:
    person.types("f")
    frame = person.page.get_by_role("region", name="Forward", exact=True)
    expect(frame.get_by_role("textbox", name="To", exact=True)).to_be_focused()
    person.page.keyboard.type(f"{to}\n")
    expect(frame.get_by_role("button", name=re.compile("^Goes to"))).to_contain_text(
        f"Goes to {to.partition('@')[0]}"
    )
    words_field = frame.get_by_role("textbox", name="Your words")
    words_field.click()
    words_field.press_sequentially(words)
    switch = frame.get_by_role("switch", name="Send the original attachments along")
    switch.set_checked(files)
    frame.get_by_role("button", name=re.compile("^Send")).last.click()
    person.is_told("Sent.")
    expect(person.button("Write your answer …")).to_be_visible()  # done with this one


def test_who_gets_the_next_answer_is_switched_for_all(
    house: House, anna: Person, ben: Person
) -> None:
    subject = "Termin mit dem Architekten"
    house.mail(subject, "Passt Dienstag?", to="office", cc="ute@bau.example, rolf@bau.example")
    for one in (anna, ben):
        one.opens("office")
        one.reads(subject)
    goes = anna.composer.get_by_role("button", name=re.compile("^Goes to"))
    expect(goes).to_contain_text("Goes to Jana Fuchs")
    role(anna, "rolf", "Not in it")
    expect(aside(ben).get_by_role("button", name=re.compile("^rolf.*Not in it"))).to_be_visible()
    aside(anna).get_by_role("button", name="Add somebody").click()
    new = aside(anna).get_by_label("Mail address")
    new.fill("pia@stadt.example")
    new.press("Enter")
    expect(aside(ben).get_by_role("button", name=re.compile("^pia"))).to_be_visible()
    anna.answers("Ja, Dienstag passt.")
    envelope, left = house.relay.mail(subject)
    assert {"jana@praxis.example", "pia@stadt.example", "ute@bau.example"} == {
        one for mail in house.relay.mails(subject) for one in mail.recipients
    }, envelope
    assert "rolf@" not in str(left["Cc"])
    role(anna, "ute", "Not in it")  # falls out: said before anything is sent
    expect(anna.composer).to_contain_text("ute got our last answer, but not this one.")
    anna.composer.get_by_role("button", name="Take in").click()
    expect(anna.composer.get_by_text("got our last answer")).to_have_count(0)


def role(person: Person, who: str, wish: str) -> None:
    aside(person).get_by_role("button", name=re.compile(f"^{who}:")).click()
    person.page.get_by_role("menuitem", name=wish).click()


def test_a_mail_to_two_addresses_is_shown_once_with_both(house: House, anna: Person) -> None:
    subject = "An beide Adressen"
    letter = written(subject, "Wer kümmert sich?", to="support", by=JANA)
    letter.replace_header("To", "support@acme.example, sales@acme.example")
    for box in ("support", "sales"):
        house.gets(bytes(letter), to=box)
    for box in ("support", "sales"):
        anna.opens(box)
        anna.sees_row(subject)
    anna.types("g", "i")
    expect(anna.row(subject)).to_have_count(1)
    expect(anna.row(subject)).to_contain_text("+1")
    anna.reads(subject)
    expect(
        anna.thread.get_by_text(re.compile(r"(support|sales) \+ (support|sales)"))
    ).to_be_visible()
