"""Raw is sacred: bytes come back as they were, from the database or from a file."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tripost.store.blobs import Blobs, MissingBlob, digest
from tripost.store.models import Blob

pytestmark = pytest.mark.django_db


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "blobs", inline_limit=100)


@given(raw=st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_bytes_come_back_as_they_were(blobs: Blobs, raw: bytes) -> None:
    sha256 = blobs.put(raw)
    assert sha256 == digest(raw)
    assert blobs.read(sha256) == raw
    assert (Blob.objects.get(sha256=sha256).data is None) == (len(raw) > 100)


def test_the_same_bytes_are_kept_once(blobs: Blobs) -> None:
    assert blobs.put(b"x" * 500) == blobs.put(b"x" * 500)
    assert Blob.objects.count() == 1
    assert sum(1 for one in blobs.folder.rglob("*") if one.is_file()) == 1


def test_a_missing_file_is_told_apart(blobs: Blobs) -> None:
    sha256 = blobs.put(b"y" * 500)
    next(one for one in blobs.folder.rglob("*") if one.is_file()).unlink()
    with pytest.raises(MissingBlob):
        blobs.read(sha256)


def test_no_half_file_stays_when_the_disk_is_full(
    blobs: Blobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tripost.store.blobs.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        blobs.put(b"z" * 500)
    assert not [one for one in blobs.folder.rglob("*") if one.is_file()]
