"""A campaign that several people and a stubborn server have a hand in, each thing clicked."""

import csv
import io
import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.journeys.conftest import Comes
from tests.journeys.house import House, read, text_of
from tests.journeys.person import Person

pytestmark = pytest.mark.browser

SLOW = 40_000  # ms: ten seconds to take it back, then the worker begins
READ, MODERATE, MANAGE = "read", "moderate", "manage"


def test_a_second_person_looks_before_it_leaves(house: House, comes: Comes) -> None:
    place = a_list(house, "vier-augen", ["uta@vier.example", "udo@vier.example"])
    house.api("anna", "PUT", f"/addresses/{place}/list", {"approval": True})
    gives(house, place, "ben", [READ, MODERATE])
    path = a_campaign(house, place, "Zu zweit")
    anna, ben = comes("anna"), comes("ben")
    asks(anna, path)

    ben.goes(path)
    asked = ben.page.get_by_role("status").filter(has_text="asks you to look")
    expect(asked).to_contain_text("Anna Keller")
    expect(ben.page.get_by_role("combobox", name="As whom")).to_have_count(0)
    expect(ben.button("Send …")).to_have_count(0)
    expect(ben.page.get_by_role("textbox", name="Subject")).to_have_count(0)  # he looks, only
    expect(ben.page.frame_locator("iframe").get_by_text("Hallo zusammen")).to_be_visible()
    ben.is_left_in_peace_by_axe("a campaign to approve")
    ben.press(ben.button("Give it back"))
    expect(asked).to_have_count(0)

    expect(anna.page.get_by_text("You asked for approval.")).to_have_count(0)
    asks(anna, path)
    ben.press(ben.button("Approve"))
    expect(anna.page.get_by_text("Approved by Ben Yilmaz. It can be sent.")).to_be_visible()
    anna.press(anna.button("Send …"))
    expect(anna.dialog).to_contain_text("To 2 people, now.")
    anna.press(anna.dialog.get_by_role("button", name="Send now"))
    anna.press(anna.button("Take it back"))
    expect(anna.button("Send …")).to_be_visible()


def test_two_people_write_the_same_line(house: House, comes: Comes) -> None:
    place = a_list(house, "zu-zweit", ["uta@zwei.example"])
    gives(house, place, "ben", [READ, MANAGE])
    path = a_campaign(house, place, "Gemeinsam")
    anna = comes("anna")
    anna.goes(path)
    subject = anna.page.get_by_role("textbox", name="Subject")

    with quicker(house, anna, path, {"subject": "Von Ben"}):
        subject.fill("Von Anna")
        clash = anna.page.get_by_role("region", name="Somebody else has changed this meanwhile")
        expect(clash).to_contain_text("Von Ben")
        expect(clash).to_contain_text("Von Anna")
        expect(clash).to_contain_text("Subject")
        expect(anna.button("Send …")).to_be_disabled()
        anna.is_left_in_peace_by_axe("a clash")
    anna.press(clash.get_by_role("button", name="Take mine"))
    expect(clash).to_have_count(0)
    expect(anna.page.get_by_text("All is saved.")).to_be_visible()
    assert kept(house, path)["subject"] == "Von Anna"

    with quicker(house, anna, path, {"subject": "Noch einmal Ben", "preheader": "Auch von Ben"}):
        subject.fill("Noch einmal Anna")
        anna.press(clash.get_by_role("button", name="Take theirs"))
    expect(subject).to_have_value("Noch einmal Ben")
    with quicker(house, anna, path, {"preheader": "Neu"}):  # of another field: both are kept
        subject.fill("Wieder Anna")
        expect(anna.page.get_by_text("All is saved.")).to_be_visible()
    expect(anna.page.get_by_label("Preview line")).to_have_value("Neu")
    assert kept(house, path)["subject"] == "Wieder Anna"
    expect(clash).to_have_count(0)


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_pictures_order_templates_tests_and_mjml(house: House, comes: Comes, size: str) -> None:
    place = a_list(house, f"werkstatt-{size}", ["uta@werk.example"])
    path = a_campaign(house, place, "Werkstatt")
    anna = comes("anna", size=size)
    anna.goes(path)
    brings_a_picture(anna)
    moves_it(anna, house, path)
    keeps_a_template(anna, place)
    tries_it(anna, house, f"Werkstatt {size}")
    anna.press(anna.button("More"))
    anna.press(anna.page.get_by_role("menuitem", name="Write MJML by hand"))
    source = anna.page.get_by_label("MJML")
    source.fill(source.input_value().replace("…", "Von Hand, {{first_name|Sie}}"))
    expect(anna.page.get_by_text("All is saved.")).to_be_visible()
    looks(anna)
    mail = anna.page.frame_locator("iframe[title='Preview of the mail']")
    expect(mail.get_by_text("Von Hand, Sie")).to_be_visible()


