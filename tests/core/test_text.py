"""HTML to text, text to HTML, and the first words of a mail."""

import re
import time
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripost.core.from_text import from_text, linkify
from tripost.core.snippet import snippet
from tripost.core.to_text import to_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Eins</p><p>Zwei &amp; drei</p>", "Eins\n\nZwei & drei"),
        ("a<br>b<br><br>c", "a\nb\n\nc"),
        ("<div>a</div><div>b <b>fett</b>, c</div>", "a\nb fett, c"),
        ("<ul><li>x<li>y</ul>z", "- x\n- y\n\nz"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</table>", "a b\nc"),
        ("<blockquote>alt<blockquote>älter</blockquote></blockquote>neu",
         "> alt\n> >\n> > älter\n\nneu"),
        ("<pre>a  b\n  c</pre>", "a  b\n  c"),
        ("<style>p{}</style><script>x()</script><title>t</title>y<!-- z -->", "y"),
        ('<img alt="a>b" src=x> c', "a>b c"),
        ("5 < 6 and <3", "5 < 6 and <3"),
        ("<p>unclosed <a href=x", "unclosed"),
    ],
)  # fmt: skip
def test_html_is_read_aloud(html: str, text: str) -> None:
    assert to_text(html) == text


def test_links_are_told_where_the_text_hides_them() -> None:
    html = '<a href="https://a.example/x">here</a> <a href="https://b.example">b.example</a>'
    assert to_text(html, links=True) == "here <https://a.example/x> b.example"
    assert to_text(html) == "here b.example"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("see https://a.example/x?a=1&b=(c).", "https://a.example/x?a=1&amp;b=(c)"),
        ("(https://a.example)", "https://a.example"),
        ("www.a.example, ok", "https://www.a.example"),
        ("to anna@acme.example!", "mailto:anna@acme.example"),
    ],
)
def test_links_live(text: str, html: str) -> None:
    assert f'href="{html}" target="_blank" rel="noopener noreferrer"' in linkify(text)


@given(
    st.text() | st.lists(st.sampled_from(["http://", "<", '"', "&", "a@b.de", "\n"])).map("".join)
)
def test_text_becomes_harmless_html_and_nothing_is_lost(text: str) -> None:
    html = from_text(text)
    inner = re.sub(r"<[^>]*>", "", html)
    assert unescape(inner) == text.replace("\r\n", "\n").replace("\r", "\n")
    assert not re.search(r"<(?!/?(?:a|div)[ >])", html)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("\n\n--\n***\nHallo  Welt,\nwie geht's?", "Hallo Welt, wie geht's?"),
        ("> alt\nneu", "neu"),
        ("> nur alt", "> nur alt"),
        ("\u200b\u034f\u00adJa\u200b", "Ja"),
        ("", ""),
        ("a\x00\x1bb", "a b"),
    ],
)
def test_the_first_words(text: str, start: str) -> None:
    assert snippet(text) == start


def test_long_mails_are_cut_at_a_word() -> None:
    cut = snippet("Wort " * 100)
    assert cut.endswith("Wort…")
    assert 140 < len(cut) <= 160
    assert len(snippet("x" * 500)) == 160


@pytest.mark.parametrize(
    "unit",
    ["<", "<a ", "<a '", "<a \"'", "<!--", "<style>", "&amp", "<blockquote>", "a@", "a.", "http://",
     "www.", "http://a)", "((", "a@b.", "+", "<pre>\n", "<a href=x>"],
)  # fmt: skip
def test_hostile_text_takes_linear_time(unit: str) -> None:
    def cost(size: int) -> float:
        best = 9.0
        for _ in range(2):
            text = (unit * size)[:size]
            start = time.process_time()
            to_text(text, links=True)
            from_text(text)
            snippet(text)
            best = min(best, time.process_time() - start)
        return best

    assert cost(100_000) < 8 * cost(25_000) + 0.02
