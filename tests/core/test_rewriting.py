"""The mildest From that passes DMARC, for every kind of author."""

import pytest

from tripost.core.dkim import Signer, body_hash, generate, load, sign
from tripost.core.dmarc import Wish
from tripost.core.rewriting import Facts, Shown, decide, survives

SIGNER = Signer(domain="praxis.example", selector="s", key=load(generate("ed25519")))
HEAD = b"From: Jana <jana@praxis.example>\r\nTo: news@acme.example\r\nSubject: Hello\r\n"
BODY = b"Guten Tag\r\n"


def shown(**facts: object) -> Shown:
    known = Facts(**({"name": "Jana Weiß", "address": "jana@praxis.example"} | facts))  # type: ignore[arg-type]
    return decide(known, list_name="Acme News", list_email="news@acme.example")


@pytest.mark.parametrize(
    ("facts", "step", "why"),
    [
        ({"signed": True, "untouched": True, "policy": "reject"}, "keeps", "signature-holds"),
        ({"signed": True, "untouched": True, "policy": None}, "keeps", "signature-holds"),
        ({"signed": True, "untouched": False, "policy": "reject"}, "via", "policy"),
        ({"signed": False, "untouched": True, "policy": "quarantine"}, "via", "policy"),
        ({"ours": True, "believed": True}, "ours", "own-domain"),
        ({"ours": True, "believed": True, "signed": True, "untouched": True}, "ours", "own-domain"),
        ({"ours": True, "believed": False, "policy": ""}, "via", "unverified"),
        ({"policy": ""}, "no-policy", "no-record"),
        ({"policy": "none"}, "no-policy", "asks-nothing"),
        ({"policy": None}, "via", "unknown"),
        ({"address": "", "policy": ""}, "via", "no-author"),
    ],
)
def test_the_mildest_step(facts: dict[str, object], step: str, why: str) -> None:
    found = shown(**facts)
    assert (found.step, found.why) == (step, why)
    assert found.keeps_author is (step != "via")


def test_what_readers_see() -> None:
    policy: Wish = "reject"
    via = shown(policy=policy)
    assert (via.name, via.address) == ("Jana Weiß via Acme News", "news@acme.example")
    kept = shown(policy="none")
    assert (kept.name, kept.address) == ("Jana Weiß", "jana@praxis.example")
    assert shown(policy=policy, name="").name == "jana via Acme News"
    assert shown(policy=policy, name="a\r\nBcc: b").name == "a Bcc: b via Acme News"
    assert len(shown(policy=policy, name="x" * 500).name) < 100


def signed(head: bytes = HEAD, body: bytes = BODY) -> bytes:
    return sign(head, bh=body_hash(body), signers=[SIGNER], at=1) + head + b"\r\n" + body


@pytest.mark.parametrize(
    ("old", "new", "holds"),
    [
        (b"", b"", True),
        (b"DKIM-Signature", b"X-Loop: news@acme.example\r\nDKIM-Signature", True),
        (b"From:", b"Received: by us\r\nFrom:", True),
        (b"Subject: Hello", b"Subject: [News] Hello", False),
        (b"Guten Tag", b"Guten Tag\r\n-- \r\nFooter", False),
        (b"From: Jana", b"From: Jana via News", False),
        (b"From:", b"List-Id: <news.acme.example>\r\nFrom:", False),  # oversigned
        (b"DKIM-Signature: v=1;", b"DKIM-Signature: v=1; x-a=b;", False),
    ],
)
def test_a_signature_survives_what_it_does_not_cover(old: bytes, new: bytes, holds: bool) -> None:
    raw = signed()
    domains = frozenset({"praxis.example"})
    assert survives(raw, raw.replace(old, new, 1) if old else raw, domains=domains) is holds
    assert not survives(raw, raw, domains=frozenset({"other.example"}))


def test_a_length_is_nothing_to_rely_on() -> None:
    raw = signed().replace(b"c=relaxed/relaxed;", b"c=relaxed/relaxed; l=5;")
    assert not survives(raw, raw, domains=frozenset({"praxis.example"}))
