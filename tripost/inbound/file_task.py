"""What server and file reader say to each other."""

import msgspec


class FileTask(msgspec.Struct, frozen=True, array_like=True):
    """A file as it was attached, decoded."""

    data: bytes
    name: str
    content_type: str


class FileWords(msgspec.Struct, frozen=True, array_like=True):
    """Its index terms, and in words why there are none."""

    terms: str
    reason: str = ""
