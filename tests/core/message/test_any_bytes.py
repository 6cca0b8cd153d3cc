"""What holds for any bytes at all: no exception, offsets inside the mail, parts byte for byte."""

import base64

from hypothesis import given
from hypothesis import strategies as st

from tripost.core.message import decode_part, parse
from tripost.core.message.parse import read

# Bytes that look like a mail more often than random ones do.
PIECES = st.sampled_from(
    [
        b"From: ", b"To: ", b"Subject: ", b"Date: ", b"Message-ID: ", b"References: ",
        b"Content-Type: multipart/mixed; boundary=", b"Content-Type: text/html; charset=",
        b"Content-Type: message/rfc822\n\n", b"Content-Transfer-Encoding: base64\n",
        b"Content-Transfer-Encoding: x-uuencode\n", b"Content-Disposition: attachment; ",
        b"filename*0*=",
        b"--a", b"--", b"a", b"\n", b"\r\n", b"\n\n", b"\r", b"\r\n\r\n", b" ", b"\t", b"<", b">",
        b"@", b"a@b.example", b",", b";", b":", b'"', b"\\", b"(", b")", b"=?utf-8?q?", b"=?gbk?b?",
        b"?=", b"=", b"'", b"*", b"\0", b"\x1b$B", b"\x80", b"\xff\xfe", b"utf-7", b"utf-16",
        b"+2AA-",
        b"begin 644 x\n", b"#0V%T\n", b"end\n", b"Mon, 23 Nov 2026 10:00:00 +0100", b"99",
    ]
)  # fmt: skip
MAILS = st.one_of(
    st.binary(max_size=400),
    st.lists(st.one_of(PIECES, st.binary(max_size=5)), max_size=60).map(b"".join),
)


@given(MAILS)
def test_any_bytes_make_a_message(raw: bytes) -> None:
    found = read(raw)
    assert found == parse(raw)
    texts = [found.subject, found.text, found.html, found.message_id, found.list_id]
    texts += [
        text for one in (*found.from_, *found.to, *found.cc) for text in (one.name, one.address)
    ]
    texts += [one.filename for one in found.attachments]
    for text in texts:
        text.encode()  # no lone surrogates
        assert "\0" not in text
    for part in found.root.walk():
        assert 0 <= part.start <= part.body <= part.end <= len(raw)
        for child in part.children:
            assert part.body <= child.start <= child.end <= part.end
    for one in found.attachments:
        assert 0 <= one.offset <= one.offset + one.length <= len(raw)
        assert isinstance(decode_part(raw, one), bytes)


@given(st.lists(st.binary(max_size=200), min_size=1, max_size=6))
def test_parts_come_back_byte_for_byte(contents: list[bytes]) -> None:
    lines = [b'Content-Type: multipart/mixed; boundary="=_b"', b""]
    for content in contents:
        lines += [b"--=_b", b"Content-Type: application/octet-stream"]
        lines += [b"Content-Transfer-Encoding: base64", b"", base64.encodebytes(content)]
    raw = b"\r\n".join([*lines, b"--=_b--", b""])
    found = read(raw)
    assert [decode_part(raw, one) for one in found.attachments] == contents
    assert [one.size for one in found.attachments] == [len(content) for content in contents]


@given(st.lists(st.binary(max_size=80).filter(lambda b: b"--=_b" not in b), min_size=1, max_size=6))
def test_binary_parts_are_slices_of_the_mail(contents: list[bytes]) -> None:
    raw = b'Content-Type: multipart/mixed; boundary="=_b"\r\n\r\n'
    for content in contents:
        raw += b"--=_b\r\nContent-Type: application/x-it\r\n\r\n" + content + b"\r\n"
    raw += b"--=_b--\r\n"
    found = read(raw)
    assert [decode_part(raw, one) for one in found.attachments] == contents
