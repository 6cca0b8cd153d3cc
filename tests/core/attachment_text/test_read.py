"""Words come out of files of all kinds; broken, locked and lying ones do no harm."""

import io
import zipfile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from tests.core.attachment_text import files
from tripost.core.attachment_text.kinds import readable
from tripost.core.attachment_text.read import LIMIT, text_of
from tripost.core.attachment_text.unreadable import Unreadable


@pytest.mark.parametrize(
    ("data", "name", "content_type", "words"),
    [
        (files.pdf("Rechnung für Müller"), "r.pdf", "application/pdf", ["Rechnung", "Müller"]),
        (files.docx("Ihr Angebot", "vom Mai"), "a.docx", "", ["Angebot vom", "Mai"]),
        (files.xlsx(), "x.xlsx", "", ["Lieferschein", "48213", "Spedition"]),
        (files.pptx(), "p.pptx", "", ["Quartalsbericht", "Ausblick"]),
        (files.odt(), "o.odt", "", ["Mietvertrag vom Mai"]),
        (files.RTF, "x.rtf", "", ["Grüße an Müller", "Auftrag 48213"]),
        (files.EML, "x.eml", "", ["Weitergeleitet", "jana@praxis.example", "Platte"]),
        ("Größe;Menge\n1;2".encode(), "x.csv", "text/csv", ["Größe"]),
        ("Die Größe für Müller. ".encode("cp1252") * 9, "x.txt", "text/plain", ["Größe"]),
        ("Größe".encode("utf-16"), "x.txt", "text/plain", ["Größe"]),
        (b"<p>Hallo <b>Welt</b><script>boese()</script>", "x.html", "", ["Hallo Welt"]),
        # What it is, not what it says it is.
        (files.pdf("Rechnung"), "bild.png", "image/png", ["Rechnung"]),
        (files.docx("Angebot"), "x.pdf", "application/pdf", ["Angebot"]),
        (files.odt(), "noname", "application/vnd.oasis.opendocument.text", ["Mietvertrag"]),
    ],
)
def test_words_are_found(data: bytes, name: str, content_type: str, words: list[str]) -> None:
    text = " ".join(text_of(data, name=name, content_type=content_type).split())
    assert [word for word in words if word not in text] == []
    assert "Geheimschrift" not in text
    assert "boese" not in text


def _locked_pdf() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(files.pdf("Geheim"))))
    writer.encrypt("password", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _locked_docx() -> bytes:
    """A member that says it is encrypted (APPNOTE 4.4.4, bit 0)."""
    data = bytearray(files.docx("Geheim"))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (_locked_pdf(), "x.pdf"),
        (b"%PDF-1.4 and nothing more", "x.pdf"),
        (_locked_docx(), "x.docx"),
        (files.docx("x")[:60], "x.docx"),
        (b"\x00\x01\x02" * 999, "x.txt"),
    ],
)
def test_broken_and_locked_files_say_so(data: bytes, name: str) -> None:
    with pytest.raises(Unreadable):
        text_of(data, name=name, content_type="")


@pytest.mark.parametrize("data", [b"\x89PNG\r\n", b"\xd0\xcf\x11\xe0 old Word", b"MZ program"])
def test_what_has_no_words_gives_none(data: bytes) -> None:
    assert text_of(data, name="x.txt", content_type="text/plain") == ""


def test_a_bomb_is_cut() -> None:
    """200 MB of zeros in 200 kB; the archive says nothing true about its sizes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            with archive.open(f"xl/worksheets/sheet{number}.xml", "w") as sheet:
                sheet.write(b"<c><v>")
                for _ in range(20):
                    sheet.write(b"9" * (1 << 20))
    assert len(text_of(file.getvalue(), name="x.xlsx", content_type="")) <= LIMIT


def test_entities_are_not_multiplied() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 9}">' for n in range(1, 20))
    document = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><w:document><w:t>&l19;</w:t></w:document>'
    assert text_of(files.packed(word__document_xml=document), name="x.docx", content_type="") == ""


def test_only_so_much_is_kept() -> None:
    assert len(text_of(b"wort " * 100_000, name="x.txt", content_type="")) == LIMIT
    assert len(text_of(files.docx("wort " * 100_000), name="x.docx", content_type="")) <= LIMIT


def test_what_is_worth_a_look() -> None:
    assert readable("Rechnung.PDF", "application/octet-stream")
    assert readable("", "text/plain")
    assert not readable("bild.jpg", "image/jpeg")


@given(
    st.binary(max_size=400),
    st.sampled_from((b"", b"%PDF-1.4\n", b"PK\x03\x04", b"{\\rtf1", files.docx("x")[:200])),
    st.sampled_from(("x.pdf", "x.docx", "x.txt", "x.html", "x.eml", "x.rtf")),
)
@example(b"\\u99999 \\'zz }}}{", b"{\\rtf1", "x.rtf")
def test_any_bytes_give_words_or_a_reason(data: bytes, start: bytes, name: str) -> None:
    reason = ""
    try:
        text = text_of(start + data, name=name, content_type="")
    except Unreadable as wrong:
        text, reason = "", str(wrong)
    assert reason or len(text) <= LIMIT
