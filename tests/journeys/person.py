"""Somebody in front of a browser: what a person does and sees, in a person's words."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from tests.journeys.house import PASSWORD, House
from tests.storms.server import ROOT

AXE = ROOT / "web" / "app" / "node_modules" / "axe-core" / "axe.min.js"


@dataclass
class Person:
    """One person, one browser context, one page. `phone`: 390 × 844 with a finger."""

    name: str
    house: House
    context: BrowserContext
    page: Page
    phone: bool = False

    # --- coming in, going around

    def signs_in(self, password: str = PASSWORD) -> None:
        """By the form, wherever the browser stands in front of it."""
        self.page.get_by_label("Name or mail address").fill(self.name)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name="Sign in").click()

    def goes(self, path: str) -> None:
        """By the address line."""
        self.page.goto(f"{self.house.url}{path}")

    def opens(self, place: str, *, view: str = "") -> None:
        """An address (or a place such as "Mine") from the side, and one of its views."""
        if self.phone:
            self.page.get_by_role("navigation", name="Places").get_by_text("Inboxes").tap()
            self.page.get_by_role("heading", level=1).get_by_role("button").tap()
            self.page.get_by_role("menuitem", name=re.compile(rf"^{place}\b")).tap()
            expect(self.page.get_by_role("menu")).to_have_count(0)  # it lies over the list
        else:
            side = self.page.get_by_role("navigation", name="Places")
            side.get_by_role("link", name=re.compile(rf"^{place}\b")).click()
        if view:
            views = self.page.get_by_role("navigation", name="Views")
            views.get_by_role("link", name=re.compile(rf"^{view}\b")).click()

    def row(self, subject: str) -> Locator:
        """The line of a conversation in the list."""
        rows = self.page.get_by_label(re.compile("^(Conversations|Results)$"))
        return rows.get_by_role("link").filter(has_text=subject)

    def reads(self, subject: str) -> None:
        """Opens a conversation from the list."""
        self.press(self.row(subject).first)
        expect(self.thread.get_by_role("heading", name=subject)).to_be_visible()

    def press(self, what: Locator) -> None:
        """With the mouse, or with a finger."""
        what.tap() if self.phone else what.click()

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog")

    def types(self, *keys: str) -> None:
        """Keys of the app, outside of any field."""
        for key in keys:
            self.page.keyboard.press(key)

    def picks(self, typed: str, option: str) -> None:
        """In the choice that is open: types, and takes by Enter what then stands there."""
        field = self.dialog.get_by_role("combobox")
        field.fill(typed)
        shown = self.dialog.get_by_role("option", name=re.compile(option))
        expect(shown.first).to_be_visible()
        field.press("Enter")

    def hurries(self, where: str, *, seconds: float) -> None:
        """From now on, what this person lets wait by `where` waits only so many seconds."""

        def shorter(route: Route) -> None:
            wish = route.request.post_data_json
            soon = (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat()
            if "not_before" in wish:
                wish["not_before"] = soon
            if "until" in wish.get("do", {}):
                wish["do"]["until"] = soon
            route.continue_(post_data=json.dumps(wish))

        self.page.route(re.compile(f"/api/v1/{where}$"), shorter)

    # --- a conversation

    @property
    def thread(self) -> Locator:
        return self.page.get_by_role("article")

    @property
    def composer(self) -> Locator:
        return self.page.get_by_role("region", name="Answer", exact=True)

    def writes(self, text: str) -> None:
        """The text of an answer, without sending it."""
        editor = self.page.get_by_role("textbox", name="Your answer")
        if self.phone:
            self.thread.get_by_role("button", name="Answer", exact=True).last.tap()
        else:
            begin = self.button("Write your answer …")
            expect(begin.or_(editor)).to_be_visible()
            if not editor.is_visible():
                begin.click()
        self.press(editor)
        editor.press_sequentially(text, delay=0)
        expect(editor).to_contain_text(text)

    def sends(self) -> None:
        """Presses Send under what was written."""
        self.press(self.composer.get_by_role("button", name=re.compile(r"^Send(?! & )")))

    def answers(self, text: str) -> None:
        self.writes(text)
        self.sends()
        self.is_told("Sent.")

    def notes(self, text: str) -> None:
        """A note for colleagues."""
        box = self.thread
        if self.phone:
            self.button("Note").tap()
        else:
            box.get_by_role("button", name="Note", exact=True).click()
        field = self.page.get_by_role("textbox", name="Note")
        field.press_sequentially(text)
        self.press(self.page.get_by_role("button", name=re.compile("^Add note")))

    def does(self, command: str) -> None:
        """Something from the conversation's menu, by its name."""
        self.press(self.thread.get_by_role("button", name="More", exact=True))
        self.press(self.page.get_by_role("menuitem", name=re.compile(rf"^{re.escape(command)}")))

    def gives_to(self, name: str) -> None:
        self.does("Give to …")
        self.press(self.page.get_by_role("option", name=re.compile(name)))

    # --- what is seen

    def sees(self, text: str, *, seconds: float = 10) -> None:
        """In the opened conversation."""
        expect(self.thread.get_by_text(text).first).to_be_visible(timeout=seconds * 1000)

    def sees_row(self, subject: str, *, seconds: float = 10) -> None:
        expect(self.row(subject).first).to_be_visible(timeout=seconds * 1000)

    def is_told(self, text: str, *, seconds: float = 10) -> Locator:
        """By a toast, which is returned."""
        toast = self.page.get_by_role("status").filter(has_text=text).last
        expect(toast).to_be_visible(timeout=seconds * 1000)
        return toast

    def is_left_in_peace_by_axe(self, where: str, *, within: str = "html") -> None:
        """No serious or critical barrier on this screen, frames of mails aside."""
        self.page.evaluate(AXE.read_text())  # by the debugger: the page's CSP keeps scripts out
        found: list[dict[str, Any]] = self.page.evaluate(
            """async within => (await axe.run(
                 {include: [[within]], exclude: [["iframe"]]},
                 {iframes: false, resultTypes: ["violations"]}
               )).violations
                 .filter(one => ["serious", "critical"].includes(one.impact))
                 .map(({id, nodes}) => ({id, nodes: nodes.slice(0, 4).map(one => one.html)}))""",
            within,
        )
        assert found == [], f"{where}: {json.dumps(found, indent=1)}"


def axe_is_here() -> Path | None:
    return AXE if AXE.is_file() else None