def test_it_leaves_at_their_hour_and_can_be_taken_back(house: House, comes: Comes) -> None:
    place = a_list(house, "uhrzeit", ["uta@uhr.example"])
    path = a_campaign(house, place, "Um neun")
    anna = comes("anna")
    anna.goes(path)
    anna.press(anna.button("Send …"))
    anna.press(anna.dialog.get_by_role("radio", name="At that hour wherever they live"))
    expect(anna.dialog).to_contain_text("their time")
    anna.press(anna.dialog.get_by_role("button", name="Schedule"))
    waits = anna.page.get_by_role("status").filter(has_text="wherever they live")
    expect(waits).to_be_visible()
    assert kept(house, path)["zone"] == "recipient"
    anna.press(anna.button("Take it back"))
    expect(anna.page.get_by_role("textbox", name="Subject")).to_have_value("Um neun")


def test_it_is_paused_goes_on_and_is_stopped_while_a_server_is_slow(
    house: House, comes: Comes
) -> None:
    people = [f"{local}@langsam.example" for local in ("ann", "bob", "cyd")]
    place = a_list(house, "geduld", people)
    path = a_campaign(house, place, "Geduld")
    anna = comes("anna")
    with slow(house, "langsam.example"):
        anna.goes(path)
        anna.press(anna.button("Send …"))
        anna.press(anna.dialog.get_by_role("button", name="Send now"))
        report = anna.page.get_by_role("link", name="See its report")
        expect(report).to_be_visible(timeout=SLOW)
        anna.press(report)
        bar = anna.page.get_by_role("region", name="How far it is")
        expect(bar).to_contain_text("Trying again", timeout=SLOW)
        table = anna.page.get_by_role("table", name="Person by person")
        expect(table).to_contain_text("Their server asks", timeout=SLOW)
        expect(bar).to_contain_text("0 of 3")
        anna.press(anna.button("Pause"))
        expect(bar).to_contain_text("when it was paused")
        anna.press(anna.button("Go on"))
        expect(anna.button("Pause")).to_be_visible()
        anna.press(anna.button("Stop …"))
        expect(anna.dialog).to_contain_text("3 copies have not left yet")
        anna.press(anna.dialog.get_by_role("button", name="Stop it"))
        expect(bar).to_contain_text("when it was stopped")
    with anna.page.expect_download() as told:
        anna.press(anna.page.get_by_role("link", name="As a table (CSV)"))
    rows = list(csv.DictReader(io.StringIO(Path(told.value.path()).read_text("utf-8-sig"))))
    assert [(row["address"], row["state"]) for row in rows] == [(p, "cancelled") for p in people]


# --- what a journey takes as given


def a_list(house: House, name: str, people: list[str]) -> str:
    new = {"address": f"{name}@acme.example", "name": "Rundbrief", "mode": "list"}
    ident = str(house.api("anna", "POST", "/addresses", new)["id"])
    some = [{"address": one, "name": ""} for one in people]
    house.api("anna", "POST", f"/addresses/{ident}/subscribers", {"subscribers": some})
    return ident


def gives(house: House, place: str, who: str, rights: list[str]) -> None:
    people = house.api("anna", "GET", "/people")["items"]
    ident = next(one["address"] for one in people if one["address"].startswith(f"{who}@"))
    house.api("anna", "PUT", f"/addresses/{place}/grants/{ident}", {"rights": rights})


def a_campaign(house: House, place: str, name: str) -> str:
    """One with a heading and a text; where it is in the app."""
    made = house.api("anna", "POST", f"/addresses/{place}/campaigns", {"name": name})
    blocks = [
        {"id": "a", "type": "heading", "text": name, "level": 1, "align": "left"},
        {"id": "b", "type": "text", "html": "<p>Hallo zusammen</p>", "align": "left"},
    ]
    wish = {"version": made["version"], "subject": name, "content": {"blocks": blocks}}
    house.api("anna", "PUT", f"/campaigns/{made['id']}", wish)
    return f"/lists/{place}/campaigns/{made['id']}"


def kept(house: House, path: str) -> dict[str, Any]:
    return dict(house.api("anna", "GET", f"/campaigns/{path.rsplit('/', 1)[1]}"))


@contextmanager
def quicker(house: House, anna: Person, path: str, wish: dict[str, Any]) -> Iterator[None]:
    """Ben's save gets there just before Anna's next one."""
    first = [True]

    def before(route: Route) -> None:
        if first and route.request.method == "PUT":
            first.clear()
            now = kept(house, path)["version"]
            ident = path.rsplit("/", 1)[1]
            newer = {"version": now} | wish
            house.api("ben", "PUT", f"/campaigns/{ident}", newer)
        route.continue_()

    where = re.compile(r"/api/v1/campaigns/\d+$")
    anna.page.route(where, before)
    yield
    anna.page.unroute(where, before)


