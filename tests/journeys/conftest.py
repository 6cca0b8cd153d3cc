"""One server, one browser, and a context for each person; everyone speaks English here."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.journeys.house import House, Relay, started
from tests.journeys.person import Person
from tests.storms.server import ROOT

CHROMIUM = Path("/usr/bin/chromium")
SWITCHES = """--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync
    --disable-background-networking --disable-component-update"""
SIZES = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
Comes = Callable[..., Person]
OPEN: list[BrowserContext] = []  # of the journey that runs now


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The shared browser holds a running loop in this thread: what wants its own goes before."""
    here = Path(__file__).parent

    def last(item: pytest.Item) -> bool:
        return item.path.is_relative_to(here) and item.path.name != "test_hostile_html.py"

    items.sort(key=last)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """A journey that fails leaves a picture of each person's screen and says where."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if report.failed and report.when == "call":
        for number, context in enumerate(OPEN):
            for page in context.pages:
                picture = Path(tempfile.gettempdir()) / f"journey-{item.name}-{number}.png"
                page.screenshot(path=picture)
                report.sections.append(("screen", f"{picture}\n{page.url}"))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's Chromium, alone with us."""
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}")
    return {"executable_path": str(CHROMIUM), "args": SWITCHES.split()}


@pytest.fixture(scope="session")
def built_app() -> None:
    if not (ROOT / "web" / "app" / "dist" / "index.html").is_file():
        pytest.skip("the web app is not built (make install)")


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the demo world, to be copied."""
    folder = tmp_path_factory.mktemp("journeys") / "seed"
    environment = {k: v for k, v in os.environ.items() if not k.startswith("TRIPOST_")}
    subprocess.run(
        [sys.executable, "-m", "tripost.cli.main", "demo"], cwd=ROOT, check=True, timeout=120,
        capture_output=True, env=environment | {"TRIPOST_DATA": str(folder)},
    )  # fmt: skip
    return folder


@pytest.fixture(scope="session")
def house(built_app: None, seed: Path) -> Iterator[House]:
    """The demo world, served, with a relay."""
    relay = Relay()
    data = seed.parent / "house"
    shutil.copytree(seed, data)
    server = started(data, relay=relay)
    house = House(server, relay)
    try:
        for who in ("anna", "ben", "cem", "dana"):
            house.api(who, "PATCH", "/me", {"language": "en", "scheme": "light"})
        for name in ("office", "news"):  # support@ keeps the usual ten seconds
            path = f"/addresses/{house.address(name)['id']}"
            house.api("anna", "PATCH", path, {"undo_seconds": 1})
        yield house
    finally:
        server.stop()
        relay.close()


@pytest.fixture
def comes(house: House, browser: Browser) -> Iterator[Comes]:
    """`comes("anna")`: a signed-in person at a desk; `size="phone"`: on a phone."""
    OPEN.clear()

    def come(name: str, *, size: str = "desk", signed_in: bool = True) -> Person:
        context = browser.new_context(
            viewport=SIZES[size],  # type: ignore[arg-type]
            locale="en-GB",
            timezone_id="Europe/Berlin",
            has_touch=size == "phone",
            is_mobile=size == "phone",
        )
        OPEN.append(context)
        context.set_default_timeout(10_000)
        if signed_in:
            jar = house.cookies(name).jar
            context.add_cookies(
                [{"name": c.name, "value": c.value or "", "url": house.url} for c in jar]
            )
        person = Person(name, house, context, context.new_page(), phone=size == "phone")
        person.goes("/")
        return person

    yield come
    for context in OPEN:
        context.close()


@pytest.fixture
def anna(comes: Comes) -> Person:
    return comes("anna")


@pytest.fixture
def ben(comes: Comes) -> Person:
    return comes("ben")
