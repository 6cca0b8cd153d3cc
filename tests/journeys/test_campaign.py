"""A campaign from its first word to its report: a segment gets it, one comes back, one leaves."""

import re

import httpx
import pytest
from playwright.sync_api import Locator, expect

from tests.delivery.sink import Mail
from tests.journeys.conftest import Comes
from tests.journeys.house import House, read, text_of, until
from tests.journeys.person import Person
from tests.storms.server import Client

pytestmark = pytest.mark.browser

SLOW = 40_000  # ms: ten seconds to take it back, then the worker begins


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_a_campaign_to_a_segment_and_what_became_of_it(
    house: House, comes: Comes, size: str
) -> None:
    place = a_list(house, f"rundbrief-{size}")
    anna = comes("anna", size=size)
    anna.goes(f"/lists/{place}/campaigns")
    expect(anna.page.get_by_text("Nothing composed yet")).to_be_visible()
    anna.press(anna.button("New campaign"))
    anna.dialog.get_by_label("Name").fill(f"Advent {size}")
    anna.press(anna.dialog.get_by_role("button", name="Begin", exact=True))

    writes_it(anna, subject=f"Advent in Bonn ({size})")
    previews_it(anna)
    anna.press(anna.button("Send …"))
    anna.press(anna.dialog.get_by_role("radio", name="A segment"))
    expect(anna.dialog).to_contain_text("3 people")
    expect(anna.dialog).to_contain_text("To 3 people (Bonn), now.")
    anna.press(anna.dialog.get_by_role("button", name="Send now"))
    expect(anna.page.get_by_role("status").filter(has_text="It leaves in")).to_be_visible()
    expect(anna.button("Take it back")).to_be_visible()
    report = anna.page.get_by_role("link", name="See its report")
    expect(report).to_be_visible(timeout=SLOW)
    anna.press(report)

    bar = anna.page.get_by_role("region", name="How far it is")
    expect(bar).to_contain_text("3 of 3", timeout=SLOW)
    copies = until(lambda: gone(house, f"Advent in Bonn ({size})"), "all three leave")
    assert sorted(copies) == ["ina@example.net", "jan@example.net", "kim@example.net"]
    assert "Hallo Ina" in text_of(read(copies["ina@example.net"]))
    assert "Hallo Ihr" in text_of(read(copies["kim@example.net"]))  # has no name

    comes_back(house, copies["jan@example.net"])
    expect(number(bar, "Came back")).to_have_text("1", timeout=SLOW)
    leaves(copies["kim@example.net"])
    expect(number(bar, "Unsubscribed")).to_have_text("1", timeout=SLOW)
    people = anna.page.get_by_role("table", name="Person by person")
    anna.press(anna.button("Came back 1"))
    expect(people.locator("tbody tr")).to_have_count(1)
    expect(people).to_contain_text("jan@example.net")
    expect(people).to_contain_text("There is no such mailbox.")
    anna.press(anna.button("Unsubscribed 1"))
    expect(people).to_contain_text("kim@example.net")
    anna.is_left_in_peace_by_axe("the report of a campaign")
    anna.goes(f"/lists/{place}/reports")
    expect(anna.page.get_by_role("table", name="Reports")).to_contain_text(f"({size})")


def a_list(house: House, name: str) -> str:
    """Four people on it, three of them in Bonn."""
    new = {"address": f"{name}@acme.example", "name": "Rundbrief", "mode": "list"}
    ident = str(house.api("anna", "POST", "/addresses", new)["id"])
    at = f"/addresses/{ident}"
    house.api("anna", "POST", f"{at}/attributes", {"key": "city", "label": "Stadt"})
    who = [("ina", "Ina Berg", "Bonn"), ("jan", "Jan Roth", "Bonn"), ("kim", "", "Bonn"),
           ("leo", "Leo Tal", "Köln")]  # fmt: skip
    people = [
        {"address": f"{local}@example.net", "name": name, "attributes": {"city": city}}
        for local, name, city in who
    ]
    house.api("anna", "POST", f"{at}/subscribers", {"subscribers": people})
    house.api("anna", "POST", f"{at}/segments", {"name": "Bonn", "query": "attr.city:Bonn"})
    return ident


