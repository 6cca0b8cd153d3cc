"""A footer, a prefix, a file taken out: what changes, and that nothing else does."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripost.core.message import parse
from tripost.core.reshape import mail_part, prefixed, text_part, with_part, without

FOOTER = text_part("Acme GmbH · Straße 1\n-- \nBerlin")
HEAD = b"From: a@x.example\r\nTo: news@acme.example\r\nSubject: Wartung\r\n"
PLAIN = HEAD + b"Content-Type: text/plain; charset=utf-8\r\n\r\nGr\xc3\xbc\xc3\x9fe\r\n"
BARE = HEAD + b"\r\nHallo\r\n"
MIXED = (
    HEAD + b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b1"\r\n\r\n'
    b"for old programs\r\n--b1\r\n\r\nHallo\r\n--b1\r\n"
    b"Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\nJVBERi0=\r\n--b1\r\n"
    b"Content-Type: application/octet-stream; name=b.exe\r\n"
    b"Content-Disposition: attachment\r\n\r\nMZ\r\n--b1--\r\nafterwards\r\n"
)
ALTERNATIVE = (
    HEAD + b"MIME-Version: 1.0\r\nContent-Type: multipart/alternative;\r\n boundary=b2\r\n\r\n"
    b"--b2\r\n\r\nHallo\r\n--b2\r\nContent-Type: text/html\r\n\r\n<b>Hallo</b>\r\n--b2--\r\n"
)
UNCLOSED = MIXED.replace(b"--b1--\r\nafterwards\r\n", b"")


def read(raw: bytes) -> EmailMessage:
    found = message_from_bytes(raw, policy=policy.SMTP)
    assert isinstance(found, EmailMessage)
    return found


def leaves(raw: bytes) -> list[tuple[str, bytes]]:
    """Another reader's view: every leaf's type and decoded content."""
    return [
        (part.get_content_type(), (part.get_payload(decode=True) or b"").strip())
        for part in read(raw).walk()
        if not part.is_multipart()
    ]


@pytest.mark.parametrize(
    "raw", [PLAIN, BARE, MIXED, ALTERNATIVE], ids=["plain", "bare", "mixed", "alt"]
)
def test_a_footer_is_a_part_of_its_own_and_the_rest_stays(raw: bytes) -> None:
    done = with_part(raw, FOOTER)
    footer = ("text/plain", "Acme GmbH · Straße 1\n-- \nBerlin".encode().replace(b"\n", b"\r\n"))
    before = leaves(raw)
    after = leaves(done)
    assert after[: len(before)] == before
    assert [(kind, text.replace(b"\r\n", b"\n")) for kind, text in after[len(before) :]] == [
        (footer[0], footer[1].replace(b"\r\n", b"\n"))
    ]
    assert read(done).get_content_type() == "multipart/mixed"
    assert len(read(done).get_all("MIME-Version", [])) == 1
    assert [read(done)[name] for name in ("From", "To", "Subject")] == [
        read(raw)[name] for name in ("From", "To", "Subject")
    ]
    assert not re.search(rb"(?<!\r)\n", done)


def test_into_a_mixed_one_it_is_put_without_touching_a_byte() -> None:
    done = with_part(MIXED, FOOTER)
    assert done.replace(b"\r\n--b1\r\n" + FOOTER, b"") == MIXED


@pytest.mark.parametrize(
    "raw",
    [
        UNCLOSED,
        MIXED.replace(b'; boundary="b1"', b""),
        MIXED.replace(b"--b1--", b"--b1--x"),
        HEAD + b"Content-Type: multipart/mixed; boundary=b1\r\n\r\n--b1--\r\n",
    ],
)
def test_what_is_broken_is_wrapped_whole(raw: bytes) -> None:
    done = with_part(raw, FOOTER)
    parts = list(read(done).iter_parts())
    assert len(parts) == 2
    assert b"Hallo" not in raw or b"Hallo" in parts[0].as_bytes()
    assert "Berlin" in parts[1].get_content()


def test_eight_bit_content_says_so_outside_too() -> None:
    assert read(with_part(PLAIN, FOOTER))["Content-Transfer-Encoding"] == "8bit"
    assert read(with_part(BARE, FOOTER))["Content-Transfer-Encoding"] is None


def test_a_mail_travels_in_a_mail_byte_for_byte() -> None:
    done = with_part(BARE, mail_part(MIXED))
    assert MIXED in done
    [_, enclosed] = read(done).iter_parts()
    assert enclosed.get_content_type() == "message/rfc822"
    assert enclosed.get_payload(0)["Subject"] == "Wartung"


def note(name: str) -> str:
    return f"removed: {name}"


def test_a_file_goes_and_the_others_stay_byte_for_byte() -> None:
    parsed = parse(MIXED)
    bad = [one for one in parsed.attachments if one.filename.endswith("exe")]
    done = without(MIXED, parsed, bad, note=note)
    start = MIXED.index(b"Content-Type: application/octet-stream")
    end = MIXED.index(b"\r\n--b1--")
    assert done == MIXED[:start] + text_part("removed: b.exe") + MIXED[end:]
    assert [one.filename for one in parse(done).attachments] == ["a.pdf"]


def test_a_mail_that_is_nothing_but_a_file_says_what_it_was() -> None:
    raw = (
        HEAD + b"MIME-Version: 1.0\r\nContent-Type: application/zip; name=x.zip\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\nUEsDBA==\r\n"
    )
    parsed = parse(raw)
    done = without(raw, parsed, parsed.attachments, note=note)
    assert parse(done).attachments == ()
    assert parse(done).text.strip() == "removed: x.zip"
    assert done.startswith(HEAD)


def test_a_file_between_the_lines_goes_too() -> None:
    body = b"Hallo\r\n\r\nbegin 644 x.exe\r\n#36EZ\r\n`\r\nend\r\n\r\nGru\xdf\r\n"
    raw = HEAD + b"\r\n" + body
    parsed = parse(raw)
    assert [one.filename for one in parsed.attachments] == ["x.exe"]
    done = without(raw, parsed, parsed.attachments, note=note)
    assert done == HEAD + b"\r\nHallo\r\n\r\n[removed: x.exe]\r\n\r\nGru\xdf\r\n"


@pytest.mark.parametrize(
    ("prefix", "field", "shown"),
    [
        ("[N]", b"Subject: Wartung\r\n", "[N] Wartung"),
        ("[N]", b"Subject: Re: Wartung\r\n", "Re: [N] Wartung"),
        ("[N]", b"subject:AW: Wartung\r\n", "AW: [N] Wartung"),
        ("[N]", b"Subject: Re: [n] Wartung\r\n", "Re: [n] Wartung"),
        ("[N]", b"Subject: [N] Wartung\r\n", "[N] Wartung"),
        ("[N]", b"Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n", "[N] Grüße"),
        ("[N]", b"Subject: =?utf-8?q?Re=3A_Gr=C3=BC=C3=9Fe?=\r\n", "Re: [N] Grüße"),
        ("[Nö]", b"Subject: Wartung\r\n", "[Nö] Wartung"),
        ("[Nö]", b"Subject: Re: Wartung\r\n", "Re: [Nö] Wartung"),
        ("[N]", b"Subject: eine\r\n zweite Zeile\r\n", "[N] eine zweite Zeile"),
        ("[N]", b"Subject:\r\n", "[N]"),
        ("[N]", b"", "[N]"),
        ("[N]", b"Subject: Re:\r\n", "[N] Re:"),
        ("[N]", b"Subject: " + b"w" * 76 + b"\r\n", "[N] " + "w" * 76),
        ("", b"Subject: Wartung\r\n", "Wartung"),
    ],
)
def test_a_prefix_stands_once_and_behind_the_answer_mark(
    prefix: str, field: bytes, shown: str
) -> None:
    raw = b"From: a@x.example\r\n" + field + b"X-Last: 1\r\n\r\nHallo\r\n"
    done = prefixed(raw, prefix, subject=parse(raw).subject)
    assert parse(done).subject == shown
    assert prefixed(done, prefix, subject=shown) == done, "never twice"
    assert len(parse(done).raw_fields("subject")) == 1
    head, _, body = done.partition(b"\r\n\r\n")
    assert body == b"Hallo\r\n"
    assert b"X-Last: 1" in head
    assert all(len(line) <= 78 for line in head.split(b"\r\n"))


@given(st.binary(max_size=300), st.sampled_from([PLAIN, MIXED, ALTERNATIVE, UNCLOSED]))
def test_whatever_a_mail_is_the_footer_is_in_it_once(noise: bytes, good: bytes) -> None:
    """Also where it lies about itself: the last part that another reader finds is ours."""
    cut = len(noise) % len(good)
    raw = (good[:cut] + noise.replace(b"\r", b"").replace(b"\n", b"\r\n")).replace(b"\0", b"")
    done = with_part(raw, FOOTER)
    assert done.count(FOOTER) == 1
    found = parse(done)
    assert found.root.content_type == "multipart/mixed"
    assert found.root.children[-1].content_type == "text/plain"
    bad = found.attachments
    assert parse(without(done, found, bad, note=note)).attachments == () or bad


@given(st.text(max_size=60), st.sampled_from(["[N]", "[Grüße]", "Info:"]))
def test_no_subject_breaks_its_line(subject: str, prefix: str) -> None:
    mail = EmailMessage(policy=policy.SMTP)
    mail["Subject"] = "".join(c if c.isprintable() else " " for c in subject)
    mail.set_content("Hallo")
    raw = mail.as_bytes()
    done = prefixed(raw, prefix, subject=parse(raw).subject)
    shown = parse(done).subject
    assert prefix.casefold() in shown.casefold()
    assert b"\n" not in done.partition(b"\r\n\r\n")[0].replace(b"\r\n", b"")
    assert len(parse(done).fields) == len(parse(raw).fields)
