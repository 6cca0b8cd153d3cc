"""Links that say one place and lead to another."""

import time

import pytest

from tripost.core.html import Misleading, misleading_links, sanitise


def found(html: str) -> tuple[Misleading, ...]:
    safe = sanitise(html, remote=False, cid=lambda _: None, proxy=lambda url: url)
    return misleading_links(safe.html)


@pytest.mark.parametrize(
    ("html", "leads"),
    [
        ('<a href="https://evil.example/x">www.bank.example</a>', "evil.example"),
        ('<a href="https://bank.example.evil.example/">https://bank.example/login</a>',
         "bank.example.evil.example"),
        ('<a href="https://bank.example@evil.example/"><b>bank</b>.example</a>', "evil.example"),
        ('<a style="color:red" href="http://evil.example">Bank.example</a>', "evil.example"),
    ],
)  # fmt: skip
def test_found(html: str, leads: str) -> None:
    assert [one.leads for one in found(html)] == [leads]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://www.bank.example/x">bank.example/y</a>',
        '<a href="https://login.bank.example/x">https://bank.example</a>',
        '<a href="https://evil.example">click here</a>',
        '<a href="mailto:a@b.de">b.de</a>',
        '<a href="https://x.example">Version 2.0</a>',
    ],
)
def test_not_found(html: str) -> None:
    assert found(html) == ()


@pytest.mark.parametrize("unit", ['<a href="https://a">', "<a ", "a.", '<a href="https://a">a.'])
def test_hostile_mail_takes_linear_time(unit: str) -> None:
    def cost(size: int) -> float:
        best = 9.0
        for _ in range(3):
            start = time.process_time()
            misleading_links((unit * size)[:size])
            best = min(best, time.process_time() - start)
        return best

    assert cost(120_000) < 8 * cost(30_000) + 0.02
