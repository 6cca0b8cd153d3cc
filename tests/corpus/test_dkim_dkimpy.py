"""dkimpy's own tests and vectors, with our verifier in the place of theirs.

Their mails, keys and expectations; only `verify` is ours. What we refuse on purpose is named
below, agreed before counting.
"""

import importlib.util
import sys
import unittest
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import dkim
import pytest

from tests.corpus.sdists import NotToBeHad, unpacked
from tripost.core import dkim_check

ACCEPTED = {
    # RFC 6376 §8.2: what stands behind l= is nobody's; we take no mail for genuine that has it.
    "test_dkim.TestSignAndVerify.test_l_verify",
}
MODULES = ("test_dkim", "test_dkim_ed25519", "test_dkim_rsavariants")
NOW = 1_900_000_000


@pytest.fixture(scope="module")
def archive() -> Path:
    try:
        return unpacked("dkimpy==1.1.8") / "dkim" / "tests"
    except NotToBeHad as why:
        pytest.skip(str(why))


def ours(raw: bytes, *, dnsfunc: Callable[..., Any], minkey: int, index: int = 0) -> bool:
    """Our answer to `dkim.verify`, which looks at one signature."""

    def txt(name: str) -> list[str] | None:
        record = dnsfunc(f"{name}.".encode())
        text = record.decode() if isinstance(record, bytes) else record
        return [text] if text else None

    least, dkim_check.MIN_BITS = dkim_check.MIN_BITS, minkey  # type: ignore[misc]
    try:
        found = dkim_check.verify(raw, txt=txt, at=NOW, limit=index + 1)
    finally:
        dkim_check.MIN_BITS = least  # type: ignore[misc]
    return len(found) > index and found[index].result == "pass"


@pytest.fixture
def replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """dkimpy signs; we verify. Fields their verifier leaves behind are left by it as well."""
    theirs = dkim.DKIM.verify

    def verify(raw: bytes, *, dnsfunc: Callable[..., Any], minkey: int = 1024) -> bool:
        return ours(raw, dnsfunc=dnsfunc, minkey=minkey)

    def method(self: Any, idx: int = 0, dnsfunc: Any = None) -> bool:
        head = b"".join(name + b":" + value for name, value in self.headers)
        theirs(self, idx, dnsfunc=dnsfunc)
        return ours(head + b"\r\n" + self.body, dnsfunc=dnsfunc, minkey=self.minkey, index=idx)

    monkeypatch.setattr(dkim, "verify", verify)
    monkeypatch.setattr(dkim.DKIM, "verify", method)


def loaded(archive: Path, name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, archive / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def cases(suite: unittest.TestSuite) -> Iterator[unittest.TestCase]:
    for one in suite:
        if isinstance(one, unittest.TestSuite):
            yield from cases(one)
        elif "SignAndVerify" in one.id():  # the rest is about their folding
            yield one


def test_our_verifier_passes_their_tests(
    archive: Path, replaced: None, score: Callable[..., None]
) -> None:
    every, wrong = [], set()
    for name in MODULES:
        suite = unittest.defaultTestLoader.loadTestsFromModule(loaded(archive, name))
        for case in cases(suite):
            result = unittest.TestResult()
            case.run(result)
            every.append(case.id())
            if not result.wasSuccessful():
                wrong.add(case.id())
    known = len(every) - len(ACCEPTED)
    score("dkimpy", "tests of a verifier", len(every) - len(wrong), len(every), known)
    assert wrong == ACCEPTED


# (file, index of the signature, key of the zone below, holds)
SIGNED = [
    ("ed25519test2.msg", 0, "sed._domainkey.test.ex", True),  # made by Exim
    ("rfc6376.signed.msg", 0, "brisbane._domainkey.football.example.com", True),
    ("rfc6376.signed.msg", 1, "test._domainkey.football.example.com", True),
    ("rfc6376.signed.rsa.msg", 0, "test._domainkey.football.example.com", True),
    ("rfc6376.signed.no_t.msg", 0, "test._domainkey.football.example.com", False),
    ("test2.message", 0, "20120113._domainkey.gmail.com", True),  # folded as far as it goes
    ("test.message.baddomain", 0, "test._domainkey.legitimate.com(.attacker.com", False),
]
ZONE = {
    "sed._domainkey.test.ex": "eximtest.dns",
    "test._domainkey.football.example.com": "test.txt",
    "test._domainkey.legitimate.com(.attacker.com": "test.txt",
}
TEXTS = {
    # RFC 8463, Appendix A.2
    "brisbane._domainkey.football.example.com": (
        "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
    ),
    "20120113._domainkey.gmail.com": (
        "k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA1Kd87/UeJjenpabgbFwh+eBCsSTrqmwIYYvy"
        "wlbhbqoo2DymndFkbjOVIPIldNs/m40KF+yzMn1skyoxcTUGCQs8g3FgD2Ap3ZB5DekAo5wMmk4wimDO+U8QzI3SD0"
        "7y2+07wlNWwIt8svnxgdxGkVbbhzY8i+RQ9DpSVpPbF7ykQxtKXkv/ahW3KjViiAH+ghvvIhkx4xYSIc9oSwVmAl5O"
        "ctMEeWUwg8Istjqz8BZeTWbf41fbNhte7Y+YqZOwq1Sd0DbvYAD9NOZK9vlfuac0598HY+vtSBczUiKERHv1yRbcaQ"
        "tZFh5wtiRrN04BLUTD21MycBX5jYchHjPY/wIDAQAB"
    ),
}


def test_signed_mails_of_the_archive(archive: Path, score: Callable[..., None]) -> None:
    data = archive / "data"

    def txt(name: str) -> list[str] | None:
        if name in TEXTS:
            return [TEXTS[name]]
        return [(data / ZONE[name]).read_text().strip()] if name in ZONE else None

    right = 0
    for name, index, key, holds in SIGNED:
        found = dkim_check.verify((data / name).read_bytes(), txt=txt, at=NOW)
        one = found[index]
        right += (one.result == "pass") is holds
        assert f"{one.selector}._domainkey.{one.domain}" == key.lower()
    score("dkimpy", "signed mails", right, len(SIGNED), len(SIGNED))


def test_key_records_of_the_archive(archive: Path, score: Callable[..., None]) -> None:
    """Every key record can be used, but for those that are broken on purpose."""
    broken = {"badk.txt", "badversion.txt", "test_bad.txt", "test_tlsrpt.txt"}
    data = archive / "data"
    records = sorted(path.name for path in data.iterdir() if path.suffix in {".txt", ".dns"})
    right = 0
    for name in records:
        text = (data / name).read_text().strip()
        kind = b"ed25519-sha256" if "k=ed25519;" in text else b"rsa-sha256"
        said = {b"a": kind, b"d": b"example.com", b"s": b"s"}
        try:
            dkim_check.public_key(said, txt=lambda _, text=text: [text])  # type: ignore[misc]
            usable = True
        except dkim_check.Unsound:
            usable = False
        right += usable is (name not in broken)
    score("dkimpy", "key records", right, len(records), len(records))
