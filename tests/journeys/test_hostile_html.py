"""A stranger's HTML runs no script and asks no server for anything, whichever wall is left.

Each payload is shown in a real browser: raw (to see that the detector is awake), sanitised but
without walls, raw behind sandbox and CSP, and with all of them as in the app (PROMISES P32, P34).
All traffic of the browser goes through a recorder, so nothing it asks for goes unseen.
"""

import json
import os
import re
import threading
from collections import defaultdict
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Error, sync_playwright

from tripost.core.html import HEADERS, content_security_policy, document, sanitise
from tripost.core.html.document import SANDBOX

pytestmark = pytest.mark.browser

CHROMIUM = "/usr/bin/chromium"
SWITCHES = """--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync
    --disable-background-networking --disable-component-update --disable-popup-blocking"""
HOST = "mail.test"  # exists in the recorder only
ACROSS, DOWN = 6, 7  # frames on one page
WIDTH, HEIGHT = 186, 116  # pixels of a frame
STYLE = f"body{{margin:0;width:{ACROSS * WIDTH}px}}html{{overflow:hidden}}" + (
    f"iframe{{float:left;border:0;width:{WIDTH}px;height:{HEIGHT}px}}"
)
RAW, SANITISED, WALLS, ALL = "raw", "sanitised", "walls", "all"
OWN = re.compile(rf"http://{HOST}/(?:host|mail)/({RAW}|{SANITISED}|{WALLS}|{ALL})/(\d+)/$")
# The browser's own errands, not the mail's.
ERRANDS = ("google.com", "googleapis.com", "gstatic.com", "gvt1.com", "chromium.org")
# Anything a payload calls to show that it runs, in every frame, before the frame's own scripts.
TELLTALE = """for (const name of ["alert", "confirm", "prompt", "print", "open"])
  window[name] = () => { window.itRan(location.href) };"""

# What a reader does to every element: point at it, click it (not the links that lead out by
# right), write in it, leave it. The frames are of one origin with their page, as in the app.
TOUCH = """for (const frame of document.querySelectorAll("iframe")) {
  let all = [];
  try { all = [...frame.contentDocument.querySelectorAll("*")].slice(0, 300) } catch {}
  for (const one of all) {
    for (const kind of ["mouseover", "mouseenter", "mousemove", "mousedown", "mouseup", "mouseout",
                        "focus", "blur", "keydown", "input", "change", "scroll", "wheel"])
      try { one.dispatchEvent(new MouseEvent(kind, {bubbles: true})) } catch {}
    try { if (!/^(https?|mailto|tel):/.test(one.closest("a")?.href || "")) one.click() } catch {}
  }
}"""


@dataclass
class Seen:
    """What came of showing the payloads: ids by way of showing."""

    ran: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    asked: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    shown: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))


def page_of(way: str, html: str) -> tuple[str, dict[str, str]]:
    """The document of one payload and its headers."""
    plain = {"Content-Type": "text/html; charset=utf-8"}
    policy = content_security_policy(images=(f"http://{HOST}/parts/",))
    walls = HEADERS | {"Content-Security-Policy": policy}
    if way in (RAW, WALLS):
        text = f"<!doctype html><meta charset=utf-8><body>{html}"
    else:
        text = document(
            sanitise(html, remote=False, cid=lambda _: None, proxy=lambda url: f"/proxy?{url}")
        )
    return text, walls if way in (WALLS, ALL) else plain


def host_of(way: str, first: int, count: int) -> str:
    """A page with a frame for each of some payloads, as the app would hold it."""
    # Without walls a payload may run, but not lead the page with all the others away.
    rights = SANDBOX if way in (WALLS, ALL) else "allow-scripts allow-same-origin allow-forms"
    sandbox = f' sandbox="{rights}"'
    frames = "".join(
        f'<iframe{sandbox} src="/mail/{way}/{number}/"></iframe>'
        for number in range(first, first + count)
    )
    return f"<!doctype html><style>{STYLE}</style><body>{frames}"


class Recorder(ThreadingHTTPServer):
    """A proxy that is the whole internet: serves our pages, notes down everything else."""

    daemon_threads = True

    def __init__(self, payloads: list[str], seen: Seen) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.payloads = payloads
        self.seen = seen
        self.way = ""  # the way of showing that is under test now


