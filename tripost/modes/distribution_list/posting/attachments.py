"""Which attachments does a list let through? Pure."""

from collections.abc import Collection, Iterable

from tripost.core.sealed import SEALS

File = tuple[str, str]  # name, content type in lower case


def unwanted(files: Iterable[File], *, types: Collection[str]) -> list[File]:
    """Those that are not let through: by the ending of their name, which is what a click obeys.
    What proves or seals a mail is none."""
    return [(name, kind) for name, kind in files if kind not in SEALS and ending(name) not in types]


def ending(name: str) -> str:
    """The last ending of a file's name, lower case; "" when it has none."""
    stem, dot, last = name.strip().rstrip(".").rpartition(".")
    return last.lower() if dot and stem else ""
