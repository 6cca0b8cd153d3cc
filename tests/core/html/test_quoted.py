"""Where an HTML mail's new part ends."""

import time

import pytest

from tripost.core.html import split_quoted

GMAIL = (
    "<div>New text</div><br><div class='gmail_quote'><div class=gmail_attr>On Mon, 3 May 2021 at "
    "10:00 A &lt;a@b.c&gt; wrote:<br></div><blockquote class='gmail_quote'>Old</blockquote></div>"
)


@pytest.mark.parametrize(
    ("html", "visible", "quoted"),
    [
        (GMAIL, "<div>New text</div><br>", "<div class='gmail_quote'>"),
        (
            '<p>New</p><div class="moz-cite-prefix">Am 3.5.2021 um 10:00 schrieb A:</div>'
            '<blockquote type="cite" cite="mid:x">Old</blockquote><p>&nbsp;</p>',
            "<p>New</p>",
            '<div class="moz-cite-prefix">',
        ),
        (
            "<div>New</div><div><br><div>Am 03.05.2021 um 10:00 schrieb A &lt;a@b.c&gt;:</div>"
            '<blockquote type="cite">Old</blockquote></div>',
            "<div>New</div><div><br>",
            "<div>Am 03",
        ),
        (
            '<p>New</p><div id="x_divRplyFwdMsg"><b>Von:</b> A</div><div>Old text</div>',
            "<p>New</p>",
            '<div id="x_div',
        ),
        (
            "<p>New</p><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt'>"
            "<p><b>From:</b> A</div><p>Old</p>",
            "<p>New</p>",
            "<div style='border:none",
        ),
    ],
)
def test_the_old_mail_folds(html: str, visible: str, quoted: str) -> None:
    new, old = split_quoted(html)
    assert new == visible
    assert old.startswith(quoted)
    assert new + old == html


@pytest.mark.parametrize(
    "html",
    [
        "<p>Only new</p>",
        "<blockquote type=cite>Q1</blockquote><p>A1</p><blockquote type=cite>Q2</blockquote><p>A2",
        "<div class=gmail_quote>Only a forwarded mail</div>",
    ],
)
def test_what_stays_in_sight(html: str) -> None:
    assert split_quoted(html) == (html, "")


@pytest.mark.parametrize(
    "unit",
    ["<div class='gmail_quote'>", "<p>x<blockquote type=cite>", "<", "<a id=", "<style>", "<br> ",
     "<blockquote type=cite></blockquote>x", 'id="', "<div class='gmail_quote'></div>"],
)  # fmt: skip
def test_hostile_mail_takes_linear_time(unit: str) -> None:
    def cost(size: int) -> float:
        best = 9.0
        for _ in range(3):
            start = time.process_time()
            split_quoted((unit * size)[:size])
            best = min(best, time.process_time() - start)
        return best

    assert cost(120_000) < 8 * cost(30_000) + 0.02
