"""What others write and read: mails of Python's generator, and the answers of a second parser."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import fast_mail_parser
from hypothesis import given, settings
from hypothesis import strategies as st

from tripost.core.message import decode_part
from tripost.core.message.parse import read

SIGNS = st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=["C", "Z", "M"])
WORDS = st.text(st.one_of(SIGNS, st.sampled_from("äöü€漢字 ")), min_size=1, max_size=60).map(
    lambda text: " ".join(text.split())
)
TEXTS = st.text(st.one_of(SIGNS, st.sampled_from("\n\näß=.")), min_size=1, max_size=300)
FILES = st.lists(st.tuples(WORDS, st.binary(max_size=300)), max_size=3)


@given(subject=WORDS, name=WORDS, text=TEXTS, html=TEXTS, files=FILES)
@settings(max_examples=150, deadline=None)
def test_what_python_writes_is_read_as_it_was_meant(
    subject: str, name: str, text: str, html: str, files: list[tuple[str, bytes]]
) -> None:
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = subject
    mail["From"] = Address(name, "anna", "acme.example")
    mail.set_content(text)
    mail.add_alternative(html, subtype="html")
    for title, data in files:
        mail.add_attachment(data, "application", "x-test", filename=title)
    raw = mail.as_bytes()
    found = read(raw)
    assert found.subject == subject
    assert [(one.name, one.address) for one in found.from_] == [(name, "anna@acme.example")]
    assert found.text == text + ("" if text.endswith("\n") else "\n")
    assert found.html == html + ("" if html.endswith("\n") else "\n")
    assert [decode_part(raw, one) for one in found.attachments] == [data for _, data in files]
    for one, (title, _) in zip(found.attachments, files, strict=True):
        label = title.replace("\\", "/").rstrip("/").rpartition("/")[2]
        assert one.filename in {label.strip(), ""}


def test_a_second_parser_finds_the_same_parts(corpora: Path) -> None:
    """fast-mail-parser on the sound mails of the corpora: subject and contents of attachments."""
    compared = 0
    for path in sorted((corpora / "mime_stalwart" / "eml" / "legacy").glob("*.eml")):
        raw = path.read_bytes()
        found, other = read(raw), fast_mail_parser.parse_email(raw)
        theirs = {bytes(one.content) for one in other.attachments if one.content}
        ours = {decode_part(raw, one) for one in found.attachments if one.encoding == "base64"}
        if theirs and ours:
            assert ours <= theirs, path
            compared += len(ours)
    assert compared > 40
