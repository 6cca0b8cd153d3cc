"""A campaign's content becomes one mail with places; every copy is a sound mail of its own."""

import email
import email.policy
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripost.core.campaign import (
    BadContent,
    Base,
    Brand,
    Content,
    Heading,
    Slot,
    Template,
    hints,
    make,
    read,
)
from tripost.core.campaign.page import contrast
from tripost.core.campaign.slots import encoded

VALUES = {
    "first_name": "Zoë <b>",
    "email": "zoe@example.net",
    "list_name": "Acme Neuigkeiten",
    "unsubscribe_url": "https://t.example/u/abc",
    "preferences_url": "https://t.example/p/abc",
    "web_url": "https://t.example/w/abc",
    "link.0": "https://t.example/r/0",
}
BLOCKS = [
    {"id": "a", "type": "heading", "text": "Hallo {{first_name|du}}"},
    {
        "id": "b",
        "type": "text",
        "html": "<p>Zum <a href='https://acme.example/a?x=1&amp;y=2'>Angebot</a>, Grüße.</p>"
        "<script>alert(1)</script>",
    },
    {"id": "c", "type": "button", "text": "Los", "href": "https://acme.example/?m={{email}}"},
]


def heading(subject: str = "Neues") -> Heading:
    return Heading(
        list_name="Acme Neuigkeiten",
        list_email="news@acme.example",
        subject=subject,
        preheader="",
        message_id="post-1@acme.example",
        at=datetime(2026, 11, 23, 9, tzinfo=UTC),
        language="de",
    )


def built(subject: str = "Neues", *, clicks: bool = False) -> Base:
    return make(read({"blocks": BLOCKS}), heading(subject), brand=Brand(), clicks=clicks)


def opened(raw: bytes) -> EmailMessage:
    found = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    return found


def part(raw: bytes, kind: str) -> str:
    body = opened(raw).get_body((kind,))
    assert body is not None
    return str(body.get_content())


def test_every_part_says_the_value_in_its_own_way() -> None:
    raw = built("Neues für {{first_name|Sie}}").copy(VALUES)
    assert opened(raw)["subject"] == "Neues für Zoë <b>"
    assert "Hallo Zoë &lt;b&gt;" in part(raw, "html")
    assert "Hallo Zoë <b>" in part(raw, "plain")
    assert 'href="https://acme.example/?m=zoe%40example.net"' in part(raw, "html")


def test_a_missing_value_says_its_fallback() -> None:
    raw = built("Für {{first_name|Sie}}").copy({**VALUES, "first_name": ""})
    assert opened(raw)["subject"] == "Für Sie"
    assert "Hallo du" in part(raw, "html")


def test_the_text_part_names_links_and_the_way_out() -> None:
    text = part(built().copy(VALUES), "plain")
    assert "Angebot <https://acme.example/a?x=1&y=2>" in text
    assert "Abmelden <https://t.example/u/abc>" in text


def test_links_are_counted_only_on_request_and_never_the_way_out() -> None:
    counted = built(clicks=True)
    assert counted.links == ("https://acme.example/a?x=1&y=2",)
    page = part(counted.copy(VALUES), "html")
    assert 'href="https://t.example/r/0"' in page
    assert 'href="https://t.example/u/abc"' in page
    assert "/r/0" not in part(counted.copy(VALUES), "plain")
    assert built().links == ()


def test_a_script_is_gone() -> None:
    assert "alert" not in part(built().copy(VALUES), "html")


@pytest.mark.parametrize("value", ["a\r\nBcc: x@example.net", "\x02" + "1\x03", "x\x00y\ny"])
def test_a_value_begins_no_line_and_no_place(value: str) -> None:
    raw = built("Für {{first_name}}").copy({**VALUES, "first_name": value})
    assert "bcc" not in opened(raw)
    assert b"\x02" not in raw
    assert b"\x00" not in raw
    assert b"\n" not in raw.replace(b"\r\n", b"")


@given(st.text(st.characters(exclude_characters="\x02\x03\r", codec="utf-8"), max_size=400))
def test_quoted_printable_gives_back_what_went_in(text: str) -> None:
    wire = encoded(text)
    mail = b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: " + (
        b"quoted-printable\r\n\r\n" + wire
    )
    found = email.message_from_bytes(mail).get_payload(decode=True)
    assert isinstance(found, bytes)
    assert found.decode().replace("\r\n", "\n") == text
    lines = wire.split(b"\r\n")
    assert max(map(len, lines)) <= 76
    assert not any(line.startswith(b".") for line in lines)


@given(st.text(max_size=120), st.text(max_size=120))
def test_any_value_fits_any_place(name: str, fallback: str) -> None:
    slots = [Slot("first_name", "", "html"), Slot("", "An {{first_name}}", "subject")]
    template = Template(b"Subject: \x021\x03\r\n", encoded("a \x020\x03 b"), slots)
    head, body = template.fill({"first_name": name + fallback})
    assert head.startswith(b"Subject: ")
    assert head.endswith(b"\r\n")
    assert max(len(line) for line in body.split(b"\r\n")) <= 76
    assert not any(line and line[:1] not in b" \t" for line in head.split(b"\r\n")[1:])


