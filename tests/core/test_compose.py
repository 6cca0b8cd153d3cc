"""What we build is canonical, readable by others, and holds nothing a person smuggled in."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripost.core.compose import BadHeader, File, Letter, compose, reply_subject, shortened


def letter(**changes: Any) -> Letter:
    values: dict[str, Any] = {
        "from_": ("Acme Support", "support@acme.example"),
        "to": (("Jana Weiß", "jana@praxis-weiss.example"),),
        "subject": "Größe der Platte",
        "text": "Guten Tag,\n\ndie Platte ist 160 cm breit.\n",
        "date": datetime(2026, 11, 23, 9, 30, tzinfo=UTC),
        "message_id": "abc@acme.example",
    }
    return Letter(**(values | changes))


def test_a_mail_is_read_back_as_it_was_written() -> None:
    raw = compose(letter(html="<p>Guten Tag</p>", cc=(("", "empfang@praxis-weiss.example"),)))
    read = message_from_bytes(raw, policy=default)
    assert read["Subject"] == "Größe der Platte"
    assert read["To"].addresses[0].display_name == "Jana Weiß"
    assert read["Cc"] == "empfang@praxis-weiss.example"
    assert read["Message-ID"] == "<abc@acme.example>"
    plain = read.get_body(("plain",))
    assert plain is not None
    assert "160 cm breit" in plain.get_content()


def test_only_crlf_and_seven_bits_leave() -> None:
    raw = compose(letter(text="a\rb\nc\r\nd\x00 ü", html="<p>ü\r</p>"))
    assert b"\r" not in raw.replace(b"\r\n", b"")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert raw.isascii()
    assert b"\x00" not in raw


def test_a_file_keeps_its_name_and_bytes() -> None:
    data = bytes(range(256))
    raw = compose(letter(files=(File("Lieferschein März.pdf", "application/pdf", data),)))
    parts = list(message_from_bytes(raw, policy=default).iter_attachments())
    assert [p.get_filename() for p in parts] == ["Lieferschein März.pdf"]
    assert parts[0].get_content() == data


def test_on_behalf_names_the_writer() -> None:
    raw = compose(letter(sender=("Anna Keller", "anna@acme.example")))
    assert b"Sender: Anna Keller <anna@acme.example>" in raw


@pytest.mark.parametrize("bad", ["a\r\nBcc: x@evil.example", "a\nb", "a\rb", "a\x00b", "a\u2028b"])
@pytest.mark.parametrize("field", ["subject", "message_id", "in_reply_to", "from", "to", "file"])
def test_what_would_begin_a_header_is_refused(bad: str, field: str) -> None:
    changes: dict[str, Any] = {
        "from": {"from_": (bad, "support@acme.example")},
        "to": {"to": ((bad, "jana@praxis-weiss.example"),)},
        "file": {"files": (File(bad, "text/plain", b"x"),)},
    }.get(field, {field: bad})
    with pytest.raises(BadHeader):
        compose(letter(**changes))


def test_an_address_that_is_none_is_named() -> None:
    with pytest.raises(BadHeader, match="not a mail address"):
        compose(letter(to=(("", "nobody"),)))


def test_a_reply_to_a_subject_with_an_encoded_line_break_works() -> None:
    raw = compose(letter(subject=reply_subject("x\nBcc: victim@example.org")))
    assert message_from_bytes(raw)["Bcc"] is None
    assert b"Subject: Re: x Bcc: victim@example.org" in raw


@pytest.mark.parametrize(
    ("given_", "wanted"), [("Hallo", "Re: Hallo"), ("Re: Hallo", "Re: Hallo"), ("AW: x", "AW: x")]
)
def test_a_subject_is_answered_once(given_: str, wanted: str) -> None:
    assert reply_subject(given_) == wanted


def test_references_keep_the_root_and_the_newest() -> None:
    kept = shortened(tuple(str(n) for n in range(200)))
    assert len(kept) == 50
    assert (kept[0], kept[1], kept[-1]) == ("0", "151", "199")


@given(st.text(), st.text())
def test_no_subject_and_no_text_breaks_a_reply(subject: str, text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    raw = compose(
        letter(subject=reply_subject(subject.encode("utf-8", "replace").decode()), text=text)
    )
    head, _, _ = raw.partition(b"\r\n\r\n")
    names = [line.split(b":")[0] for line in head.split(b"\r\n") if line[:1] not in b" \t"]
    assert sorted(set(names)) == sorted(names)
    assert b"Bcc" not in names
