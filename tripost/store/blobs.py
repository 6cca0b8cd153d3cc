"""Raw bytes by SHA-256: small ones in the database, large ones as files (law 3)."""

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from tripost.store.models import Blob


class MissingBlob(Exception):
    """The bytes of a blob are not where they must be; `tripost doctor` says more."""


def digest(raw: bytes) -> str:
    """SHA-256 as 64 hex digits."""
    return hashlib.sha256(raw).hexdigest()


class Prepared(NamedTuple):
    """A row to be: `inline` holds small bytes; None when they lie durable in a file."""

    sha256: str
    size: int
    inline: bytes | None


class Blobs:
    """Keeps bytes. `inline_limit` in bytes: what is larger goes to a file under `folder`."""

    def __init__(self, folder: Path, *, inline_limit: int) -> None:
        self.folder = folder
        self.inline_limit = inline_limit

    def prepare(self, raw: bytes) -> Prepared:
        """Before the transaction: what its row will be. Large bytes are durable when this
        returns: the file and its folder are synced (law 1)."""
        sha256 = digest(raw)
        if len(raw) <= self.inline_limit:
            return Prepared(sha256, len(raw), raw)
        target = self._path(sha256)
        if not _touched(target):
            self._write(target, raw)
        return Prepared(sha256, len(raw), None)

    @staticmethod
    def keep(blob: Prepared) -> None:
        """Inside the transaction: the row, unless it is there already."""
        Blob.objects.bulk_create(
            [Blob(sha256=blob.sha256, size=blob.size, data=blob.inline)], ignore_conflicts=True
        )

    def put(self, raw: bytes) -> str:
        """Prepare and keep in one go, for small blobs inside an action; returns the SHA-256."""
        blob = self.prepare(raw)
        self.keep(blob)
        return blob.sha256

    def read(self, sha256: str, *, inline: bytes | None = None) -> bytes:
        """The bytes; raises MissingBlob."""
        if inline is not None:
            return bytes(inline)
        row = Blob.objects.filter(sha256=sha256).values_list("data", flat=True).first()
        if row is not None:
            return bytes(row)
        return self.read_file(sha256)

    def read_file(self, sha256: str) -> bytes:
        """The bytes of a large blob, without asking the database; raises MissingBlob."""
        try:
            return self._path(sha256).read_bytes()
        except FileNotFoundError:
            raise MissingBlob(sha256) from None

    def drop(self, sha256: str, *, untouched_since: datetime) -> None:
        """After the transaction that removed its row: the file goes, unless somebody prepared the
        same bytes since and is about to keep them. Safe to run twice."""
        target = self._path(sha256)
        try:
            if target.stat().st_mtime < untouched_since.timestamp():
                target.unlink()
        except FileNotFoundError:
            return

    def _path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256[2:]

    def _write(self, target: Path, raw: bytes) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=target.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(raw)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        for folder in (target.parent, target.parent.parent):
            sync_folder(folder)


def _touched(file: Path) -> bool:
    """Whether it is there; then it counts as used now (see `drop`)."""
    try:
        os.utime(file)
    except FileNotFoundError:
        return False
    return True


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