@pytest.mark.parametrize(
    ("kept", "code"),
    [
        ({"blocks": "x"}, "bad-content"),
        ({"blocks": [{"id": "a", "type": "script"}]}, "bad-block"),
        ({"blocks": [{"id": "a", "type": "text"}, {"id": "a", "type": "text"}]}, "bad-block"),
        ({"blocks": [{"id": "a", "type": "button", "href": "javascript:alert(1)"}]}, "bad-link"),
        ({"blocks": [{"id": "a", "type": "columns", "columns": [[]]}]}, "bad-block"),
        ({"blocks": [{"id": str(n), "type": "divider"} for n in range(201)]}, "too-many-blocks"),
        ({"mjml": '<mjml><mj-body><mj-include path="/etc/passwd"/></mj-body></mjml>'},
         "no-includes"),
        ({"mjml": "x" * 500_001}, "too-long"),
        ({"mjml": "<mj-section>" * 100}, "too-deep"),
    ],
)  # fmt: skip
def test_content_nobody_could_send_is_refused(kept: dict[str, object], code: str) -> None:
    with pytest.raises(BadContent) as wrong:
        read(kept)
    assert wrong.value.code == code


def test_broken_mjml_is_told() -> None:
    with pytest.raises(BadContent, match="cannot be read"):
        make(Content(mjml="<mjml><mj-body>"), heading(), brand=Brand())


def test_mjml_by_hand_is_sent_as_it_is() -> None:
    source = (
        "<mjml><mj-body><mj-section><mj-column><mj-text>Hallo {{first_name}}, "
        '<a href="{{unsubscribe_url}}">weg</a></mj-text></mj-column></mj-section></mj-body></mjml>'
    )
    raw = make(read({"mjml": source}), heading(), brand=Brand()).copy(VALUES)
    assert "Hallo Zoë &lt;b&gt;" in part(raw, "html")
    assert 'href="https://t.example/u/abc"' in part(raw, "html")


def codes(content: Content, *, subject: str = "Neues vom Lager", page: str = "") -> set[str]:
    shown = page or "{{unsubscribe_url}}"
    found = hints(
        content,
        subject=subject,
        preheader="x",
        brand=Brand(imprint="Acme GmbH"),
        attributes=("city",),
        html=shown,
    )
    return {hint.code for hint in found}


@pytest.mark.parametrize(
    ("block", "code"),
    [
        ({"type": "text", "html": "<p>{{attr.town}}</p>"}, "unknown-variable"),
        ({"type": "text", "html": "<p>{{first_name}}</p>"}, "no-fallback"),
        ({"type": "image", "src": "https://a.example/x.png"}, "no-alt"),
        ({"type": "image"}, "no-image"),
        ({"type": "button", "text": "Los"}, "no-target"),
        ({"type": "button", "text": "hier", "href": "https://a.example"}, "vague-link"),
        ({"type": "text", "html": "<a href='https://b.example'>bank.example</a>"}, "other-target"),
    ],
)
def test_hints_name_what_is_wrong(block: dict[str, object], code: str) -> None:
    assert code in codes(read({"blocks": [{"id": "a", **block}]}))


@pytest.mark.parametrize(
    ("subject", "code"),
    [
        ("", "no-subject"),
        ("x" * 61, "long-subject"),
        ("GROSSER AUSVERKAUF", "capitals"),
        ("Jetzt!!!", "shouting"),
        ("Re: unser Gespräch", "false-reply"),
    ],
)
def test_hints_look_at_the_subject(subject: str, code: str) -> None:
    assert code in codes(read({"blocks": BLOCKS}), subject=subject)


def test_a_sound_campaign_has_no_errors() -> None:
    found = hints(
        read({"blocks": BLOCKS}),
        subject="Neues vom Lager",
        preheader="Drei Dinge",
        brand=Brand(imprint="Acme GmbH"),
        attributes=(),
        html="{{unsubscribe_url}}",
    )
    assert [hint.code for hint in found if hint.level == "error"] == []


def test_known_attributes_are_no_mistake() -> None:
    block = {"id": "a", "type": "text", "html": "<p>{{attr.city|Köln}}</p>"}
    assert "unknown-variable" not in codes(read({"blocks": [block]}))


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


LINK = '<a href="https://a.example/{{attr.city|%s}}">%s</a>'
MJML = "<mjml><mj-body><mj-section><mj-column>%s</mj-column></mj-section></mj-body></mjml>"


@pytest.mark.parametrize("said", ['"Bad Köln"', "'Bad Köln'", "&quot;Bad Köln&quot;", "Bad Köln"])
@pytest.mark.parametrize("kind", ["button", "text", "mjml"])
def test_a_quoted_fallback_ends_no_attribute(said: str, kind: str) -> None:
    words = "{{attr.city|" + said + "}}"
    content = {
        "button": {"blocks": [
            {"id": "b", "type": "button", "text": "Los", "href": f"https://a.example/{words}"},
            {"id": "c", "type": "heading", "text": "{{attr.city|Bad Köln}}"},
        ]},
        "text": {"blocks": [{"id": "b", "type": "text", "html": LINK % (said, words)}]},
        "mjml": {"mjml": MJML % f"<mj-text>{LINK % (said, words)}</mj-text>"},
    }[kind]  # fmt: skip
    for city, shown, path in (("", "Bad Köln", "Bad%20K%C3%B6ln"), ("Bonn", "Bonn", "Bonn")):
        raw = make(read(content), heading(), brand=Brand()).copy({**VALUES, "attr.city": city})
        page = part(raw, "html")
        assert f'href="https://a.example/{path}"' in page
        assert f"{shown}<" in page
        assert "quot" not in page
        assert "{{" not in page


def test_a_fallback_is_escaped_once() -> None:
    blocks = {"blocks": [{"id": "b", "type": "text", "html": "<p>{{name|Wir & Co}}</p>"}]}
    raw = make(read(blocks), heading(), brand=Brand()).copy({**VALUES, "name": ""})
    assert "<p>Wir &amp; Co</p>" in part(raw, "html")
    assert "Wir & Co" in part(raw, "plain")
