"""A list: members by paste, a post that each gets once, and the one click that ends it."""

import re

import httpx
import pytest
from playwright.sync_api import expect

from tests.journeys.house import House, read, until
from tests.journeys.person import Person

pytestmark = pytest.mark.browser

PASTED = """Karla Neu <karla@example.com>
otto@example.com
s01@example.net
nobody at all
otto@example.com
two@@example.com"""


def test_members_a_post_and_the_way_out(house: House, anna: Person) -> None:
    news = house.address("news")
    count = news["subscribers"]
    anna.goes(f"/lists/{news['id']}/subscribers")
    anna.button("Add subscribers").click()
    anna.page.get_by_role("menuitem", name="Paste addresses").click()
    dialog = anna.page.get_by_role("dialog")
    dialog.get_by_label("Addresses", exact=True).fill(PASTED)
    expect(dialog).to_contain_text("2 are new")
    expect(dialog).to_contain_text("1 is a subscriber already")
    expect(dialog).to_contain_text("1 stands there twice")
    expect(dialog).to_contain_text("2 cannot be added")
    expect(dialog).to_contain_text("Line 4: nobody at all")
    dialog.get_by_role("button", name="Add 2 subscribers").click()
    anna.is_told("2 subscribers added.")

    anna.opens("news")
    anna.page.get_by_role("button", name=re.compile("^New mail")).click()
    mail = anna.page.get_by_role("dialog")
    expect(mail).to_contain_text(f"Goes to all {count + 2} subscribers")
    mail.get_by_label("Subject").fill("Neu im Dezember")
    mail.get_by_role("textbox", name="Text of the mail").press_sequentially("Wir bauen um.")
    mail.get_by_role("button", name=re.compile(r"^Send")).click()
    anna.is_told("Sent.")

    copies = until(
        lambda: (
            len(house.relay.mails("Neu im Dezember")) >= count + 2
            and house.relay.mails("Neu im Dezember")
        ),
        "every member gets the post",
        seconds=30,
    )
    recipients = [recipient for copy in copies for recipient in copy.recipients]
    assert len(recipients) == len(set(recipients)) == count + 2
    assert len({copy.sender for copy in copies}) == count + 2  # VERP: each copy has its own
    assert len({read(copy)["Message-ID"] for copy in copies}) == 1
    karlas = next(read(copy) for copy in copies if copy.recipients == ["karla@example.com"])
    assert "news.acme.example" in karlas["List-Id"]
    assert karlas["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"  # RFC 8058 §3.1
    link = re.search(r"<(http[^>]+)>", karlas["List-Unsubscribe"])
    assert link is not None
    answer = httpx.post(link[1], data={"List-Unsubscribe": "One-Click"}, timeout=20)
    assert answer.status_code == 200, answer.text[:300]

    anna.goes(f"/lists/{news['id']}/subscribers")
    anna.page.get_by_label("Search subscribers").fill("karla")
    karla = anna.page.get_by_role("row").filter(has_text="karla@example.com")
    expect(karla).to_contain_text("Unsubscribed")
    assert house.address("news")["subscribers"] == count + 1
