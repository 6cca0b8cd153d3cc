"""What the DNS says about a domain is judged, and the record to set is named."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from tripost.addresses.checks import check, sentences
from tripost.addresses.dkim import KeyRow, new_keys, txt_records
from tripost.kit.dns import NoAnswer
from tripost.kit.secrets import Secrets
from tripost.kit.settings import Relay

SECRETS = Secrets("a key for tests")
KEYS = new_keys(SECRETS)
ROW = KeyRow("acme.org", KEYS.selector, KEYS.rsa, KEYS.ed25519)
HOST = "tripost.acme.org"
NUMBER = "93.184.215.14"
POINTER = "14.215.184.93.in-addr.arpa"
Zone = Mapping[tuple[str, str], Sequence[Any]]


def good() -> dict[tuple[str, str], Sequence[Any]]:
    """Everything as it should be."""
    zone: dict[tuple[str, str], Sequence[Any]] = {
        ("acme.org", "MX"): [(10, HOST)],
        ("acme.org", "TXT"): [(b"v=spf1 mx ", f"a:{HOST} ~all".encode()), (b"other=1",)],
        ("_dmarc.acme.org", "TXT"): [(b"v=DMARC1; p=reject",)],
        (HOST, "A"): [NUMBER],
        (POINTER, "PTR"): [HOST],
    }
    for selector, text in txt_records(ROW, SECRETS):
        zone[f"{selector}._domainkey.acme.org", "TXT"] = [(text.encode(),)]
    return zone


def found(zone: Zone, **how: Any) -> dict[str, tuple[str, str]]:
    """kind → (state, why); DKIM twice becomes the worse one."""

    def lookup(name: str, kind: str) -> list[Any]:
        answer = zone.get((name, kind), [])
        if answer == "silence":
            raise NoAnswer(name)
        return list(answer)

    values: dict[str, Any] = {
        "kind": "full", "base_url": f"https://{HOST}", "relay": None, "lookup": lookup,
        "secrets": SECRETS, **how,
    }  # fmt: skip
    worst = {"ok": 0, "unknown": 1, "missing": 2, "wrong": 3}
    shown: dict[str, tuple[str, str]] = {}
    for one in check(values.pop("row", ROW), **values):
        if one.kind not in shown or worst[one.state] > worst[shown[one.kind][0]]:
            shown[one.kind] = (one.state, one.why)
    return shown


def test_all_is_well() -> None:
    assert found(good()) == dict.fromkeys(("mx", "spf", "dkim", "dmarc", "ptr"), ("ok", ""))


@pytest.mark.parametrize(
    ("name", "kind", "answer", "wanted"),
    [
        ("acme.org", "MX", [], ("mx", "missing", "mx-elsewhere")),
        ("acme.org", "MX", [(10, "mail.other.org")], ("mx", "wrong", "mx-elsewhere")),
        ("acme.org", "TXT", [], ("spf", "missing", "")),
        ("acme.org", "TXT", [(b"v=spf1 mx -all",), (b"v=spf1 -all",)], ("spf", "wrong", "several")),
        ("acme.org", "TXT", [(b"v=spf1 a:x.org -all",)], ("spf", "wrong", "not-named")),
        ("acme.org", "TXT", [(b"v=spf1 +all",)], ("spf", "wrong", "lets-everyone")),
        ("acme.org", "TXT", "silence", ("spf", "unknown", "no-answer")),
        ("tripost._domainkey.acme.org", "TXT", [], ("dkim", "missing", "")),
        ("tripost._domainkey.acme.org", "TXT", [(b"v=DKIM1; p=AAAA",)],
         ("dkim", "wrong", "other-key")),
        ("_dmarc.acme.org", "TXT", [], ("dmarc", "missing", "")),
        ("_dmarc.acme.org", "TXT", [(b"v=DMARC1; p=none",)], ("dmarc", "ok", "only-watches")),
        ("_dmarc.acme.org", "TXT", [(b"v=DMARC1",)], ("dmarc", "wrong", "no-policy")),
        (POINTER, "PTR", [], ("ptr", "missing", "no-name")),
        (POINTER, "PTR", ["other.org"], ("ptr", "wrong", "leads-elsewhere")),
        (HOST, "A", ["10.0.0.1"], ("ptr", "unknown", "not-public")),
        (HOST, "A", [], ("ptr", "unknown", "no-address")),
    ],
)  # fmt: skip
def test_each_fault_is_named(
    name: str, kind: str, answer: Any, wanted: tuple[str, str, str]
) -> None:
    what, state, why = wanted
    assert found({**good(), (name, kind): answer})[what] == (state, why)


def test_a_key_cut_into_strings_and_spaced_is_the_same_key() -> None:
    zone = good()
    name = ("tripost._domainkey.acme.org", "TXT")
    text = zone[name][0][0]
    zone[name] = [(text[:50].replace(b"; ", b" ;  "), text[50:])]
    assert found(zone)["dkim"] == ("ok", "")


def test_behind_a_relay_its_operator_decides() -> None:
    zone = {**good(), ("acme.org", "TXT"): [(b"v=spf1 include:relay.example.net -all",)]}
    assert found(zone)["spf"] == ("wrong", "not-named")
    relay = Relay(host="smtp.relay.org", port=587)
    assert found(zone, relay=relay)["spf"] == ("ok", "relay-decides")
    assert found(zone, relay=relay)["ptr"] == ("unknown", "no-address")


def test_a_split_domain_keeps_its_mx() -> None:
    assert "mx" not in found(good(), kind="split")


def test_names_for_examples_are_not_asked_for() -> None:
    row = KeyRow("acme.example", KEYS.selector, KEYS.rsa, KEYS.ed25519)
    assert found(good(), row=row)["spf"] == ("unknown", "no-answer")


def test_the_terminal_names_the_record_to_set() -> None:
    def nothing(name: str, kind: str) -> list[Any]:
        return []

    said = "\n".join(
        sentences(
            check(
                ROW,
                kind="full",
                base_url=f"https://{HOST}",
                relay=None,
                lookup=nothing,
                secrets=SECRETS,
            )
        )
    )
    assert f"Set MX '10 {HOST}.'; there is nothing." in said
    assert "Set TXT 'v=DKIM1; k=ed25519; p=" in said