@contextmanager
def slow(house: House, domain: str) -> Iterator[None]:
    """The next hop asks for patience with everybody of this domain."""
    sink = house.relay.sink
    before = sink.answer
    sink.answer = lambda verb, argument: (
        "451 4.7.1 later" if verb == "RCPT" and domain in argument else before(verb, argument)
    )
    try:
        yield
    finally:
        sink.answer = before


# --- what is clicked


def asks(anna: Person, path: str) -> None:
    anna.goes(path)
    anna.press(anna.button("Send …"))
    expect(anna.dialog).to_contain_text("Somebody else has to approve it first.")
    anna.press(anna.dialog.get_by_role("button", name="Ask for approval"))
    expect(anna.page.get_by_text("You asked for approval.")).to_be_visible()


def looks(anna: Person) -> None:
    if anna.phone:
        anna.press(anna.page.get_by_text("Look", exact=True))


def brings_a_picture(anna: Person) -> None:
    anna.press(anna.button("Add a block"))
    anna.press(anna.page.get_by_role("menuitem", name="Picture", exact=True))
    block = anna.page.get_by_role("region", name="Picture")
    file = {"name": "haus.png", "mimeType": "image/png", "buffer": a_png(320, 120)}
    block.get_by_label("Picture", exact=True).set_input_files(file)  # type: ignore[arg-type]
    shown = block.locator("img")
    expect(shown).to_be_visible()
    shown.evaluate("img => img.decode()")  # it is really there
    block.get_by_label("What it shows").fill("Unser Haus")
    expect(anna.page.get_by_text("All is saved.")).to_be_visible()


def moves_it(anna: Person, house: House, path: str) -> None:
    """With the mouse by its handle; with a finger by the arrow."""
    block = anna.page.get_by_role("region", name="Picture")
    block.hover()
    if anna.phone:
        anna.press(anna.button("Up: Picture"))
        anna.press(anna.button("Up: Picture"))
    else:
        grip = block.get_by_role("button", name=re.compile("^Move: Picture"))
        heading = anna.page.get_by_role("region", name="Heading")
        onto(anna, grip, heading)
    expect(anna.page.locator("section[id^=block-]").first).to_have_accessible_name("Picture")
    expect(anna.page.get_by_text("All is saved.")).to_be_visible()
    types = [one["type"] for one in kept(house, path)["content"]["blocks"]]
    assert types == ["image", "heading", "text"]


def onto(anna: Person, grip: Locator, below: Locator) -> None:
    """Drags to the place above a block."""
    grip.scroll_into_view_if_needed()
    box = grip.bounding_box()
    assert box is not None
    mouse = anna.page.mouse
    mouse.move(box["x"] + 8, box["y"] + 8)
    mouse.down()
    mouse.move(box["x"] + 4, box["y"] - 8, steps=4)
    below.scroll_into_view_if_needed()
    there = below.bounding_box()
    assert there is not None
    mouse.move(there["x"] + 60, there["y"] - 8, steps=6)
    mouse.move(there["x"] + 62, there["y"] - 8, steps=2)
    mouse.up()


def keeps_a_template(anna: Person, place: str) -> None:
    anna.press(anna.button("More"))
    anna.press(anna.page.get_by_role("menuitem", name="Keep as a template …"))
    anna.dialog.get_by_label("Name of the template").fill("Mit Haus")
    anna.press(anna.dialog.get_by_role("button", name="Keep it"))
    anna.is_told("Kept. New campaigns can begin with it.")
    back = anna.page.url
    anna.goes(f"/lists/{place}/campaigns")
    anna.press(anna.button("New campaign"))
    anna.dialog.get_by_label("Name").fill("Aus der Vorlage")
    anna.press(anna.dialog.get_by_role("radio", name="Mit Haus"))
    anna.press(anna.dialog.get_by_role("button", name="Begin", exact=True))
    expect(anna.page.get_by_role("region", name="Picture").locator("img")).to_be_visible()
    anna.page.goto(back)


def tries_it(anna: Person, house: House, subject: str) -> None:
    anna.page.get_by_role("textbox", name="Subject").fill(subject)
    anna.press(anna.button("Test"))
    anna.dialog.get_by_label("To", exact=True).fill("anna@acme.example, ben@acme.example")
    anna.press(anna.dialog.get_by_role("button", name="Send the test"))
    anna.is_told("The test is on its way to anna@acme.example, ben@acme.example.")
    mail = house.relay.mail(subject)[0]
    assert "Hallo zusammen" in text_of(read(mail))


def a_png(width: int, height: int) -> bytes:
    """A picture of one colour (PNG, W3C 2003 §11.2)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        sum_of = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + sum_of

    rows = (b"\0" + b"\x6b\x2d\x5c" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    ends = chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(ends)
