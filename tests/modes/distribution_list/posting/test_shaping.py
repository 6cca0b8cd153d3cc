"""Prefix, footer, files taken out, where answers go; and what is never touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripost.core.message import parse
from tripost.core.reshape import text_part
from tripost.core.smtp.content import NotCanonical
from tripost.modes.distribution_list.posting.settings import Settings
from tripost.modes.distribution_list.posting.shaping import Shaped, shaped

FOOTER = "Acme GmbH, Berlin\nwww.acme.example"
PLAIN = b"From: a@x.example\r\nSubject: Wartung\r\n\r\nHallo\r\n"
FILES = (
    b"From: a@x.example\r\nSubject: Wartung\r\nContent-Type: multipart/mixed; boundary=b1\r\n\r\n"
    b"--b1\r\n\r\nHallo\r\n--b1\r\nContent-Type: application/pdf; name=plan.pdf\r\n\r\nPDF\r\n"
    b"--b1\r\nContent-Type: application/pdf; name=plan.exe\r\n\r\nMZ\r\n"
    b"--b1\r\nContent-Type: image/png; name=b.png\r\nContent-ID: <b>\r\n"
    b"Content-Disposition: inline\r\n\r\nPNG\r\n--b1--\r\n"
)
SIGNED = (
    b"From: a@x.example\r\nSubject: Wartung\r\nContent-Type: multipart/signed; boundary=b1;\r\n"
    b' protocol="application/pgp-signature"\r\n\r\n--b1\r\n\r\nHallo\r\n--b1\r\n'
    b"Content-Type: application/pgp-signature\r\n\r\nxx\r\n--b1--\r\n"
)
SMIME = (
    b"From: a@x.example\r\nSubject: Wartung\r\nContent-Type: application/pkcs7-mime;\r\n"
    b" smime-type=signed-data; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\nMIAG\r\n"
)
INLINE = PLAIN.replace(b"Hallo", b"-----BEGIN PGP SIGNED MESSAGE-----\r\n\r\nHallo")


def settings(**changes: object) -> Settings:
    values: dict[str, object] = {
        "address": 1, "email": "news@acme.example", "name": "Acme News", "posting": "team",
    }  # fmt: skip
    return Settings(**(values | changes))  # type: ignore[arg-type]


def shape(raw: bytes, **changes: object) -> Shaped:
    return shaped(raw, listing=settings(**changes), author=("A", "a@x.example"), wishes=())


def test_without_settings_not_a_byte_changes() -> None:
    for raw in (PLAIN, FILES, SIGNED, SMIME, INLINE):
        assert shape(raw) == Shaped(raw=raw, touched=False, reply_to=(("A", "a@x.example"),))
    bare = shape(PLAIN.replace(b"\r\n", b"\n"))
    assert (bare.raw, bare.touched) == (PLAIN, False), "line ends are no words of the author"


def test_prefix_and_footer_stand_once_however_often_it_goes_round() -> None:
    first = shape(PLAIN, prefix="[News]", footer=FOOTER)
    assert first.touched
    assert parse(first.raw).subject == "[News] Wartung"
    assert first.raw.count(text_part(FOOTER)) == 1
    again = shape(first.raw, prefix="[News]", footer=FOOTER)
    assert (again.raw, again.touched) == (first.raw, False)
    answer = PLAIN.replace(b"Wartung", b"Re: [News] Wartung").replace(
        b"Hallo", b"Danke\r\n> Acme GmbH, Berlin\r\n> www.acme.example"
    )
    done = shape(answer, prefix="[News]", footer=FOOTER)
    assert parse(done.raw).subject == "Re: [News] Wartung"
    assert text_part(FOOTER) in done.raw, "a quoted footer is none"


@pytest.mark.parametrize("raw", [SIGNED, SMIME, INLINE], ids=["pgp", "smime", "inline"])
def test_a_signed_mail_is_left_alone(raw: bytes) -> None:
    done = shape(raw, prefix="[News]", footer=FOOTER, attachments="strip")
    assert (done.raw, done.touched) == (raw, False)


def test_only_what_is_not_let_through_goes() -> None:
    done = shape(FILES, attachments="strip", attachment_types=("pdf",))
    assert [file.filename for file in parse(done.raw).attachments] == ["plan.pdf", "b.png"]
    assert "Der Anhang plan.exe wurde von der Liste Acme News entfernt." in parse(done.raw).text
    every = shape(FILES, attachments="strip", language="en")
    assert [file.filename for file in parse(every.raw).attachments] == ["b.png"]
    assert "plan.pdf was removed by the list Acme News" in parse(every.raw).text
    assert shape(FILES, attachments="hold").raw == FILES, "what was approved goes as it is"


@pytest.mark.parametrize(
    ("changes", "wishes", "answers"),
    [
        ({}, (), ("A", "a@x.example")),
        ({}, (("", "other@x.example"),), ("", "other@x.example")),
        ({"reply_to": "list"}, (("", "o@x.example"),), ("Acme News", "news@acme.example")),
        ({"reply_to": "fixed", "reply_fixed": "f@x.example"}, (), ("", "f@x.example")),
        (
            {"reply_to": "inbox", "reply_inbox_email": "s@acme.example", "reply_inbox_name": "S"},
            (),
            ("S", "s@acme.example"),
        ),
        ({"reply_to": "inbox"}, (), ("A", "a@x.example")),  # the inbox was removed
    ],
)
def test_where_answers_go(
    changes: dict[str, object], wishes: tuple[tuple[str, str], ...], answers: tuple[str, str]
) -> None:
    done = shaped(PLAIN, listing=settings(**changes), author=("A", "a@x.example"), wishes=wishes)
    assert done.reply_to == (answers,)


@given(
    st.binary(max_size=400), st.sampled_from([PLAIN, FILES, SIGNED, INLINE]), st.integers(0, 400)
)
def test_nothing_that_comes_in_breaks_it(noise: bytes, good: bytes, cut: int) -> None:
    """Whatever a mail is, its copies are canonical, or it is refused as what cannot leave."""
    raw = good[:cut] + noise + good[cut:]
    try:
        done = shape(raw, prefix="[Nö]", footer=FOOTER, attachments="strip")
    except NotCanonical:
        return
    assert b"\n" not in done.raw.replace(b"\r\n", b"")
    assert b"\r" not in done.raw.replace(b"\r\n", b"")
    assert shape(done.raw, prefix="[Nö]").raw == done.raw
