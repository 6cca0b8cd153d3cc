"""Takes pictures of every screen: a real server with the demo world, Chromium, nothing else.

    python scripts/pictures.py FOLDER [WORD …]   desk and phone, light and dark, de and en
    python scripts/pictures.py --handbook [WORD …]   the handbook's, into docs/handbook/pictures

Fonts: Chinese and Japanese need a font that has them (fonts-ipafont-gothic on Debian). The
handbook's pictures are made small by pngquant where it is installed.

With words, only pictures whose name has all of them: `pictures.py /tmp/shots thread phone`.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import Browser, sync_playwright

from scripts.list_scenes import LIST_SCREENS
from scripts.scenes import ONLY_DESK, SCREENS, Look, Studio, at
from tests.journeys.conftest import CHROMIUM, SIZES, SWITCHES
from tests.journeys.house import House, Relay, started
from tests.storms.server import ROOT

HANDBOOK = ROOT / "docs" / "handbook" / "pictures"
IN_BOTH = (
    "inbox", "mailbox", "list", "adviser", "tasks", "bulk", "later", "merge", "completion", "view",
    "contact", "confidential", "saved-replies", "subscribers", "paste", "import", "segment",
    "list-settings", "campaign", "report", "dns",
)  # fmt: skip
ALL = SCREENS | LIST_SCREENS


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
        locale={"de": "de-DE", "en": "en-GB"}[look.language], timezone_id="Europe/Berlin",
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
        part = at("/sign-in/")(on) if name == "sign-in" else ALL[name](on)
        on.page.evaluate("() => document.fonts.ready")
        on.page.wait_for_load_state("networkidle")
        (part or on.page).screenshot(path=file, animations="disabled", caret="hide")
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
    for name in ("sign-in", *ALL):
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
    """File name, screen, and how: what docs/handbook and README.md name. `held` answers for
    good, so it comes last."""
    for screen in IN_BOTH:
        for language in ("en", "de"):
            yield f"{screen}-light-{language}", screen, Look("desk", "light", language)
    yield "inbox-dark-en", "inbox", Look("desk", "dark", "en")
    for language in ("en", "de"):
        yield f"phone-light-{language}", "inbox", Look("phone", "light", language)
        yield f"held-light-{language}", "held", Look("desk", "light", language)


def main(arguments: list[str]) -> int:
    if not arguments:
        print(__doc__)
        return 2
    handbook = arguments[0] == "--handbook"
    folder = HANDBOOK if handbook else Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    jobs = (
        [one for one in for_the_handbook() if all(word in one[0] for word in arguments[1:])]
        if handbook
        else [("-".join((name, *look)), name, look) for name, look in wanted(arguments[1:])]
    )  # fmt: skip
    taken: list[Path] = []
    with house() as stage, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=SWITCHES.split())
        for file, screen, look in jobs:
            try:
                take(browser, stage, screen, look, folder / f"{file}.png")
                taken.append(folder / f"{file}.png")
                print(file)
            except Exception as wrong:  # one screen that fails must not cost the others
                print(f"{file}: {str(wrong)[:300]}", file=sys.stderr)
        browser.close()
    if handbook and taken:
        make_small(taken)
    return 0 if len(taken) == len(jobs) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
