"""Attachments for the demo world: small real files, made and not copied."""

import struct
import zlib

WIDTH, HEIGHT = 480, 320


def make(name: str) -> tuple[str, bytes]:
    """(content type, bytes) of a file with this name: a picture or a page with its title."""
    if name.endswith(".png"):
        return "image/png", picture(seed=sum(name.encode()))
    return "application/pdf", page(name.removesuffix(".pdf").replace("-", " ").capitalize())


def picture(*, seed: int) -> bytes:
    """A cardboard box before a wall, as a PNG (RFC 2083)."""
    rows = b"".join(b"\0" + _row(y, seed=seed) for y in range(HEIGHT))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(rows, 9))
        + _chunk(b"IEND", b"")
    )


def _row(y: int, *, seed: int) -> bytes:
    wall, floor = (216 - seed % 24, 212, 204), (168, 150 + seed % 20, 128)
    ground = wall if y < 220 else floor
    if not 90 <= y < 270:
        return bytes(ground) * WIDTH
    left, right = 110, 380
    face = (196 - y // 6, 152 - y // 8, 104 - y // 10)
    dent = 60 + (seed * 7) % 40 if y < 150 else 0
    box = bytes(face) * (right - left - dent) + bytes((120, 92, 66)) * dent
    return bytes(ground) * left + box + bytes(ground) * (WIDTH - right)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def page(title: str) -> bytes:
    """One A4 page with a title, as a PDF 1.4."""
    shown = title.encode("latin-1", "replace").replace(b"(", b"").replace(b")", b"")
    content = b"BT /F1 22 Tf 60 760 Td (Acme) Tj 0 -36 Td /F1 16 Tf (" + shown + b") Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
