"""SPF where pyspf alone would fail: hostile records, silence, peers without an address."""

import time
from typing import Any

import pytest

from tripost.inbound.sender_policy import check
from tripost.kit.dns import Asking, Lookup, NoAnswer

PEER = "192.0.2.1"


def dns(**names: str) -> Lookup:
    """TXT records by name (dots as underscores)."""
    zone = {name.replace("_", "."): text for name, text in names.items()}

    def lookup(name: str, kind: str) -> list[Any]:
        return [(zone[name].encode(),)] if kind == "TXT" and name in zone else []

    return lookup


def result(record: str, *, peer: str = PEER, sender: str = "a@x.example") -> str:
    asking = Asking(dns(x_example=record))
    return check(peer=peer, sender=sender, helo="mx.x.example", lookup=asking).result


@pytest.mark.parametrize(
    ("record", "peer", "wanted"),
    [
        ("v=spf1 ip4:192.0.2.1 -all", PEER, "pass"),
        ("v=spf1 ip4:192.0.2.1 -all", "::ffff:192.0.2.1", "pass"),
        ("v=spf1 ip4:192.0.2.1 -all", "192.0.2.2", "fail"),
        ("v=spf1 ip6:2001:db8::/32 ~all", "2001:db8::7", "pass"),
        ("v=spf1 ip4:192.0.2.1 -all", "", "none"),
        ("v=spf1 ip4:192.0.2.1 -all", "unix", "none"),
        ("v=spf1 include:x.example -all", PEER, "permerror"),
        ("v=spf1 a:" + "a" * 600 + ".example -all", PEER, "permerror"),
        ("v=spf1 " + "ip4:192.0.2.1 " * 400, PEER, "permerror"),
        ("v=spf1 exists:%{ -all", PEER, "permerror"),
        ("v=spf1 exists:%{}.x -all", PEER, "permerror"),
        ("another text", PEER, "none"),
    ],
)
def test_records(record: str, peer: str, wanted: str) -> None:
    assert result(record, peer=peer) == wanted


def test_the_null_sender_has_the_policy_of_its_host() -> None:
    asking = Asking(dns(mx_x_example="v=spf1 ip4:192.0.2.1 -all"))
    found = check(peer=PEER, sender="", helo="mx.x.example", lookup=asking)
    assert (found.result, found.domain) == ("pass", "mx.x.example")


def test_silence_is_for_now() -> None:
    def silent(name: str, kind: str) -> list[Any]:
        raise NoAnswer(name)

    assert check(peer=PEER, sender="a@x.example", helo="x", lookup=silent).result == "temperror"


@pytest.mark.parametrize(
    "word", ["a:" + "a" * 60_000 + "!", "%{" * 30_000, "a." * 30_000, "x" * 60_000]
)
def test_a_hostile_record_costs_little(word: str) -> None:
    """pyspf's patterns are quadratic in the length of a word."""
    begun = time.perf_counter()
    assert result(f"v=spf1 {word} -all") == "permerror"
    assert time.perf_counter() - begun < 2.0
