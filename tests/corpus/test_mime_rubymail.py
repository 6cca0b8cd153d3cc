"""103 mails that broke other parsers: read without an exception, kept byte for byte."""

import re
from collections.abc import Callable
from pathlib import Path

from tripost.core.message import decode_part
from tripost.core.message.parse import read

# What a person would expect to see in the awkward ones: sender, subject, attachments.
KNOWN = {
    "error_emails/bad_encoded_subject": ("", "TEST", 0),
    "error_emails/must_supply_encoding": (
        "info@here2there-travelers-msgs.net",
        "Impress your clients with a business phone",
        0,
    ),
    "error_emails/header_fields_with_empty_values": ("jorn@prikkprikkprikk.no", "Testmail", 0),
    "mime_emails/email_with_similar_boundaries": ("xxxxxx@xxxxxxxx.xxx", "Xxxxxx", 1),
    "multi_charset/japanese_iso_2022": ("raasdnil@gmail.com", "まみむめも", 0),
    "plain_emails/mix_caps_content_type": ("bb@bug.com", "undef method parameter bug", 0),
    "rfc6532/utf8_headers": ("jdöe@mächine.example", "Säying Hello", 0),
}


def test_every_mail_is_read(corpora: Path, score: Callable[..., None]) -> None:
    folder = corpora / "mime_rubymail"
    mails = sorted(folder.rglob("*.eml"))
    read_well = 0
    for path in mails:
        raw = path.read_bytes()
        mail = read(raw)
        assert not re.search("[\x00-\x1f\x7f-\x9f]", mail.subject), path
        for part in mail.root.walk():
            assert 0 <= part.start <= part.body <= part.end <= len(raw), path
        for one in mail.attachments:
            assert decode_part(raw, one) is not None
        expected = KNOWN.get(path.relative_to(folder).with_suffix("").as_posix())
        if expected:
            sender, subject, attachments = expected
            assert (mail.from_[0].address if mail.from_ else "") == sender, path
            assert mail.subject.startswith(subject), path
            assert len(mail.attachments) == attachments, path
        read_well += 1
    score("mime_rubymail", "read without exception", read_well, len(mails), len(mails))
