"""Office Open XML (ECMA-376) and OpenDocument (ISO/IEC 26300): XML in a ZIP file."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final
from xml.parsers import expat

from tripost.core.attachment_text.unreadable import Unreadable

MEMBERS: Final = 2_000  # files in the archive that are looked through
MEMBER: Final = 20 << 20  # bytes of one of them, unpacked
WHOLE: Final = 60 << 20  # bytes of all of them
_PIECE: Final = 64 << 10

_WANTED: Final = re.compile(
    r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml"
    r"|xl/(sharedStrings|worksheets/sheet\d+|comments\d*)\.xml"
    r"|ppt/(slides/slide|notesSlides/notesSlide)\d+\.xml"
    r"|content\.xml"
)
_TEXT: Final = frozenset(("t", "v", "instrText", "delText"))
"""Elements with words in Office Open XML; OpenDocument has them anywhere."""


def read(data: bytes, *, limit: int) -> str:
    """Raises Unreadable. A ZIP file without a document inside has no words."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = [m for m in archive.infolist()[:MEMBERS] if _WANTED.fullmatch(m.filename)]
        found: list[str] = []
        size = left = 0
        left = WHOLE
        for member in members:
            words = _Words(everything=member.filename == "content.xml", limit=limit - size)
            for piece in _pieces(archive, member, left=left):
                left -= len(piece)
                if not words.feed(piece):
                    break
            found.append(words.text())
            size += len(found[-1])
            if size >= limit:
                break
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as wrong:
        raise Unreadable(f"broken archive: {type(wrong).__name__}") from None
    except (NotImplementedError, RuntimeError, OverflowError) as wrong:
        raise Unreadable(f"archive: {wrong}") from None  # locked, or an unknown compression
    return "\n".join(found)


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo, *, left: int) -> Iterator[bytes]:
    """Unpacked piece by piece: what the archive says of sizes may be a lie."""
    if member.flag_bits & 1:
        raise Unreadable("locked with a password")
    room = min(MEMBER, left)
    with archive.open(member) as stream:
        while room > 0 and (piece := stream.read(min(_PIECE, room))):
            room -= len(piece)
            yield piece


class _Enough(Exception):
    """As many characters as are kept."""


class _Words:
    """Collects character data; broken XML keeps what came before the break."""

    def __init__(self, *, everything: bool, limit: int) -> None:
        self._everything = everything
        self._left = limit
        self._depth = 0
        self._shared = False
        self._found: list[str] = []
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._data
        # Documents of Office define no entities; whoever does means harm.
        self._parser.EntityDeclHandler = self._refuse

    def feed(self, piece: bytes) -> bool:
        """Whether more is welcome."""
        try:
            self._parser.Parse(piece, False)
        except (expat.ExpatError, _Enough):
            return False
        return True

    def text(self) -> str:
        """What was found."""
        return "".join(self._found)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "c":
            self._shared = attributes.get("t") == "s"  # its value is a number of a shared string
        if local in _TEXT and not (local == "v" and self._shared):
            self._depth += 1

    def _end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local in _TEXT and not (local == "v" and self._shared):
            self._depth -= 1
        if local in ("p", "h", "si", "c", "tab", "br", "s", "line-break", "table-cell"):
            self._found.append(" ")

    def _data(self, data: str) -> None:
        if self._everything or self._depth > 0:
            self._found.append(data[: self._left])
            self._left -= len(data)
            if self._left <= 0:
                raise _Enough

    def _refuse(self, *_: object) -> None:
        raise _Enough
