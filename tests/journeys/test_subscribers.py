"""A list fills: thirty pasted with mistakes, a file that is taken back, a segment counted."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.house import House, until
from tests.journeys.person import Person

pytestmark = pytest.mark.browser

GOOD = [f"Leserin {n} <leserin{n:02}@example.net>" for n in range(24)]
PASTED = "\n".join(
    [
        *GOOD,
        "Karla Neu <karla@gmial.com>",  # a domain mistyped
        "leserin00@example.net",  # once more
        "news-member@example.com",
        "two@@example.com",
        "nobody at all",
        "Otto Alt <otto.alt@example.org>",
    ]
)
FILE = "E-Mail;Name;Stadt\n" + "".join(
    f"gast{n}@example.com;Gast {n};{'Bonn' if n % 3 == 0 else 'Wien'}\n" for n in range(30)
)


def test_pasted_from_a_file_taken_back_and_counted(house: House, anna: Person) -> None:
    news = house.address("news")
    count = news["subscribers"]
    page = anna.page
    anna.goes(f"/lists/{news['id']}/subscribers")
    anna.button("Add subscribers").click()
    page.get_by_role("menuitem", name="Paste addresses").click()
    anna.dialog.get_by_label("Addresses", exact=True).fill(PASTED)
    result = anna.dialog.get_by_role("region", name="What adding would do")
    expect(result).to_contain_text("2 cannot be added")
    expect(result).to_contain_text("Line 29: nobody at all")
    expect(result).to_contain_text("1 stands there twice, and counts once")
    assert house.address("news")["subscribers"] == count, "nothing changes before the button"
    for meant, typed in (
        ("karla@gmail.com", "karla@gmial.com"),
        ("two@example.com", "two@@example.com"),
    ):
        result.get_by_role("button", name=f"Take it: {meant} instead of {typed}").click()
    expect(result).to_contain_text("1 cannot be added")
    anna.dialog.get_by_role("button", name="Add 28 subscribers").click()
    anna.is_told("28 subscribers added.")
    expect(page.get_by_text(f"{count + 28} subscribers").first).to_be_visible()

    anna.goes(f"/lists/{news['id']}/import")
    broken = FILE + "kaputt;Niemand;Bonn\n"
    page.get_by_label("File with subscribers").set_input_files(
        {"name": "guests.csv", "mimeType": "text/csv", "buffer": broken.encode()}
    )
    expect(page.get_by_text("kaputt;Niemand;Bonn")).to_be_visible()
    page.get_by_label("Where is their consent kept?").fill("forms of the fair, folder 12")
    anna.button("Take 30 lines in").click()
    done = page.get_by_role("region", name="Import")
    expect(done).to_contain_text("guests.csv is taken in", timeout=30_000)
    expect(done).to_contain_text("The line that failed, with its reason")
    assert house.address("news")["subscribers"] == count + 58

    anna.goes(f"/lists/{news['id']}/segments")
    anna.button("New segment").click()
    anna.dialog.get_by_label("Name").fill("Guests in Bonn")
    question = anna.dialog.get_by_role("combobox", name="Who belongs into it")
    question.fill("attr.stadt:Bonn")
    expect(anna.dialog).to_contain_text(re.compile(rf"10\s*of {count + 58} subscribers"))
    question.press("Escape")
    anna.dialog.get_by_role("button", name="Save segment").click()
    kept = page.get_by_role("row").filter(has_text="Guests in Bonn")
    expect(kept).to_contain_text("10")
    kept.get_by_role("link", name="10", exact=True).click()
    expect(page.get_by_text("10 found")).to_be_visible()
    page.get_by_role("button", name="Gast 3 ").first.click()
    person = page.get_by_role("dialog", name="Subscriber gast3@example.com")
    expect(person).to_contain_text("Somebody vouched for the consent")
    anna.is_left_in_peace_by_axe("a subscriber")

    anna.goes(f"/lists/{news['id']}/import")
    page.get_by_role("row").filter(has_text="guests.csv").get_by_role(
        "button", name="Take it back"
    ).click()
    until(
        lambda: house.address("news")["subscribers"] == count + 28,
        "whom the file brought is gone",
        seconds=30,
    )
    undone = page.get_by_role("row").filter(has_text="guests.csv")
    expect(undone.get_by_text("taken back", exact=True)).to_be_visible()
