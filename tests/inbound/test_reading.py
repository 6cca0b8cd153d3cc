"""What is derived from raw bytes: whole, bounded, and fit for both databases."""

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.inbound.conftest import letter
from tripost.core.message import decode_part, parse
from tripost.inbound.reading import Reading, Task, read


def test_a_letter_is_read_whole() -> None:
    raw = letter(
        "Guten Tag!\r\n\r\nAm 1.1.2026 um 10:00 schrieb Support:\r\n> alt",
        subject="AW: [Acme] Frage", References="<a@x> <b@x>", In_Reply_To="<b@x>",
    )  # fmt: skip
    found = read(Task(raw, "jana@praxis-weiss.example"))
    assert (found.subject, found.base_subject) == ("AW: [Acme] Frage", "frage")
    assert (found.from_name, found.from_address) == ("Jana Weiß", "jana@praxis-weiss.example")
    assert (found.visible, found.references, found.in_reply_to) == (
        "Guten Tag!", ["a@x", "b@x"], ["b@x"],
    )  # fmt: skip
    assert "> alt" in found.folded
    assert found.to == [("", "support@acme.example")]
    assert {"frage", "jana", "guten"} <= set(found.terms.split())


def test_html_alone_is_text_too_and_says_whether_it_calls_home() -> None:
    raw = (
        b"From: a@b.example\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        b"<p>Hallo <b>Welt</b></p><img src='https://track.example/x.gif'>\r\n"
    )
    found = read(Task(raw, ""))
    assert "Hallo Welt" in found.visible
    assert found.has_html
    assert found.remote_content


def test_an_attachment_stands_where_its_offsets_say() -> None:
    raw = (
        b"From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n"
        b"\r\n--x\r\nContent-Type: text/plain\r\n\r\nSiehe Anhang\r\n--x\r\n"
        b"Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\nSGFsbG8=\r\n--x--\r\n"
    )
    [part] = read(Task(raw, "")).parts
    assert (part.name, part.content_type, part.size) == ("a.pdf", "application/pdf", 5)
    assert raw[part.offset : part.offset + part.length].strip() == b"SGFsbG8="
    assert decode_part(raw, parse(raw).attachments[0]) == b"Hallo"


@given(raw=st.binary(max_size=2000), sender=st.text(max_size=30))
@settings(deadline=None)
def test_any_bytes_give_a_reading_that_travels_and_holds_no_nul(raw: bytes, sender: str) -> None:
    found = read(Task(raw, sender))
    again = msgspec.msgpack.decode(msgspec.msgpack.encode(found), type=Reading)
    assert again == found
    texts = (found.subject, found.visible, found.folded, found.snippet, found.terms,
             found.from_name, found.from_address, found.message_id, *found.references)  # fmt: skip
    assert not any("\0" in text for text in texts)
