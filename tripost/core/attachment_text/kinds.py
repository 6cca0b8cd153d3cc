"""What does a file say it is, and do we read such files?"""

from pathlib import PurePosixPath
from typing import Final

_TYPES: Final = {
    "pdf": ("application/pdf", "application/x-pdf"),
    "packed": (
        "application/vnd.openxmlformats-officedocument",
        "application/vnd.oasis.opendocument",
        "application/vnd.ms-word.document.macroenabled",
        "application/vnd.ms-excel.sheet.macroenabled",
        "application/vnd.ms-powerpoint.presentation.macroenabled",
    ),
    "rtf": ("application/rtf", "text/rtf"),
    "html": ("text/html", "application/xhtml+xml"),
    "mail": ("message/rfc822", "message/global"),
    "text": ("text/",),
}
_ENDINGS: Final = {
    "pdf": ("pdf",),
    "packed": ("docx", "docm", "xlsx", "xlsm", "pptx", "pptm", "odt", "ods", "odp"),
    "rtf": ("rtf",),
    "html": ("html", "htm", "xhtml"),
    "mail": ("eml",),
    "text": ("txt", "csv", "tsv", "md", "log", "ics", "vcf"),
}


def readable(name: str, content_type: str) -> bool:
    """Whether it is worth a look, by what it says of itself."""
    return claimed(name, content_type) is not None


def claimed(name: str, content_type: str) -> str | None:
    """Its kind by name, else by type."""
    ending = PurePosixPath(name.lower()).suffix.removeprefix(".")
    for kind, endings in _ENDINGS.items():
        if ending in endings:
            return kind
    low = content_type.lower()
    for kind, types in _TYPES.items():
        if low.startswith(types):
            return kind
    return None