def writes_it(anna: Person, *, subject: str) -> None:
    """A heading, words with a variable from the menu, and a line that goes again."""
    page = anna.page
    page.get_by_role("textbox", name="Subject").fill(subject)
    page.get_by_label("Preview line").fill("Was im Dezember los ist")
    adds(anna, "Heading")
    page.get_by_role("textbox", name="Words of the heading").fill("Advent in Bonn")
    adds(anna, "Text")
    words = page.get_by_role("textbox", name="Words", exact=True)
    anna.press(words)
    words.press_sequentially("Hallo ", delay=0)
    anna.press(anna.button("Variable"))
    anna.press(page.get_by_role("button", name=re.compile("^First name")))
    page.get_by_label("First name, and where it is missing").fill("Ihr")
    anna.press(anna.button("Put it in"))
    expect(words).to_contain_text("Hallo {{first_name|Ihr}}")
    adds(anna, "Line")
    anna.press(anna.button("Remove: Line"))
    expect(page.get_by_role("region", name="Line")).to_have_count(0)
    expect(page.get_by_text("All is saved.")).to_be_visible()


def adds(anna: Person, kind: str) -> None:
    anna.press(anna.button("Add a block"))
    anna.press(anna.page.get_by_role("menuitem", name=kind, exact=True))


def previews_it(anna: Person) -> None:
    """As somebody of whom nothing is known, and as Ina; nothing keeps it from leaving."""
    if anna.phone:
        anna.press(anna.page.get_by_text("Look", exact=True))
    mail = anna.page.frame_locator("iframe[title='Preview of the mail']")
    expect(mail.get_by_text("Hallo Ihr")).to_be_visible()
    anna.press(anna.page.get_by_role("combobox", name="As whom"))
    anna.page.get_by_role("combobox", name="As whom").fill("ina")
    anna.press(anna.page.get_by_role("option", name=re.compile("Ina Berg")))
    expect(mail.get_by_text("Hallo Ina")).to_be_visible()
    if anna.phone:
        anna.press(anna.page.get_by_text("Hints", exact=False).first)
    hints = anna.page.get_by_role("region", name="Hints")
    expect(hints).to_be_visible()
    expect(hints.get_by_text("Must be mended")).to_have_count(0)


def number(bar: Locator, name: str) -> Locator:
    """The figure under one of the words of the picture."""
    return bar.locator("dl > div").filter(has_text=name).locator("strong")


def gone(house: House, subject: str) -> dict[str, Mail]:
    """The copies by recipient, once all three are there."""
    mails = {mail.recipients[0]: mail for mail in house.relay.mails(subject)}
    return mails if len(mails) == 3 else {}


def comes_back(house: House, copy: Mail) -> None:
    """The server of the recipient thinks better of it (RFC 3464)."""
    report = (
        "From: MAILER-DAEMON@example.net\r\nTo: x@acme.example\r\nSubject: Undelivered\r\n"
        "Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nIt did not work.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.net\r\n"
        f"\r\nFinal-Recipient: rfc822; {copy.recipients[0]}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 no such user\r\n--b--\r\n"
    )
    door = Client(house.server.smtp)
    door.deliver(report.encode(), to=copy.sender, sender="")
    door.close()


def leaves(copy: Mail) -> None:
    """One click in the mail program (RFC 8058 §3.2): no cookie, no login."""
    link = re.search(r"<(http[^>]+)>", str(read(copy)["List-Unsubscribe"]))
    assert link is not None
    answer = httpx.post(link[1], data={"List-Unsubscribe": "One-Click"}, timeout=20)
    assert answer.status_code == 200, answer.text[:300]
