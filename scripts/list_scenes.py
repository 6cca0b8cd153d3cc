"""What is on the pictures of a list and of domains; the rest is in scripts/scenes.py."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Route

from scripts.scenes import Studio

PASTED = """\
Henrike Thal <h.thal@schule-am-see.example>
verwaltung@kita-elbe.example, buero@gs-nord.example
Mira Kunze <mira.kunze@gmial.com>
s03@example.net
s04@example.net
lena.roth@@example.org
morgen noch fragen
"""
FILE = """\
E-Mail;Name;Ort;Messe
a.brandt@gs-nord.example;Anke Brandt;Halle;Leipzig 2026
info@kita-wiese.example;Rosa Engel;Jena;Leipzig 2026
jonas@planbuero.example;Jonas Weil;Leipzig;Halle 2026
r.stein@gs-ost.example;Ruth Stein;Gera;Halle 2026
p.lang@example;Paul Lang;Weimar;Halle 2026
"""
NUMBER = "203.0.113.25"  # of the sending server (RFC 5737)


def page_of(place: str) -> Callable[[Studio], None]:
    """A page of the demo world's list."""

    def go(on: Studio) -> None:
        on.goes(f"/lists/{on.box('news')}/{place}")

    return go


def paste(on: Studio) -> Locator:
    page_of("subscribers")(on)
    on.button("Add subscribers").click()
    on.page.get_by_role("menuitem", name=on.said("Paste addresses")).click()
    on.dialog.get_by_label(on.said("Addresses"), exact=True).fill(PASTED)
    result = on.dialog.get_by_role("region", name=on.said("What adding would do"))
    result.get_by_text("mira.kunze@gmail.com").first.wait_for()
    return on.dialog


def a_file(on: Studio) -> None:
    """Its columns, and what becomes of each; the whole step in one sight."""
    page_of("import")(on)
    table = {"name": "messe.csv", "mimeType": "text/csv", "buffer": FILE.encode()}
    on.page.get_by_label(on.said("File with subscribers")).set_input_files(table)  # type: ignore[arg-type]
    consent = on.page.get_by_label(on.said("Where is their consent kept?"))
    consent.fill(
        {"en": "Cards from the fairs, folder 7", "de": "Messekarten, Ordner 7"}[on.look.language]
    )


def segment(on: Studio) -> Locator:
    page_of("segments")(on)
    on.button("New segment").click()
    name = {"en": "Schools that are silent", "de": "Schulen, die schweigen"}[on.look.language]
    on.dialog.get_by_role("textbox").first.fill(name)
    question = on.dialog.get_by_role("combobox", name=on.said("Who belongs into it"))
    question.fill("interesse:Schule -answered:90d")
    on.dialog.locator("meter").wait_for()
    question.press("Escape")
    return on.dialog


def campaign(on: Studio) -> None:
    """A draft, beside it the mail as somebody gets it."""
    items = on.house.api("anna", "GET", f"/addresses/{on.box('news')}/campaigns")["items"]
    draft = next(one["id"] for one in items if one["state"] == "draft")
    page_of(f"campaigns/{draft}")(on)
    if on.look.size == "phone":
        return  # there the mail is one tap away
    mail = on.page.frame_locator(f"iframe[title='{on.said('Preview of the mail')}']")
    mail.get_by_role("heading").first.wait_for()


def report(on: Studio) -> None:
    """What became of the campaign that was sent."""
    items = on.house.api("anna", "GET", f"/addresses/{on.box('news')}/mailings")["items"]
    sent = next(one["id"] for one in items if one["kind"] == "campaign")
    page_of(f"reports/{sent}")(on)
    on.page.get_by_role("region", name=on.said("How far it is")).wait_for()


def dns(on: Studio) -> Locator:
    """Names that end in .example are nobody's and are never looked up, so all would be unknown.
    The records are the real ones; what stands there is told here."""
    on.page.route(re.compile(r"/domains/[^/]+/checks$"), _answer)
    on.goes("/admin/domains")
    checks = on.page.get_by_role("list").filter(has=on.page.get_by_text("DMARC", exact=True)).first
    checks.get_by_text("DMARC", exact=True).wait_for()
    return checks


def _answer(route: Route) -> None:
    answer = route.fetch()
    told = answer.json()
    for check in told["items"]:
        check.update(_stands(check))
    route.fulfill(response=answer, json=told)


def _stands(check: dict[str, Any]) -> dict[str, Any]:
    """Mail and keys are right, one server is not named, and a policy is missing."""
    match check["kind"]:
        case "spf":
            wanted = check["wanted"].replace("127.0.0.1", NUMBER)
            found = ["v=spf1 mx -all"]
            return {"state": "wrong", "why": "not-named", "wanted": wanted, "found": found}
        case "dmarc":
            return {"state": "missing", "why": "", "found": []}
        case "ptr":
            return {"state": "ok", "why": "", "name": NUMBER, "found": [check["wanted"]]}
        case _:
            return {"state": "ok", "why": "", "found": [check["wanted"]]}


LIST_SCREENS: dict[str, Callable[[Studio], Locator | None]] = {
    "subscribers": page_of("subscribers"), "paste": paste, "import": a_file, "segment": segment,
    "segments": page_of("segments"), "list-settings": page_of("settings"), "campaign": campaign,
    "campaigns": page_of("campaigns"), "report": report, "reports": page_of("reports"),
    "held-posts": page_of("held"), "archive": page_of("archive"), "dns": dns,
}  # fmt: skip
