"""What is confidential is not there for others: leak test with every door open in a browser."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Comes
from tests.journeys.house import House
from tests.journeys.person import Person

pytestmark = pytest.mark.browser

VERA = ("Vera Still", "vera@still.example")
CANARY = "Zqxkaltwelle"
WATCHES = """canary => {
  const there = () => document.body.innerText.includes(canary);
  const look = () => {
    if (there()) window.gone = 0;
    else window.gone ||= Date.now();
  };
  look();
  new MutationObserver(look).observe(document.body,
    {subtree: true, childList: true, characterData: true});
}"""


def closes(anna: Person, *readers: str) -> int:
    """Confidential, for these alone; answers when the server had said yes, by the page's clock."""
    anna.does("Who may read this …")
    anna.dialog.get_by_role("radio", name=re.compile("^Confidential")).check()
    for box in anna.dialog.get_by_role("checkbox").all():
        if box.is_enabled():
            box.uncheck()
    for name in readers:
        anna.dialog.get_by_role("checkbox", name=re.compile(f"^{name}|{name} ")).check()
    return saves(anna)


def opens(anna: Person) -> None:
    anna.does("Who may read this …")
    anna.dialog.get_by_role("radio", name=re.compile("^The whole team")).check()
    saves(anna)


def saves(anna: Person) -> int:
    with anna.page.expect_response(re.compile("/readers$")) as answer:
        anna.dialog.get_by_role("button", name="Save").click()
    assert answer.value.ok
    at = int(anna.page.evaluate("() => Date.now()"))
    expect(anna.dialog).to_have_count(0)
    return at


def test_made_confidential_it_is_gone_from_every_open_page_within_a_second(
    house: House, anna: Person, comes: Comes
) -> None:
    house.mail(f"Frage zu {CANARY}", f"Alles über {CANARY}.", by=VERA, file=b"geheim")
    house.mail("Stuhlrollen", "Passen die Rollen?", by=VERA)
    hidden = house.conversation(f"Frage zu {CANARY}")["id"]
    other = house.conversation("Stuhlrollen")["id"]
    support = house.address("support")["id"]
    wish = {"name": "Kaltes", "query": CANARY, "sort": "newest", "for": "all"}
    saved = house.api("anna", "POST", "/saved-views", wish)["id"]
    [file] = house.api("dana", "GET", f"/conversations/{hidden}")["messages"][0]["attachments"]
    anna.goes(f"/mail/{support}/open/{hidden}")
    anna.sees(f"Alles über {CANARY}.")

    dana = comes("dana")
    tabs = [dana.page, *(dana.context.new_page() for _ in range(4))]
    where = (
        f"/mail/{support}/open",  # list
        f"/mail/all/open/{hidden}",  # thread
        f"/search?q={CANARY}",
        f"/mail/all/saved%3A{saved}",
        f"/mail/{support}/open/{other}",  # earlier conversations of the same person
    )
    for tab, path in zip(tabs, where, strict=True):
        tab.goto(f"{house.url}{path}")
    before = count(tabs[0])
    for tab in tabs:
        expect(subject(tab).first).to_be_visible()
    assert dana.context.request.get(f"{house.url}{file['url']}").ok

    took: list[int] = []
    while len(took) < 3 and min(took, default=1000) >= 1000:  # of a busy machine the best of three
        if took:
            opens(anna)
        for tab in tabs:
            if took:
                tab.reload()
            expect(subject(tab).first).to_be_visible()
            tab.evaluate(WATCHES, f"Frage zu {CANARY}")
        said = closes(anna, "Ben")
        for tab in tabs:
            tab.wait_for_function("() => window.gone")
        took.append(max(int(tab.evaluate("() => window.gone")) for tab in tabs) - said)
    assert min(took) < 1000, f"milliseconds: {took}"

    expect(tabs[1].get_by_text("This conversation cannot be shown.")).to_be_visible()
    views = tabs[3].get_by_role("region", name="Saved views")
    expect(views.get_by_role("link", name=re.compile("^Kaltes"))).to_have_text(re.compile("0?$"))
    expect(tab_open(tabs[0])).to_have_text(f"Open{before - 1}")
    for path in where[1:3]:
        dana.goes(path)
        away = "This conversation cannot be shown." if "mail" in path else "Nothing found for"
        expect(dana.page.get_by_text(away)).to_be_visible()
    assert dana.context.request.get(f"{house.url}{file['url']}").status == 404
    assert dana.context.request.get(f"{house.url}/api/v1/conversations/{hidden}").status == 404


def subject(tab: Page) -> Locator:
    return tab.get_by_text(f"Frage zu {CANARY}")


def tab_open(tab: Page) -> Locator:
    views = tab.get_by_role("navigation", name="Views")
    return views.get_by_role("link", name=re.compile("^Open"))


