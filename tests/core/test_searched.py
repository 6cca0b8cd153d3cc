"""What a search finds a mail by."""

from tripost.core.message import parse
from tripost.core.searched import searched

MAIL = b"""From: Jana Weiss <jana@praxis.example>
To: Support <support@acme.example>
Cc: ben@acme.example
Bcc: secret@acme.example
Subject: Ersatzplatte
Content-Type: multipart/mixed; boundary=x

--x

not this
--x
Content-Type: application/pdf
Content-Disposition: attachment; filename=rechnung.pdf

x
--x--
"""


def test_people_subject_files_and_text_but_no_blind_copies() -> None:
    found = searched(parse(MAIL.replace(b"\n", b"\r\n")), "Guten Tag")
    for word in ("Jana Weiss", "support@acme.example", "ben@acme", "Ersatzplatte", "rechnung.pdf"):
        assert word in found
    assert found.endswith("Guten Tag")
    assert "secret" not in found
    assert "not this" not in found
