"""Rows "app start" and "next conversation": Chromium as a person has it, slowed down by its own
developer protocol: "fast 4G" with an empty cache, and a processor six times slower."""

import http.client
import statistics
import tempfile
import urllib.parse
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from bench.measure import Row, percentile
from bench.server import Server, command, serving

CHROMIUM = "/usr/bin/chromium"
# Chromium's own preset "Fast 4G": bytes a second down and up, milliseconds.
FAST_4G = {
    "offline": False,
    "downloadThroughput": 9_000_000 / 8 * 0.9,
    "uploadThroughput": 1_500_000 / 8 * 0.9,
    "latency": 60 * 2.75,
}
STARTS = 7
STEPS = 20
START_MS = 2_000.0
STEP_MS = 100.0
SLOWER = 6
ROWS = '[aria-label="Conversations"] a[href^="/"]'

# From the key until the frame after the one with the other subject and its newest mail's words.
_STEP = """
() => new Promise((done) => {
  const before = document.querySelector("h1[title]")?.title;
  addEventListener("keydown", (event) => {
    const began = event.timeStamp;
    const look = () => {
      const now = document.querySelector("h1[title]")?.title;
      const newest = [...document.querySelectorAll("section[data-open]")].at(-1);
      const page = newest?.querySelector("iframe")?.contentDocument;
      const there = page ? page.readyState === "complete" && page.body?.textContent
        : newest?.textContent;
      if (now !== before && there) requestAnimationFrame(() => done(performance.now() - began));
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, { once: true, capture: true });
})
"""


def rows() -> list[Row]:
    """Two rows; none where there is no Chromium."""
    if not Path(CHROMIUM).exists():
        print("no Chromium here: app start and keys not measured")
        return []
    with tempfile.TemporaryDirectory(prefix="tripost-bench-") as made:
        folder = Path(made)
        command(folder, "demo")
        with serving(folder=folder) as server, sync_playwright() as play:
            browser = play.chromium.launch(
                executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
            )
            cookies = _sign_in(server)
            done = [_start(browser, server, cookies), _next(browser, server, cookies)]
            browser.close()
    return done


def _start(browser: Browser, server: Server, cookies: list[Any]) -> Row:
    """A new context has nothing in its cache."""
    times, weight = [], 0.0
    for _ in range(STARTS):
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
        context.add_cookies(cookies)
        page = context.new_page()
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.send("Network.emulateNetworkConditions", FAST_4G)
        page.goto(_inbox(server), wait_until="commit")
        page.wait_for_selector(ROWS)
        times.append(page.evaluate("() => performance.now()"))
        weight = page.evaluate(
            "() => performance.getEntriesByType('resource').filter((e) => e.name.endsWith('.js'))"
            ".reduce((sum, e) => sum + e.encodedBodySize, 0)"
        )
        context.close()
    return Row(
        job="app start, cold cache, fast 4G",
        ours=f"{START_MS:.0f} ms",
        peer="ours, median",
        ratio=START_MS / statistics.median(times),
        goal=1.0,
        unit="",
        figures={
            "until the list is there: median ms": statistics.median(times),
            "the slowest ms": max(times),
            "JavaScript kB (compressed)": weight / 1000,
        },
    )


def _next(browser: Browser, server: Server, cookies: list[Any]) -> Row:
    """`j` again and again, down the list."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(_inbox(server))
    page.locator(ROWS).first.click()
    page.wait_for_selector("section[data-open]")
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    times = [_step(page, "j" if number % STEPS < STEPS / 2 else "k") for number in range(STEPS)]
    context.close()
    return Row(
        job=f"next conversation by j, processor {SLOWER} × slower",
        ours=f"{STEP_MS:.0f} ms",
        peer="ours, median",
        ratio=STEP_MS / statistics.median(times),
        goal=1.0,
        unit="ms",
        figures={"median": statistics.median(times), "p95": percentile(times, share=0.95)},
    )


def _step(page: Page, key: str) -> float:
    page.wait_for_timeout(1_000)  # a person reads before going on
    page.evaluate(f"() => {{ window.stepped = ({_STEP})() }}")
    page.keyboard.press(key)
    return float(page.evaluate("() => window.stepped"))


def _inbox(server: Server) -> str:
    return f"http://127.0.0.1:{server.http}/mail/all/open"


def _sign_in(server: Server) -> list[Any]:
    """Anna's session cookie, by the form."""
    line = http.client.HTTPConnection("127.0.0.1", server.http)
    line.request("GET", "/sign-in/")
    answer = line.getresponse()
    answer.read()
    token = (answer.getheader("set-cookie") or "").partition("csrftoken=")[2].partition(";")[0]
    form = {"username": "anna", "password": "tripost-demo", "csrfmiddlewaretoken": token}
    head = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"csrftoken={token}",
        "Origin": f"http://127.0.0.1:{server.http}",
    }
    line.request("POST", "/sign-in/", urllib.parse.urlencode(form), head)
    answer = line.getresponse()
    answer.read()
    if answer.status != 302:
        raise RuntimeError(f"sign-in: {answer.status}")
    found = []
    for name, value in answer.getheaders():
        if name.lower() == "set-cookie":
            key, _, rest = value.partition("=")
            found.append(
                {"name": key, "value": rest.partition(";")[0], "domain": "127.0.0.1", "path": "/"}
            )
    return found
