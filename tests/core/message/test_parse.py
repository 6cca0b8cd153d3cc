"""What a mail says, trap by trap."""

import base64
from datetime import UTC, datetime, timedelta, timezone

import pytest

from tripost.core.message import Mailbox, decode_part
from tripost.core.message.parse import read, unreadable

GBK = "您好，张三".encode("gbk")
JAPANESE = "こんにちは".encode("iso2022_jp")


def mail(*lines: bytes, body: bytes = b"text") -> bytes:
    return b"\r\n".join(lines) + b"\r\n\r\n" + body + b"\r\n"


SENDERS = [
    (b"Anna Ab <anna@ACME.example>", [("Anna Ab", "anna@acme.example")], ()),
    (b"anna@acme.example", [("", "anna@acme.example")], ()),
    (b'"Ab, Anna" <anna@acme.example>', [("Ab, Anna", "anna@acme.example")], ()),
    (b"Ab, Anna <anna@acme.example>", [("Ab, Anna", "anna@acme.example")], ()),
    (b"=?utf-8?q?Zo=C3=AB?= <zoe@acme.example>", [("Zoë", "zoe@acme.example")], ()),
    (
        b"alice@example.org<bob@evil.example>",
        [("alice@example.org", "bob@evil.example")],
        ("display-name-address",),
    ),
    (
        b'"alice@example.org" <bob@evil.example>',
        [("alice@example.org", "bob@evil.example")],
        ("display-name-address",),
    ),
    (
        b"=?utf-8?q?alice=40example.org?= <bob@evil.example>",
        [("alice@example.org", "bob@evil.example")],
        ("display-name-address",),
    ),
    (
        b"=?utf-8?q?alice=40example.org=3E=2C?= <bob@evil.example>",
        [("alice@example.org>,", "bob@evil.example")],
        ("display-name-address",),
    ),
    (b"bob@acme.example <bob@acme.example>", [("bob@acme.example", "bob@acme.example")], ()),
    (b"a@x.example, b@y.example", [("", "a@x.example"), ("", "b@y.example")], ("several-from",)),
    (
        b"alice@example.org)bob@example.com",
        [("alice@example.org)bob@example.com", "")],
        ("broken-address", "broken-from"),
    ),
    (b"alice@example.org@evil.example", [("alice@example.org@evil.example", "")], None),
    (b'"x" <', [("x", "")], ("broken-from",)),
    (b"<<<>>>", [("< <>>>", "")], ("broken-from",)),
    (b"<a@b.example\x00>", None, None),
    (
        b"=?utf-8?q?x=0ABcc:_evil=40x.example?= <a@b.example>",
        [("x Bcc: evil@x.example", "a@b.example")],
        ("display-name-address",),
    ),
    ("Jöhn <jöhn@mächine.example>".encode(), [("Jöhn", "jöhn@mächine.example")], ()),
    (b"Big Bug bb@bug.example", [("Big Bug", "bb@bug.example")], ()),
    (b"<@relay.example:mary@acme.example>", [("", "mary@acme.example")], ()),
]


@pytest.mark.parametrize(("value", "people", "warnings"), SENDERS)
def test_senders(
    value: bytes, people: list[tuple[str, str]] | None, warnings: tuple[str, ...] | None
) -> None:
    found = read(mail(b"From: " + value))
    if people is not None:
        assert [(one.name, one.address) for one in found.from_] == people
    if warnings is not None:
        codes = found.warnings
        assert set(codes) - {"display-name-address"} == set(warnings) - {"display-name-address"}
        assert ("display-name-address" in codes) == ("display-name-address" in warnings)
    for one in found.from_:
        assert one.name.isprintable()
        assert one.address.count("@") <= 1


SPOOFS = [
    ("=?utf-8?q?support=EF=BC=A0acme=2Eexample?= <x@evil.example>", "display-name-address"),
    ("=?utf-8?q?Anna=E2=80=AE?= <x@evil.example>", "hidden-characters"),
    ("=?utf-8?q?An=E2=80=8Bna?= <x@evil.example>", "hidden-characters"),
    ("Anna <anna@аcme.example>", "lookalike-domain"),  # a Cyrillic а before Latin letters
    ("Anna <anna@xn--80ak6aa92e.example>", "lookalike-domain"),  # аррӏе, all Cyrillic
    ("Anna <anna@müller.example>", ""),
    ("Anna <anna@xn--mller-kva.example>", ""),
    ("Анна <anna@почта.example>", ""),
    ("=?utf-8?q?Ana_=F0=9F=91=A9=E2=80=8D=F0=9F=92=BB?= <ana@x.example>", ""),
]


@pytest.mark.parametrize(("value", "code"), SPOOFS)
def test_spoofed_senders_are_marked(value: str, code: str) -> None:
    assert read(mail(b"From: " + value.encode())).warnings == ((code,) if code else ())


