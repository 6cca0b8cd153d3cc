"""Somebody outside joins a list, reads, changes their mind and leaves, without login or script."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import OPEN, SIZES
from tests.journeys.house import House, until
from tests.journeys.person import AXE, Person

pytestmark = pytest.mark.browser
WAYS = [("light", "desk", "de"), ("dark", "phone", "de"), ("dark", "desk", "en"),
        ("light", "phone", "en")]  # fmt: skip
PICTURES = os.environ.get("TRIPOST_PICTURES", "")  # a folder to look at what was built


@pytest.fixture
def news(house: House) -> Iterator[str]:
    """news@ is open to everyone."""
    ident = house.address("news")["id"]
    topics = [{"key": "tech", "name": "Technik", "words": []},
              {"key": "fun", "name": "Feste & Feiern", "words": []}]  # fmt: skip
    open_ = {"sign_up": True, "archive": "public", "topics": topics,
             "intro": "Was bei Acme geschieht: einmal im Monat, kurz."}  # fmt: skip
    path = f"/addresses/{ident}/list"
    before = house.api("anna", "GET", path)
    house.api("anna", "PUT", path, open_)
    yield "/l/news@acme.example"
    house.api("anna", "PUT", path, {name: before[name] for name in open_})


class Visitor(Person):
    """Nobody we know."""

    def looks(self, name: str) -> None:
        """No barrier here, nothing to scroll sideways; a picture where one is wanted."""
        self.page.wait_for_load_state()  # a form leads to a page that has no root yet
        wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{name} is {wide} px too wide"
        if AXE.is_file():
            self.is_left_in_peace_by_axe(f"{name} {self.name}")
        if PICTURES:
            path = Path(PICTURES) / f"{name}-{self.name}.png"
            self.page.screenshot(path=path, full_page=True)


@pytest.mark.parametrize("way", WAYS, ids="-".join)
def test_joining_reading_preferring_and_leaving(
    house: House, browser: Browser, news: str, way: tuple[str, str, str]
) -> None:
    scheme, size, language = way
    context = browser.new_context(
        viewport=SIZES[size],  # type: ignore[arg-type]
        locale="de-DE" if language == "de" else "en-GB",
        color_scheme=scheme,  # type: ignore[arg-type]
        base_url=house.url,
        has_touch=size == "phone",
        is_mobile=size == "phone",
    )
    OPEN[:] = [context]
    context.set_default_timeout(15_000)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    who = Visitor("-".join(way), house, context, page, phone=size == "phone")
    email = f"{scheme}.{size}@besuch.example"

    confirm = _joins(page, who, news, email, house)
    page.goto(confirm)
    who.looks("confirm")
    page.get_by_role("button").click()
    expect(page.get_by_role("heading", name=re.compile("Willkommen|Welcome"))).to_be_visible()
    who.looks("confirmed")

    subject = f"Neues für {who.name}"
    house.mail(subject, "Die Werkstatt zieht um.\n\nFragen an jana@praxis.example.", to="news",
               by=("Anna", "anna@acme.example"))  # fmt: skip
    leave = _copy(house, subject, email)
    _reads(page, who, subject)
    _prefers(page, who, leave)
    _leaves(page, who, leave)
    assert all(url.startswith(house.url) for url in asked), "nothing is loaded from elsewhere"
    assert context.cookies() == []
    context.close()


def _joins(page: Page, who: Visitor, news: str, email: str, house: House) -> str:
    """Fills in the form, wrongly first; the link in the mail."""
    page.goto(news)
    who.looks("join")
    page.locator("#email").fill("jana@praxis")
    page.get_by_role("button").click()
    expect(page.locator("#wrong-email")).to_be_visible()
    who.looks("join-wrong")
    page.locator("#email").fill(email)
    page.locator("#name").fill("Jana Fuchs")
    page.get_by_role("button").click()
    expect(page.get_by_text(email)).to_be_visible()
    who.looks("look-into-your-mail")
    page.goto(f"{news}/embed")
    who.looks("embed")

    def link() -> str | None:
        for mail in house.relay.sink.mails:
            if mail.recipients == [email] or email in mail.recipients:
                raw = mail.content.decode().replace("=\r\n", "").replace("=3D", "=")
                found = re.search(r"/c/[\w-]+", raw)
                if found:
                    return found[0]
        return None

    return str(until(link, "the mail to confirm leaves"))


def _copy(house: House, subject: str, email: str) -> str:
    """The link to leave in this person's copy of a post."""

    def link() -> str | None:
        for mail in house.relay.mails(subject):
            if email in mail.recipients:
                found = re.search(r"/u/[\w-]+", mail.header("List-Unsubscribe")[0])
                return found[0] if found else None
        return None

    return str(until(link, "the copy leaves"))


def _reads(page: Page, who: Visitor, subject: str) -> None:
    page.goto("/a/news@acme.example")
    who.looks("archive")
    page.locator("#q").fill("werkstatt")
    page.get_by_role("button").click()
    page.get_by_role("link", name=subject).click()
    expect(page.get_by_text("Die Werkstatt zieht um.")).to_be_visible()
    expect(page.get_by_text("jana@…")).to_be_visible()
    who.looks("post")


def _prefers(page: Page, who: Visitor, leave: str) -> None:
    page.goto(leave)
    who.looks("leave")
    page.locator("a[href^='/p/']").click()
    expect(page.locator("input[value=each]")).to_be_checked()
    who.looks("preferences")
    page.locator("input[value=pause]").check()
    page.locator("#until").fill("2020-01-01")
    page.locator("button", has_text=re.compile("^(Speichern|Save)$")).click()
    expect(page.locator("#wrong-until")).to_be_visible()
    page.locator("input[value=digest]").check()
    page.locator("button", has_text=re.compile("^(Speichern|Save)$")).click()
    expect(page.get_by_role("status")).to_be_visible()
    page.locator("summary").click()
    who.looks("preferences-saved")


def _leaves(page: Page, who: Visitor, leave: str) -> None:
    page.goto(leave)
    page.get_by_role("button").click()
    expect(page.get_by_role("button")).to_have_count(0)
    who.looks("left")
    page.locator("a[href^='/p/']").click()
    who.looks("preferences-left")
    page.get_by_role("button").click()
    expect(page.locator("input[value=digest]")).to_be_checked()
