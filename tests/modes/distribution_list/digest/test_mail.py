"""What a digest looks like: an index, and each post as a mail of its own (RFC 2046 §5.1.5)."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripost.core.message import parse
from tripost.core.smtp.content import canonical
from tripost.modes.distribution_list.digest.mail import MOST, Told, build
from tripost.modes.distribution_list.posting.settings import Settings

DUE = datetime(2026, 11, 23, 7, tzinfo=UTC)
NEWS = Settings(
    address=1, email="news@acme.example", name="Acme Néws", posting="team", footer="Impressum",
    archive="public",
)  # fmt: skip
POST = Told(
    id=7, subject="Größere Wartung", author_name="Anna Ö", author_address="anna@acme.example",
    message_id="p1@acme.example", at=DUE, text="Guten Tag,\n.\nFrom here on: ä",
    files=("Plan.pdf",),
)  # fmt: skip


def read(posts: list[Told], listing: Settings = NEWS, language: str = "de") -> EmailMessage:
    raw = build(posts, listing=listing, language=language, due=DUE, base_url="https://t.example")
    assert raw.isascii()
    assert canonical(raw) == raw
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    return message_from_bytes(raw, policy=policy.default)  # type: ignore[return-value]


def text(part: Any) -> str:
    """What it says, its lines ended as Python does."""
    return str(part.get_content()).replace("\r\n", "\n")


def test_it_has_an_index_and_whole_mails() -> None:
    mail = read([POST, replace(POST, id=8, subject="Fest", message_id="p2@x", files=())])
    assert mail["Subject"] == "Acme Néws: 2 Mails"
    assert mail["List-Id"] == "<news.acme.example>"
    assert mail["List-Archive"] == "<https://t.example/a/news@acme.example>"
    assert mail["List-Unsubscribe"] is None, "each copy gets its own"
    index, digest = mail.iter_parts()
    assert "1. Größere Wartung (Anna Ö)\n2. Fest (Anna Ö)" in text(index)
    assert "Impressum" in index.get_content()
    assert digest.get_content_type() == "multipart/digest"
    first, second = (part.get_payload(0) for part in digest.iter_parts())  # type: ignore[union-attr]
    assert [part.get_content_type() for part in digest.iter_parts()] == ["message/rfc822"] * 2  # type: ignore[union-attr]
    assert first["Subject"] == "Größere Wartung"
    assert first["From"] == "Anna Ö <anna@acme.example>"
    assert first["Message-ID"] == "<p1@acme.example>"
    assert text(first).startswith("Guten Tag,\n.\nFrom here on: ä\n\nAnhänge: Plan.pdf")
    assert "Plan" not in second.get_content()


def test_the_same_posts_are_the_same_bytes_and_others_are_not() -> None:
    def raw(*posts: Told, language: str = "de") -> bytes:
        return build(posts, listing=NEWS, language=language, due=DUE, base_url="")

    assert raw(POST) == raw(POST)
    other = raw(replace(POST, id=8))
    assert other.split(b"Message-ID: ")[1][:40] != raw(POST).split(b"Message-ID: ")[1][:40]
    assert raw(POST, language="en") != raw(POST)


@pytest.mark.parametrize(
    "changes",
    [
        {"author_address": ""}, {"author_address": "ö@x.example"}, {"author_address": "a b"},
        {"author_address": "a@b\r\nBcc: c@d"}, {"message_id": ""}, {"message_id": "a\r\nb: c"},
        {"subject": "a\r\nBcc: x@y"}, {"author_name": "A\r\nBcc: x@y"}, {"subject": ""},
        {"files": ("a\r\nb.pdf",)}, {"text": ""}, {"text": "\0\r\n--=_digest_x\r\n"},
    ],
)  # fmt: skip
def test_whatever_a_post_says_nothing_breaks_out(changes: dict[str, Any]) -> None:
    mail = read([replace(POST, **changes)])
    assert mail["Bcc"] is None
    _, digest = mail.iter_parts()
    [part] = digest.iter_parts()  # type: ignore[union-attr]
    inside = part.get_payload(0)
    assert inside["Bcc"] is None
    assert inside["From"]


@given(
    st.lists(
        st.builds(
            Told, id=st.integers(0, 2**62), subject=st.text(max_size=60),
            author_name=st.text(max_size=40), author_address=st.text(max_size=30),
            message_id=st.text(max_size=40), at=st.just(DUE), text=st.text(max_size=200),
            files=st.tuples(st.text(max_size=20)),
        ),
        min_size=1, max_size=4,
    )
)  # fmt: skip
def test_any_posts_make_a_mail_that_can_be_read(posts: list[Told]) -> None:
    mail = read(posts)
    _, digest = mail.iter_parts()
    assert len(list(digest.iter_parts())) == len(posts)  # type: ignore[union-attr]


def test_our_own_reader_reads_it_too() -> None:
    raw = build([POST] * 3, listing=NEWS, language="en", due=DUE, base_url="")
    assert "1. Größere Wartung" in parse(raw).text


def test_too_many_are_counted_and_too_long_is_cut() -> None:
    mail = read([replace(POST, id=n, text="x" * 50_000) for n in range(MOST + 5)])
    index, digest = mail.iter_parts()
    assert "5 weitere" in index.get_content()
    parts = list(digest.iter_parts())  # type: ignore[union-attr]
    assert len(parts) == MOST
    assert "[gekürzt]" in parts[0].get_payload(0).get_content()
    assert len(mail.as_bytes()) < 3_000_000