def test_two_from_fields_are_both_shown_and_told() -> None:
    found = read(mail(b"From: a@x.example", b"Subject: s", b"From: b@y.example"))
    assert [one.address for one in found.from_] == ["a@x.example", "b@y.example"]
    assert "several-from" in found.warnings


SUBJECTS = [
    (b"plain", "plain"),
    (b"=?utf-8?q?x=0D=0ABcc:_all=40acme.example?=", "x Bcc: all@acme.example"),
    (b"=?utf-8?b?eAB5?=", "x\ufffdy"),
    (b"=?utf-8?q?gpj=2E=E2=80=AEexe?=", "gpj.exe"),
    (GBK, "您好，张三"),
    (JAPANESE, "こんにちは"),
    ("Grüße".encode("latin-1"), "Grüße"),
    ("Grüße".encode(), "Grüße"),
    (b"=?gb2312?B?" + base64.b64encode(GBK) + b"?=", "您好，张三"),
    (b"=?utf-8?B?" + b"4oKs?= =?utf-8?B?4oI=?=\r\n =?utf-8?B?rA==?=", "€€"),
    (b"=?unknown-charset?q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
    (b"=?utf-8?q?broken", "=?utf-8?q?broken"),
    (b"=?utf-8?q?Need help??=", "Need help?"),
    (b"folded\r\n  line", "folded line"),
    (b"", ""),
]


@pytest.mark.parametrize(("value", "shown"), SUBJECTS)
def test_subjects(value: bytes, shown: str) -> None:
    charset = b"gbk" if value == GBK else b"iso-8859-1"
    found = read(mail(b"Subject: " + value, b"Content-Type: text/plain; charset=" + charset))
    assert found.subject == shown


BODIES = [
    (b"text/plain; charset=utf-8", "Grüße".encode(), "Grüße"),
    (b"text/plain; charset=iso-8859-1", "Grüße €".encode("cp1252"), "Grüße €"),
    (b"text/plain; charset=utf-8", "Grüße und Küsse".encode("cp1252"), "Grüße und Küsse"),
    (b"text/plain", "Grüße".encode(), "Grüße"),
    (b"text/plain; charset=gb2312", GBK, "您好，张三"),
    (b"text/plain", JAPANESE, "こんにちは"),
    (b"text/plain; charset=nonsense", "Grüße".encode(), "Grüße"),
    (b"text/plain; charset=punycode", b"plain", "plain"),
    (b"text/plain; charset=utf-7", b"a+2AA-b", "a\ufffdb"),
    (b"text/plain", b"a\0b", "a\ufffdb"),
    (b"text", b"plain", "plain"),
    (b"garbage", b"plain", "plain"),
]


@pytest.mark.parametrize(("kind", "body", "text"), BODIES)
def test_texts(kind: bytes, body: bytes, text: str) -> None:
    assert read(mail(b"Content-Type: " + kind, body=body)).text.rstrip("\n") == text


DATES = [
    (b"Mon, 23 Nov 2026 10:00:00 +0100", datetime(2026, 11, 23, 9, tzinfo=UTC)),
    (b"23 Nov 26 10:00 CET", datetime(2026, 11, 23, 9, tzinfo=UTC)),
    (b"Mon Nov 23 10:00:00 2026", datetime(2026, 11, 23, 10, tzinfo=UTC)),
    (b"2026-11-23T10:00:00Z", datetime(2026, 11, 23, 10, tzinfo=UTC)),
    (b"Mon, 31 Feb 2026 10:00:00 +0100", None),
    (b"Mon, 23 Nov 2026 10:00:00 +9999", datetime(2026, 11, 23, 10, tzinfo=UTC)),
    (b"31 Dec 9999 23:59:59 -1200", None),
    (b"yesterday", None),
]


@pytest.mark.parametrize(("value", "moment"), DATES)
def test_dates(value: bytes, moment: datetime | None) -> None:
    date = read(mail(b"Date: " + value)).date
    assert date == moment
    assert date is None or date.astimezone(timezone(timedelta(hours=14))) == moment


def test_ids_are_kept_without_brackets() -> None:
    found = read(
        mail(
            b"Message-ID:  <a.1@x.example>",
            b"In-Reply-To: Your message <b@x.example> of Monday",
            b"References: <c@x.example>\r\n <b@x.example>",
        )
    )
    assert found.message_id == "a.1@x.example"
    assert found.in_reply_to == ("b@x.example",)
    assert found.references == ("c@x.example", "b@x.example")


MIXED = b"""\
From: a@x.example
Content-Type: multipart/mixed; boundary="ab"

preamble
--ab
Content-Type: multipart/alternative; boundary="a"

--a
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Gr=C3=BC=C3=9Fe
--a
Content-Type: multipart/related; boundary="abc"

--abc
Content-Type: text/html

<p>Gr&uuml;&szlig;e <img src="cid:p"></p>
--abc
Content-Type: image/png
Content-ID: <p>
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--abc--
--a--
--ab
Content-Type: application/pdf; name*=utf-8''B%C3%BCcher.pdf
Content-Disposition: attachment
Content-Transfer-Encoding: base64

JVBERi0xLjQ=

--ab
Content-Type: application/ms-tnef; name="winmail.dat"
Content-Transfer-Encoding: base64

eJ8+Ig==
--ab
Content-Type: message/rfc822

From: inner@x.example
Subject: inner
Content-Type: multipart/mixed; boundary=in

--in

inner text
--in--
--ab
Content-Type: image/jpeg
Content-Disposition: inline; filename="..\\\\..\\\\a/photo.jpg"
Content-Transfer-Encoding: base64

/9j/4A==
--ab--
epilogue
"""


@pytest.mark.parametrize("raw", [MIXED, MIXED.replace(b"\n", b"\r\n")])
def test_parts_have_sections_names_and_contents(raw: bytes) -> None:
    found = read(raw)
    assert found.text == "Grüße"
    assert "<p>Gr&uuml;" in found.html
    listed = {
        one.path: (one.filename, one.content_type, one.inline, one.cid) for one in found.attachments
    }
    assert listed == {
        "1.2.2": ("", "image/png", True, "p"),
        "2": ("Bücher.pdf", "application/pdf", False, ""),
        "3": ("winmail.dat", "application/ms-tnef", False, ""),
        "4": ("", "message/rfc822", False, ""),
        "5": ("photo.jpg", "image/jpeg", True, ""),
    }
    content = {one.path: decode_part(raw, one) for one in found.attachments}
    assert content["1.2.2"] == b"\x89PNG\r\n\x1a\n"
    assert content["2"] == b"%PDF-1.4"
    assert content["4"].startswith(b"From: inner@x.example")
    assert [one.size for one in found.attachments if one.path != "4"] == [8, 8, 4, 4]
    paths = [part.path for part in found.root.walk()]
    assert paths == [
        "TEXT",
        "1",
        "1.1",
        "1.2",
        "1.2.1",
        "1.2.2",
        "2",
        "3",
        "4",
        "4.TEXT",
        "4.1",
        "5",
    ]


def test_a_uuencoded_file_leaves_the_text() -> None:
    raw = mail(b"Subject: s", body=b"before\nbegin 644 cat.txt\n#0V%T\n`\nend\nafter")
    found = read(raw)
    assert found.text.split() == ["before", "after"]
    assert [(one.filename, decode_part(raw, one)) for one in found.attachments] == [
        ("cat.txt", b"Cat")
    ]
    assert found.attachments[0].size == 3


def test_a_sentence_with_begin_is_no_file() -> None:
    text = "begin 644 the work\nand so on\nend"
    found = read(mail(b"Subject: s", body=text.encode()))
    assert found.text.strip() == text
    assert found.attachments == ()


def test_a_footer_after_base64_is_no_content() -> None:
    body = base64.encodebytes(b"Hello there, all of you") + b"____\nUnsubscribe: here and now\n"
    found = read(mail(b"Content-Transfer-Encoding: base64", body=body))
    assert found.text == "Hello there, all of you"


def test_a_text_that_only_claims_to_be_base64_is_shown() -> None:
    found = read(mail(b"Content-Transfer-Encoding: base64", body=b"Hello, world. Not encoded!"))
    assert found.text.strip() == "Hello, world. Not encoded!"


def test_a_header_without_empty_line_keeps_the_text() -> None:
    raw = b"From: a@x.example\nSubject: hi\nHello Anna,\nhow are you: fine?\nBen\n"
    found = read(raw)
    assert found.subject == "hi"
    assert "Hello Anna," in found.text


def test_noise_inside_a_header_is_passed_over() -> None:
    raw = b"From x Mon Nov 23\nFrom: a@x.example\nnoise without colon\nSubject: hi\n\ntext\n"
    found = read(raw)
    assert (found.from_, found.subject) == ((Mailbox("", "a@x.example"),), "hi")
    assert found.text == "text\n"


def test_list_fields() -> None:
    found = read(
        mail(
            b"List-Id: News of us <news.acme.example>",
            b"List-Unsubscribe: <mailto:off@acme.example>,\r\n <https://acme.example/off?x=1>",
            b"List-Post: <javascript:alert(1)>",
        )
    )
    assert found.list_id == "news.acme.example"
    assert found.list_unsubscribe == ("mailto:off@acme.example", "https://acme.example/off?x=1")
    assert found.list_post == ()


def test_fields_are_kept_as_they_came() -> None:
    found = read(mail(b"X-Odd:  a\r\n\tb", b"X-Odd: c"))
    assert found.raw_fields("x-odd") == (b"  a\r\n\tb\r", b" c\r")
    assert found.field("X-ODD") == "a b"
    assert found.field("missing") == ""


def test_the_last_resort_keeps_the_whole_mail() -> None:
    raw = b"anything"
    found = unreadable(raw)
    assert decode_part(raw, found.attachments[0]) == raw
    assert found.warnings == ("unreadable",)