def count(tab: Page) -> int:
    """What the tab "Open" says."""
    expect(tab_open(tab)).to_have_text(re.compile(r"^Open\d+$"))
    return int((tab_open(tab).text_content() or "").removeprefix("Open"))


def test_a_mention_gives_access_and_says_so_before(
    house: House, anna: Person, comes: Comes
) -> None:
    subject = "Lieferung an die Rampe"
    house.mail(subject, "Welche Rampe nehmen wir?")
    cem = comes("cem")
    anna.opens("support")
    anna.reads(subject)
    anna.button("Note").click()
    anna.page.get_by_role("textbox", name="Note").press_sequentially("@cem welche Rampe?")
    said = anna.page.get_by_role("status").filter(has_text="the mention gives access")
    expect(said).to_contain_text("Cem cannot see this: the mention gives access")
    said.get_by_role("button", name="No access").click()
    expect(anna.page.get_by_text("cannot see this and will not hear of it.")).to_be_visible()
    anna.page.get_by_role("button", name="Give access").click()
    anna.page.get_by_role("button", name=re.compile("^Add note")).click()
    cem.opens("Mentions")
    cem.reads(subject)
    cem.sees("Welche Rampe nehmen wir?")
    aside = anna.page.get_by_role("complementary", name="About the person")
    aside.get_by_role("button", name="Take the access of Cem Arslan back").click()
    expect(cem.page.get_by_text("This conversation cannot be shown.")).to_be_visible()
    expect(cem.row(subject)).to_have_count(0)


def test_a_protected_person_is_nobody_for_others(house: House, anna: Person, comes: Comes) -> None:
    who = ("Mara Zqxquelle", "mara@zqxquelle.example")
    house.mail("Bitte vertraulich", "Rufen Sie an.", by=who)
    dana = comes("dana")
    for one in (anna, dana):
        one.opens("support")
        one.reads("Bitte vertraulich")
    anna.button("Protect …").click()
    protect = anna.dialog
    protect.get_by_role("switch").check()
    protect.get_by_role("checkbox", name=re.compile("Ben")).check()
    protect.get_by_role("button", name="Save").click()
    expect(anna.button("Protected")).to_be_visible()
    expect(anna.thread.get_by_text("Confidential").first).to_be_visible()
    expect(dana.page.get_by_text("This conversation cannot be shown.")).to_be_visible()
    expect(dana.page.get_by_text("Zqxquelle")).to_have_count(0)

    house.mail("Noch etwas Vertrauliches", "Bis morgen.", by=who)
    house.mail("Die Kontrolle danach", "Für alle.")
    anna.sees_row("Noch etwas Vertrauliches")
    dana.sees_row("Die Kontrolle danach")
    expect(dana.row("Noch etwas Vertrauliches")).to_have_count(0)
    for one, known in ((dana, 0), (anna, 1)):
        one.types("c")
        one.dialog.get_by_role("textbox", name="To", exact=True).press_sequentially("zqxq")
        with one.page.expect_response(re.compile(r"/api/v1/contacts\?q=zqxqu")):
            one.page.keyboard.type("u")
        expect(one.dialog.get_by_text(who[1])).to_have_count(known)


def test_breaking_the_glass_is_told_to_the_readers(house: House, anna: Person, ben: Person) -> None:
    subject = "Sache mit dem Mietvertrag"
    house.mail(subject, "Nur für Ben und Cem.", to="office")
    ident = house.conversation(subject)["id"]
    readers = ["ben@acme.example", "cem@acme.example"]
    house.api("ben", "PUT", f"/conversations/{ident}/readers", {"users": readers})
    path = f"/mail/all/all/{ident}"
    ben.goes(path)
    ben.sees("Nur für Ben und Cem.")
    anna.goes(path)
    expect(anna.page.get_by_text("This conversation cannot be shown.")).to_be_visible()
    anna.goes("/admin/glass")
    breaks = anna.page.locator("form").get_by_role("button", name="Break the glass")
    anna.page.get_by_label("Which conversation").fill(f"{house.url}{path}")
    anna.page.get_by_label("Why").fill("Ben und Cem sind krank, der Vermieter wartet.")
    expect(breaks).to_be_disabled()
    anna.page.get_by_label("I know that the readers are told at once").check()
    breaks.click()
    anna.button("Open the conversation").click()
    anna.sees("Nur für Ben und Cem.")

    line = "Anna broke the glass and can read this"
    ben.sees(line)
    ben.sees("der Vermieter wartet.")
    ben.opens("Mentions")
    ben.sees_row(subject)
    anna.goes("/admin/audit")
    row = anna.page.get_by_role("row").filter(has_text="broke the glass: “Ben und Cem sind krank")
    expect(row).to_be_visible()
