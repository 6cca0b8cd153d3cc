"""The text of a PDF, page by page."""

import io
from typing import Final

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from tripost.core.attachment_text.unreadable import Unreadable

PAGES: Final = 500


def read(data: bytes, *, limit: int) -> str:
    """Raises Unreadable. One page that is broken does not take the others along."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("locked with a password")
        count = len(reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError) as wrong:
        raise Unreadable(f"broken PDF: {type(wrong).__name__}") from None
    except (RecursionError, NotImplementedError) as wrong:
        raise Unreadable(f"PDF: {type(wrong).__name__}") from None
    found: list[str] = []
    size = 0
    for number in range(min(count, PAGES)):
        page = _page(reader, number)
        found.append(page)
        size += len(page)
        if size >= limit:
            break
    return "\n".join(found)


def _page(reader: PdfReader, number: int) -> str:
    try:
        return reader.pages[number].extract_text() or ""
    except MemoryError:
        raise
    except Exception:
        return ""  # whatever a stranger's bytes make the library raise: the next page may do
