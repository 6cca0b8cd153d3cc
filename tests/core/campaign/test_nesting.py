"""Markup nested without end would end the process: it is refused before anything reads it."""

import time
from contextlib import suppress

import pytest

from tripost.core.campaign import BadContent, Brand, read
from tripost.core.campaign.nesting import Unreadable, depth, without_comments
from tripost.core.campaign.page import to_html

DEEP = 20_000  # mrml overflows its stack at about half of this


def mjml(words: str) -> dict[str, str]:
    """A whole document around some words."""
    inside = f"<mj-section><mj-column><mj-text>{words}</mj-text></mj-column></mj-section>"
    return {"mjml": f"<mjml><mj-body>{inside}</mj-body></mjml>"}


def nested(begin: str) -> str:
    """Many of these, one in the other."""
    return begin * DEEP + "x" + "</b>" * DEEP


@pytest.mark.parametrize(
    ("markup", "levels"),
    [
        ("", 0),
        ("<a><b></b></a>", 2),
        ("<a><b/><br><br /><img src='x'></a>", 1),
        ("<a>" * 3 + "</a>" * 9 + "<b>" * 4, 4),
        ("<!-- <a><a> --><b></b>", 1),
        ("<a title='</a></a>'><b></b></a>", 2),
        ("<!--[if mso]><table><tr><![endif]-->x<!--[if mso]></tr></table><![endif]-->", 2),
        ("<!--[if !mso]><!--><b>x</b><!--<![endif]-->", 1),
    ],
)
def test_levels_are_counted(markup: str, levels: int) -> None:
    assert depth(markup) == levels


@pytest.mark.parametrize(
    "markup",
    ["<a", "a < b", "<a href='x>", "<!-- x", "<!--><b>x</b>-->", "<![CDATA[<b>]]>",
     "<!--[if mso]>x", "<!-- [if mso]><b><![endif]-->", "<!--[if '></b>']><b><![endif]-->",
     "<!--[if mso]><b>y</b><![endif] -->", "<!DOCTYPE html>", "<?xml version='1.0'?>"],
)  # fmt: skip
def test_what_others_might_read_otherwise_is_refused(markup: str) -> None:
    with pytest.raises(Unreadable):
        depth(markup)
    with pytest.raises(BadContent) as told:
        read(mjml(markup))
    assert told.value.code == "bad-mjml"


@pytest.mark.parametrize(
    "words",
    [
        nested("<b>"),
        nested('<b a="<">'),
        nested("<b a='/>'>"),
        nested('<b a="></b>">'),
        f"<!-- {'</b>' * DEEP} -->{nested('<b>')}",
        "<!-- </b> --><b>" * DEEP,
        "<!--[if mso]><b><![endif]-->" * (DEEP // 2),
    ],
    ids=["plain", "less", "slash", "end", "comment", "comments", "condition"],
)
def test_depth_cannot_be_hidden(words: str) -> None:
    with pytest.raises(BadContent) as told:
        read(mjml(words))
    assert told.value.code == "too-deep"


def test_blocks_are_no_way_around() -> None:
    for html in ("<b>" * 100, "<ul><li>" * 60):
        with pytest.raises(BadContent) as told:
            read({"blocks": [{"id": "a", "type": "text", "html": html}]})
        assert (told.value.code, told.value.block) == ("too-deep", "a")
    blocks = [{"id": str(n), "type": "text", "html": "x" * 90_000} for n in range(6)]
    with pytest.raises(BadContent, match="letters in all texts"):
        read({"blocks": blocks})


def test_a_reader_that_panics_is_no_end() -> None:
    """What mrml does with a condition that ends oddly, were it ever let through to it."""
    content = read(mjml("x"))
    odd = content.mjml.replace("x</mj-text>", "<!--[if mso]><b>y</b><![endif] --></mj-text>")
    with pytest.raises(BadContent):
        to_html(type(content)(mjml=odd), brand=Brand(), language="en", preheader="")


def test_what_people_write_is_read() -> None:
    page = to_html(
        read(mjml("a<br>b <!-- c --> <!--[if mso]><i>d</i><![endif]--> <img src='x'>")),
        brand=Brand(),
        language="en",
        preheader="",
    )
    assert "a<br />b" in page
    assert without_comments("a<!-- b -->c<!-- d") == "ac"


@pytest.mark.parametrize("piece", ["<", "<a", "<a ", "<a '", '<a "x', "<!--", "<!--[if", "{{", "a"])
def test_time_grows_with_length_alone(piece: str) -> None:
    """PROMISES P31, generously: squares would take minutes here."""
    text = (piece * 500_000)[:480_000]
    began = time.perf_counter()
    for words in (text, f"<b c='{text.replace(chr(39), '')}'>x</b>", "<" + text):
        with suppress(BadContent):
            read(mjml(words))
    assert time.perf_counter() - began < 10
