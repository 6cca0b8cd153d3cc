"""What is on each picture: how a person gets to a screen. scripts/pictures.py takes them."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Locator, Page

from tests.journeys.house import House
from tests.storms.server import ROOT

SUBJECT = "Defekte Lieferung, Auftrag 48213"
LOCALES = ROOT / "web" / "app" / "src" / "locales"
HELD = {"en": "Login code never arrives", "de": "Rückgabe Schreibtisch „Linnea“"}


@cache
def german() -> dict[str, str]:
    """What the app says, by its English words."""
    entries = re.compile(r'^msgid "(.+)"\nmsgstr "(.*)"$', re.M)
    return {
        english: said
        for file in sorted(Path(LOCALES).glob("*de.po"))
        for english, said in entries.findall(file.read_text())
    }


class Look(NamedTuple):
    """How a picture is taken."""

    size: str
    scheme: str
    language: str


class Studio(NamedTuple):
    """A page of Anna's, the house behind it, and how she likes it."""

    page: Page
    house: House
    look: Look

    def said(self, english: str) -> str:
        """A text of the app in the language of this picture."""
        return german()[english] if self.look.language == "de" else english

    def button(self, english: str) -> Locator:
        return self.page.get_by_role("button", name=self.said(english), exact=True)

    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog")

    def goes(self, path: str) -> None:
        self.page.goto(f"{self.house.url}{path}")
        self.page.wait_for_load_state("networkidle")

    def box(self, name: str) -> str:
        return str(self.house.address(name)["id"])

    def conversation(self, box: str, subject: str) -> str:
        query = f"/conversations?address={self.box(box)}&view=all&limit=100"
        items = self.house.api("anna", "GET", query)["items"]
        found = next(one for one in items if subject in one["subject"])
        return f"/mail/{self.box(box)}/open/{found['id']}"

    def reads(self, box: str, subject: str) -> None:
        self.goes(self.conversation(box, subject))
        self.page.get_by_role("article").wait_for()


def mine(on: Studio) -> None:
    on.goes("/mail/all/mine")


def inbox(on: Studio) -> None:
    if on.look.size == "phone":
        on.goes(f"/mail/{on.box('support')}/open")
    else:
        on.reads("support", SUBJECT)


def thread(on: Studio) -> None:
    on.reads("support", SUBJECT)


def answer(on: Studio) -> None:
    on.reads("support", SUBJECT)
    if on.look.size == "phone":
        on.button("Answer").last.tap()
    else:
        on.button("Write your answer …").click()
    editor = on.page.get_by_role("article").locator("[contenteditable=true]")
    editor.press_sequentially("Guten Tag Frau Weiß, die Ersatzplatte kommt am Freitag bis 12 Uhr.")


def newsletter(on: Studio) -> None:
    on.reads("office", "Newsletter")


def mailbox(on: Studio) -> None:
    on.reads("office", "Bewerbung")


def posts(on: Studio) -> None:
    query = f"/conversations?address={on.box('news')}&view=all&limit=5"
    first = on.house.api("anna", "GET", query)["items"][0]["id"]
    on.goes(f"/mail/{on.box('news')}/all/{first}")
    on.page.get_by_role("article").wait_for()


def members(on: Studio) -> None:
    on.goes(f"/addresses/{on.box('news')}/members")


def new_mail(on: Studio) -> None:
    on.goes(f"/mail/{on.box('support')}/open")
    on.page.keyboard.press("c")
    on.dialog.wait_for()


def palette(on: Studio) -> None:
    thread(on)
    on.page.keyboard.press("Control+k")
    on.dialog.wait_for()


def keys(on: Studio) -> None:
    mine(on)
    on.page.keyboard.press("?")
    on.dialog.wait_for()


def settings(on: Studio) -> None:
    mine(on)
    if on.look.size == "phone":
        on.page.get_by_role("navigation").get_by_role("button").last.tap()
    else:
        on.button("Settings").click()
    on.dialog.wait_for()


def search(on: Studio) -> None:
    on.goes("/search?q=rechnung")


def adviser(on: Studio) -> None:
    on.page.goto(on.house.url)
    draft = (
        '{"local": "hallo", "domain": "acme.example", "mode": null, "direct": false, "answers":'
        ' {"direction": "both", "people": "team", "mails": "some", "owner": "yes"}}'
    )
    on.page.evaluate("draft => sessionStorage.setItem('tripost.new-address', draft)", draft)
    on.goes("/new-address")


def switch(on: Studio) -> None:
    on.goes(f"/addresses/{on.box('support')}/mode")
    on.page.get_by_role("radio").first.click()
    on.dialog.wait_for()


def tasks(on: Studio) -> Locator:
    """Mail, note, tasks and the field for an answer, without what stands left of them."""
    on.reads("support", SUBJECT)
    on.page.get_by_text("Retourenschein liegt im Auftrag").scroll_into_view_if_needed()
    return on.page.get_by_role("article")


def bulk(on: Studio) -> None:
    on.reads("support", SUBJECT)
    on.page.keyboard.press("x")
    for _ in range(3):
        on.page.keyboard.press("Shift+J")
    on.page.get_by_role("toolbar").wait_for()


def later(on: Studio) -> Locator:
    on.reads("support", SUBJECT)
    on.page.keyboard.press("h")
    words = {"en": "friday afternoon", "de": "Freitag Nachmittag"}[on.look.language]
    on.dialog.get_by_role("combobox").fill(words)
    on.dialog.get_by_role("option").filter(has_text=re.compile("14:00|2:00")).first.wait_for()
    return on.dialog