class Answer(BaseHTTPRequestHandler):
    server: Recorder

    def do_GET(self) -> None:
        own = OWN.fullmatch(self.path)
        if own is None:
            return self.note()
        way, number = own[1], int(own[2])
        if "/host/" in self.path:
            count = min(ACROSS * DOWN, len(self.server.payloads) - number)
            return self.send(host_of(way, number, count), {"Content-Type": "text/html"})
        self.server.seen.shown[way].add(number)
        return self.send(*page_of(way, self.server.payloads[number]))

    def note(self) -> None:
        host = (
            self.path.split(":")[0] if self.command == "CONNECT" else urlsplit(self.path).hostname
        )
        favicon = self.path == f"http://{HOST}/favicon.ico"
        if not favicon and not (host or "").endswith(ERRANDS):
            self.server.seen.asked[self.server.way].append(f"{self.command} {self.path}")
        self.send_error(404)

    do_POST = do_HEAD = do_CONNECT = do_OPTIONS = do_PUT = note  # noqa: N815 (names of the base class)

    def send(self, text: str, headers: dict[str, str]) -> None:
        body = text.encode("utf-8", "replace")
        self.send_response(200)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Silence: what was asked is kept, not printed."""


def show(context: BrowserContext, way: str, count: int) -> None:
    """Load all payloads, several on a page, and do what a reader does with them."""
    for first in range(0, count, ACROSS * DOWN):
        page = context.new_page()
        try:
            page.goto(f"http://{HOST}/host/{way}/{first}/", wait_until="load", timeout=20_000)
            page.evaluate(TOUCH)
            for _ in range(12):
                page.keyboard.press("Tab")
            page.wait_for_timeout(150)  # timers of animations and of async errors
        except Error:
            # A raw payload may leave the page; behind the walls none can.
            assert way == RAW
        finally:
            page.close()


@pytest.fixture(scope="module")
def payloads() -> list[str]:
    usual = Path(__file__).resolve().parents[3] / "shared" / "corpora"
    path = Path(os.environ.get("TRIPOST_CORPORA", usual)) / "xss_dompurify" / "payloads.json"
    if not path.is_file():
        pytest.skip("the set xss_dompurify is not here (TRIPOST_CORPORA)")
    return [one["html"] for one in json.loads(path.read_text())]


@pytest.fixture(scope="module")
def seen(payloads: list[str]) -> Seen:
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no Chromium at {CHROMIUM}")
    seen = Seen()
    recorder = Recorder(payloads, seen)
    threading.Thread(target=recorder.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=SWITCHES.split(),
            proxy={"server": f"http://127.0.0.1:{recorder.server_port}", "bypass": "<-loopback>"},
        )
        for way in (RAW, SANITISED, WALLS, ALL):
            recorder.way = way
            context = browser.new_context(
                viewport={"width": ACROSS * WIDTH, "height": DOWN * HEIGHT}
            )
            context.expose_function("itRan", lambda url, way=way: seen.ran[way].add(_number(url)))
            context.add_init_script(TELLTALE)
            show(context, way, len(payloads))
            context.close()
        browser.close()
    recorder.shutdown()
    recorder.server_close()
    return seen


def _number(url: str) -> int:
    own = OWN.match(url)
    return int(own[2]) if own else -1


def test_the_detector_is_awake(seen: Seen, payloads: list[str]) -> None:
    print(f"\n| xss_dompurify | raw | {len(seen.ran[RAW])} ran | {len(seen.asked[RAW])} requests |")
    assert len(seen.shown[RAW]) == len(payloads)
    assert len(seen.ran[RAW]) >= 40
    assert len(seen.asked[RAW]) >= 30


@pytest.mark.parametrize("way", [SANITISED, WALLS, ALL])
def test_no_script_runs_and_nothing_is_asked_for(seen: Seen, payloads: list[str], way: str) -> None:
    print(
        f"\n| xss_dompurify | {way} | {len(seen.ran[way])} ran | {len(seen.asked[way])} requests |"
    )
    assert len(seen.shown[way]) == len(payloads)
    assert seen.ran[way] == set()
    assert seen.asked[way] == []
