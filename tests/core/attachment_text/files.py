"""Small real files of each kind, made here."""

import io
import zipfile
import zlib

DOCX = "word/document.xml"


def packed(**members: str) -> bytes:
    """A ZIP file; `__` in a name stands for /, a single _ for a full stop."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return file.getvalue()


def docx(*paragraphs: str) -> bytes:
    """A document of Word with these paragraphs."""
    inside = "".join(f"<w:p><w:r><w:t>{p}</w:t></w:r></w:p>" for p in paragraphs)
    return packed(
        word__document_xml=f'<?xml version="1.0"?><w:document xmlns:w="w">{inside}</w:document>'
    )


def xlsx() -> bytes:
    """A sheet with a shared string, an inline one and a number."""
    return packed(
        xl__sharedStrings_xml='<sst xmlns="s"><si><t>Lieferschein</t></si></sst>',
        xl__worksheets__sheet1_xml=(
            '<worksheet xmlns="s"><row><c t="s"><v>0</v></c><c><v>48213</v></c>'
            '<c t="inlineStr"><is><t>Spedition</t></is></c></row></worksheet>'
        ),
    )


def pptx() -> bytes:
    """Two slides."""
    slide = '<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:sld>'
    return packed(
        ppt__slides__slide1_xml=slide.format("Quartalsbericht"),
        ppt__slides__slide2_xml=slide.format("Ausblick"),
    )


def odt(text: str = "Mietvertrag") -> bytes:
    """OpenDocument, whichever kind."""
    return packed(
        mimetype="application/vnd.oasis.opendocument.text",
        content_xml=(
            f'<office:document-content xmlns:office="o" xmlns:text="t"><text:p>{text}<text:s/>'
            "<text:span>vom Mai</text:span></text:p></office:document-content>"
        ),
    )


def pdf(text: str, *, pages: int = 1) -> bytes:
    """A PDF with one line per page (ISO 32000-1 §7.5), compressed."""
    content = zlib.compress(f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode("cp1252"))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>"
        % (pages, b" ".join(b"%d 0 R" % (5 + n) for n in range(pages))),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(content), content),
    ] + [
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 3 0 R >> >> >>"
    ] * pages
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, start,
    )  # fmt: skip
    return bytes(out)


RTF = (
    rb"{\rtf1\ansi{\fonttbl{\f0 Geheimschrift;}}{\*\generator Writer;}\f0 Gr\'fc\'dfe an "
    rb"M\u252?ller\par Auftrag 48213}"
)
EML = b"From: Jana <jana@praxis.example>\r\nSubject: Weitergeleitet\r\n\r\nDie Platte ist da.\r\n"