def held(on: Studio) -> Locator:
    """Anna writes, Ben is quicker, she presses Send."""
    mine, his = {
        "en": (
            "Hello,\n\nthe code is valid for ten minutes. Please look into your spam folder, too.",
            "Hello,\n\nthe code is valid for ten minutes. I have sent you a new one just now.",
        ),
        "de": (
            "Guten Tag,\n\nwir holen den Schreibtisch am Donnerstag ab. Passt das?",
            "Guten Tag,\n\nwir holen den Schreibtisch am Freitag ab. Die Spedition ruft Sie an.",
        ),
    }[on.look.language]
    on.reads("support", HELD[on.look.language])
    on.button("Write your answer …").click()
    on.page.get_by_role("textbox", name=on.said("Your answer")).press_sequentially(mine)
    ident = on.page.url.rsplit("/", 1)[1]
    detail = on.house.api("ben", "GET", f"/conversations/{ident}")
    wish = {
        "text": his,
        "to": detail["reply_to"],
        "seen_up_to": detail["seen_up_to"],
        "force": True,
    }
    on.house.api("ben", "POST", f"/conversations/{ident}/replies", wish)
    on.page.keyboard.press("Control+Enter")
    on.button("Send anyway").wait_for()
    return on.dialog


def merge(on: Studio) -> Locator:
    on.reads("support", "Widerspruch Rechnung")
    on.page.keyboard.press("m")
    on.dialog.get_by_role("combobox").fill("Zahlungserinnerung")
    on.dialog.get_by_role("option").filter(has_text="Zahlungserinnerung").first.click()
    on.dialog.get_by_text(re.compile("zusammen|together")).first.wait_for()
    return on.dialog


def completion(on: Studio) -> None:
    on.goes(f"/mail/{on.box('support')}/open")
    on.page.keyboard.press("/")
    on.page.keyboard.type("is:open assigned:")
    on.page.get_by_role("option", name=re.compile("Ben Yilmaz")).wait_for()


def view_dialog(on: Studio) -> Locator:
    on.goes("/search?q=is%3Aopen%20waiting%3A%3E1h%20-label%3ALob")
    on.button("Save as view").click()
    name = {"en": "Waiting too long", "de": "Wartet zu lange"}[on.look.language]
    on.dialog.get_by_role("textbox").first.fill(name)
    on.page.wait_for_load_state("networkidle")
    return on.dialog


def contact(on: Studio) -> Locator:
    """The panel about a person, alone."""
    on.reads("support", SUBJECT)
    panel = on.page.get_by_role("complementary", name=on.said("About the person"))
    panel.get_by_text("Praxis Dr. Weiß").first.wait_for()
    return panel


def confidential(on: Studio) -> Locator:
    on.reads("office", "Bewerbung")
    on.page.get_by_role("button", name=on.said("More"), exact=True).first.click()
    on.page.get_by_role("menuitem", name=on.said("Who may read this …")).click()
    on.dialog.get_by_role("radio").last.check()
    on.dialog.get_by_role("checkbox").last.wait_for()
    return on.dialog


def saved_replies(on: Studio) -> Locator:
    on.reads("support", "Rückgabe")
    on.button("Write your answer …").click()
    on.page.get_by_role("textbox", name=on.said("Your answer")).press_sequentially(";")
    name = {"en": "Thanks", "de": "Abholung"}[on.look.language]
    on.dialog.get_by_role("combobox").fill(name)
    on.dialog.get_by_text(
        {"en": "Hello Sabine", "de": "Sabine Hartmann,"}[on.look.language]
    ).wait_for()
    return on.dialog


def at(path: str, *, box: str = "") -> Callable[[Studio], Locator | None]:
    """A screen that is just a place."""

    def go(on: Studio) -> Locator | None:
        on.goes(f"/addresses/{on.box(box)}{path}" if box else path)

    return go


SCREENS: dict[str, Callable[[Studio], Locator | None]] = {
    "inbox": inbox, "thread": thread, "answer": answer, "mine": mine, "mailbox": mailbox,
    "newsletter": newsletter, "list": posts, "members": members, "new-mail": new_mail,
    "search": search, "adviser": adviser, "switch": switch, "palette": palette, "keys": keys,
    "settings": settings, "tasks": tasks, "bulk": bulk, "later": later, "held": held,
    "merge": merge, "completion": completion, "view": view_dialog, "contact": contact,
    "confidential": confidential, "saved-replies": saved_replies,
    "general": at("", box="support"), "people-rights": at("/people", box="support"),
    "mode": at("/mode", box="support"), "addresses": at("/admin"), "domains": at("/admin/domains"),
    "people": at("/admin/people"), "intake": at("/admin/intake"), "outbox": at("/admin/outbox"),
    "drafts": at("/mail/all/drafts"), "mentions": at("/mail/all/mentions"),
    "my-tasks": at("/mail/all/tasks"), "views": at("/views"), "replies": at("/saved-replies"),
    "teams": at("/admin/teams"), "statuses": at("/admin/statuses"), "audit": at("/admin/audit"),
    "glass": at("/admin/glass"),
}  # fmt: skip
ONLY_DESK = {
    "palette", "keys", "bulk", "held", "contact", "later", "merge", "completion", "tasks",
    "saved-replies", "confidential",
}  # fmt: skip
