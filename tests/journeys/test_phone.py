"""With a finger: swiping closes and puts aside, holding selects several."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Comes
from tests.journeys.house import House, until
from tests.journeys.person import Person

pytestmark = pytest.mark.browser


class Finger:
    """Real touches, by the browser's own input."""

    def __init__(self, person: Person) -> None:
        self.page = person.page
        self.browser: Any = person.context.new_cdp_session(person.page)

    def touches(self, kind: str, *at: tuple[float, float]) -> None:
        points = [{"x": x, "y": y} for x, y in at]
        self.browser.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def swipes(self, row: Locator, by: int) -> None:
        x, y = middle(row)
        self.touches("touchStart", (x, y))
        for step in range(1, 11):
            self.touches("touchMove", (x + by * step / 10, y))
        self.touches("touchEnd")

    def holds(self, row: Locator, until_seen: Locator) -> None:
        self.touches("touchStart", middle(row))
        expect(until_seen).to_be_visible()
        self.touches("touchEnd")


def middle(row: Locator) -> tuple[float, float]:
    box = row.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def state(house: House, subject: str) -> str:
    sql = "SELECT state FROM store_conversation WHERE subject = ?"
    return str(house.server.rows(sql, subject)[0][0])


def test_swiping_closes_puts_aside_and_holding_selects(house: House, comes: Comes) -> None:
    subjects = [f"Mit dem Finger {n}" for n in range(4)]
    house.mails(subjects)
    anna = comes("anna", size="phone")
    anna.opens("support")
    for one in subjects:
        anna.sees_row(one)
    finger = Finger(anna)
    finger.swipes(anna.row(subjects[0]), 200)
    expect(anna.row(subjects[0])).to_have_count(0)
    anna.is_told("Closed.")
    until(lambda: state(house, subjects[0]) == "closed", "swiped to the right: closed")

    finger.swipes(anna.row(subjects[1]), -200)
    expect(anna.dialog).to_contain_text("Comes back")
    anna.dialog.get_by_role("option", name=re.compile("^Next Monday")).click()
    expect(anna.row(subjects[1])).to_have_count(0)
    until(lambda: state(house, subjects[1]) == "snoozed", "swiped to the left: put aside")

    bar = anna.page.get_by_role("toolbar", name="With what is selected")
    finger.holds(anna.row(subjects[2]), bar)
    anna.row(subjects[3]).tap()
    expect(bar).to_contain_text("2")
    bar.get_by_role("button", name=re.compile("^Close")).tap()
    for one in subjects[2:]:
        expect(anna.row(one)).to_have_count(0)
    anna.is_told("2 closed.").get_by_role("button", name=re.compile("^Undo")).tap()
    for one in subjects[2:]:
        anna.sees_row(one)
