"""Takes pictures of every screen: a real server with the demo world, Chromium, nothing else.

    python scripts/pictures.py FOLDER [WORD …]   desk and phone, light and dark, de and en
    python scripts/pictures.py --handbook        the handbook's, into docs/handbook/pictures

Fonts: Chinese and Japanese need a font that has them (fonts-ipafont-gothic on Debian). The
handbook's pictures are made small by pngquant where it is installed.

With words, only pictures whose name has all of them: `pictures.py /tmp/shots thread phone`.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.conftest import CHROMIUM, SIZES, SWITCHES
from tests.journeys.house import House, Relay, started
from tests.storms.server import ROOT

HANDBOOK = ROOT / "docs" / "handbook" / "pictures"
SUBJECT = "Defekte Lieferung, Auftrag 48213"
WORDS = {
    "de": {
        "answer": "Antworten",
        "write": "Schreiben Sie Ihre Antwort",
        "settings": "Einstellungen",
    },
    "en": {"answer": "Answer", "write": "Write your answer", "settings": "Settings"},
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
    words = WORDS[on.look.language]
    if on.look.size == "phone":
        on.page.get_by_role(
            "button", name={"de": "Antworten", "en": "Answer"}[on.look.language]
        ).last.tap()
    else:
        on.page.get_by_role("button", name=words["write"]).click()
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
    on.page.get_by_role("dialog").wait_for()


def palette(on: Studio) -> None:
    thread(on)
    on.page.keyboard.press("Control+k")
    on.page.get_by_role("dialog").wait_for()


def keys(on: Studio) -> None:
    mine(on)
    on.page.keyboard.press("?")
    on.page.get_by_role("dialog").wait_for()


def settings(on: Studio) -> None:
    mine(on)
    name = WORDS[on.look.language]["settings"]
    if on.look.size == "phone":
        on.page.get_by_role("navigation").get_by_role("button").last.tap()
    else:
        on.page.get_by_role("button", name=name).click()
    on.page.get_by_role("dialog").wait_for()


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
    on.page.get_by_role("dialog").wait_for()


def at(path: str, *, box: str = "") -> Callable[[Studio], None]:
    """A screen that is just a place."""

    def go(on: Studio) -> None:
        on.goes(f"/addresses/{on.box(box)}{path}" if box else path)

    return go


SCREENS: dict[str, Callable[[Studio], None]] = {
    "inbox": inbox, "thread": thread, "answer": answer, "mine": mine, "mailbox": mailbox,
    "newsletter": newsletter, "list": posts, "members": members, "new-mail": new_mail,
    "search": search, "adviser": adviser, "switch": switch, "palette": palette, "keys": keys,
    "settings": settings,
    "general": at("", box="support"), "people-rights": at("/people", box="support"),
    "mode": at("/mode", box="support"), "addresses": at("/admin"), "domains": at("/admin/domains"),
    "people": at("/admin/people"), "intake": at("/admin/intake"), "outbox": at("/admin/outbox"),
    "drafts": at("/mail/all/drafts"),
}  # fmt: skip
ONLY_DESK = {"palette", "keys"}


@contextmanager
def house() -> Iterator[House]:
    """The demo world in a temporary folder; nothing leaves."""
    with tempfile.TemporaryDirectory() as folder:
        relay = Relay()
        server = started(Path(folder) / "data", relay=relay)
        try:
            yield House(server, relay)
        finally:
            server.stop()
            relay.close()


def take(browser: Browser, house: House, name: str, look: Look, file: Path) -> None:
    """One picture, in a context of its own."""
    house.api("anna", "PATCH", "/me", {"language": look.language, "scheme": look.scheme})
    phone = look.size == "phone"
    context = browser.new_context(
        viewport=SIZES[look.size],  # type: ignore[arg-type]
        locale={"de": "de-DE", "en": "en-GB"}[look.language],
        color_scheme="dark" if look.scheme == "dark" else "light",
        has_touch=phone, is_mobile=phone, reduced_motion="reduce",
    )  # fmt: skip
    context.set_default_timeout(10_000)
    if name != "sign-in":
        jar = house.cookies("anna").jar
        context.add_cookies(
            [{"name": c.name, "value": c.value or "", "url": house.url} for c in jar]
        )
    on = Studio(context.new_page(), house, look)
    try:
        at("/sign-in/")(on) if name == "sign-in" else SCREENS[name](on)
        on.page.evaluate("() => document.fonts.ready")
        on.page.wait_for_load_state("networkidle")
        on.page.screenshot(path=file, animations="disabled", caret="hide")
    finally:
        context.close()


def make_small(files: list[Path]) -> None:
    """A palette of 128 colours; screens have few."""
    if tool := shutil.which("pngquant"):
        command = [tool, "--force", "--nofs", "--ext", ".png", "128", *map(str, files)]
        subprocess.run(command, check=True)
    else:
        print("pngquant is not here: the pictures stay as large as they are", file=sys.stderr)


def wanted(words: list[str]) -> Iterator[tuple[str, Look]]:
    """All screens in all ways, or those whose file name has all of the words."""
    for name in ("sign-in", *SCREENS):
        for size in SIZES:
            if size == "phone" and name in ONLY_DESK:
                continue
            for scheme in ("light", "dark"):
                for language in ("en", "de"):
                    look = Look(size, scheme, language)
                    file = f"-{name}-{'-'.join(look)}-"
                    if all(f"-{word}-" in file for word in words):
                        yield name, look


def for_the_handbook() -> Iterator[tuple[str, str, Look]]:
    """File name, screen, and how: what docs/handbook and README.md name."""
    for screen in ("inbox", "mailbox", "list", "adviser"):
        for language in ("en", "de"):
            yield f"{screen}-light-{language}", screen, Look("desk", "light", language)
    yield "inbox-dark-en", "inbox", Look("desk", "dark", "en")
    yield "phone-light-en", "inbox", Look("phone", "light", "en")


def main(arguments: list[str]) -> int:
    if not arguments:
        print(__doc__)
        return 2
    handbook = arguments[0] == "--handbook"
    folder = HANDBOOK if handbook else Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    jobs = (
        list(for_the_handbook()) if handbook
        else [("-".join((name, *look)), name, look) for name, look in wanted(arguments[1:])]
    )  # fmt: skip
    failed = 0
    with house() as stage, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=SWITCHES.split())
        for file, screen, look in jobs:
            try:
                take(browser, stage, screen, look, folder / f"{file}.png")
                print(file)
            except Exception as wrong:  # one screen that fails must not cost the others
                failed += 1
                print(f"{file}: {str(wrong)[:300]}", file=sys.stderr)
        browser.close()
    if handbook:
        make_small(sorted(folder.glob("*.png")))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
