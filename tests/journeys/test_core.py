"""The core journey: sign in, a mail comes, is answered, leaves, and a colleague sees it."""

import re
from email.utils import parseaddr

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Comes
from tests.journeys.house import House, text_of
from tests.journeys.person import Person

pytestmark = pytest.mark.browser


def test_a_wrong_password_is_told_and_the_right_one_lets_in(comes: Comes) -> None:
    anna = comes("anna", signed_in=False)
    anna.signs_in("not the password")
    expect(anna.page.get_by_role("alert")).to_have_text("Name or password is wrong.")
    anna.signs_in()
    expect(anna.page.get_by_role("navigation", name="Places")).to_contain_text("support")


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_a_mail_comes_is_answered_and_a_colleague_sees_it(
    house: House, comes: Comes, size: str
) -> None:
    subject = f"Schreibtischlampe flackert ({size})"
    anna, ben = comes("anna", size=size), comes("ben")
    anna.opens("support")
    ben.opens("support")
    theirs = house.mail(subject, "Guten Tag,\n\ndie Lampe flackert.\n\nJana Fuchs")
    anna.sees_row(subject)
    ben.sees_row(subject)
    ben.reads(subject)
    ben.sees("die Lampe flackert.")

    anna.reads(subject)
    anna.sees("die Lampe flackert.")
    anna.answers("Guten Tag Frau Fuchs, eine neue Lampe ist unterwegs.")
    toast = anna.is_told("Sent.")
    expect(toast.get_by_role("button", name=re.compile("Undo"))).to_be_visible()
    assert house.relay.mails(subject) == []  # the window is open
    expect(ben.page.get_by_text("1 new")).to_be_visible()  # does not jump, waits to be asked for
    ben.button("Show").click()
    ben.sees("eine neue Lampe ist unterwegs.")

    envelope, left = house.relay.mail(subject)
    assert envelope.recipients == ["jana@praxis.example"]
    assert parseaddr(left["From"])[1] == "support@acme.example"
    assert left["In-Reply-To"] == theirs
    assert theirs in left["References"]
    assert "eine neue Lampe ist unterwegs." in text_of(left)
    expect(anna.thread.get_by_text("Leaves in a moment.")).to_have_count(0)
    assert len(house.relay.mails(subject)) == 1


def test_an_undone_answer_is_a_draft_again_and_never_leaves(house: House, anna: Person) -> None:
    house.mail("Rückgabe eines Stuhls", "Darf ich ihn zurückgeben?")
    house.mail("Die Kontrolle", "Diese Antwort geht hinaus.")
    anna.opens("support")
    anna.reads("Rückgabe eines Stuhls")
    anna.answers("Nein, leider nicht.")
    anna.is_told("Sent.").get_by_role("button", name=re.compile("Undo")).click()
    anna.is_told("Not sent. Your text is back.")
    expect(anna.page.get_by_role("textbox", name="Your answer")).to_have_text("Nein, leider nicht.")
    # One that is sent after it and leaves shows that the undone one would have left by now.
    anna.reads("Die Kontrolle")
    anna.answers("Ja.")
    house.relay.mail("Die Kontrolle")
    assert house.relay.mails("Rückgabe eines Stuhls") == []
