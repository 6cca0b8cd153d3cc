"""What a mail shows: a newsletter asks nobody for pictures until told to; the search finds it."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Request, expect

from tests.journeys.house import House
from tests.journeys.person import Person

pytestmark = pytest.mark.browser

NEWSLETTER = """<html><body style="background:#eee"><h1>Winterangebote</h1>
<p>Alles <b>günstiger</b>.</p><img src="https://tracker.example/pixel.png" width="40" height="40">
<script>document.title = "stolen"</script></body></html>"""


def test_pictures_from_elsewhere_wait_until_asked_for(house: House, anna: Person) -> None:
    house.mail("Winterangebote", "Alles günstiger.", to="office", html=NEWSLETTER)
    asked: list[Request] = []
    anna.context.on("request", lambda one: asked.append(one))
    anna.opens("office")
    anna.reads("Winterangebote")
    frame = anna.page.frame_locator("iframe[title='Text of the mail']")
    expect(frame.get_by_role("heading", name="Winterangebote")).to_be_visible()
    assert [one.url for one in asked if "/proxy" in one.url] == []
    with anna.page.expect_request(re.compile("/api/v1/proxy")):
        anna.button("Load pictures").click()
    assert {urlsplit(one.url).hostname for one in asked} == {"127.0.0.1"}  # even then only us
    expect(anna.page).not_to_have_title("stolen")


def test_words_and_fields_find_a_mail(house: House, anna: Person) -> None:
    house.mail("Zollpapiere für Zürich", "Welche Zollpapiere brauchen wir?")
    anna.opens("support")
    anna.sees_row("Zollpapiere für Zürich")
    field = anna.page.get_by_role("combobox", name="Search")
    for query, found in (
        ("zollpapier", True),
        ("from:jana is:open zollpapiere", True),
        ("from:praxis.example zürich", True),
        ("is:closed zollpapiere", False),
        ("from:marc zollpapiere", False),
    ):
        field.fill(query)
        field.press("Enter")
        if found:
            anna.sees_row("Zollpapiere für Zürich")
        else:
            expect(anna.page.get_by_text("Nothing found for")).to_be_visible()
    anna.page.get_by_role("combobox", name="Search").fill("from:jana zollpapiere")
    field.press("Enter")
    anna.reads("Zollpapiere für Zürich")
    anna.sees("Welche Zollpapiere brauchen wir?")


def test_a_search_that_is_not_understood_says_what_would_be(anna: Person) -> None:
    field = anna.page.get_by_role("combobox", name="Search")
    field.fill("is:purple")
    field.press("Enter")
    expect(anna.page.get_by_text("This search is not quite right.")).to_be_visible()
    why = "“purple” is not among what “is” may be."
    expect(anna.page.get_by_text(why).first).to_be_visible()
