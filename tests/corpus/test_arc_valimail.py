"""The ARC set: 171 chains to judge and 17 mails to seal, with the keys they were made with."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from tripost.core import arc, arc_seal, dkim
from tripost.core.dkim_canon import Sealed, sealed, tags, unblanked

Score = Callable[..., None]


def scenarios(path: Path) -> Iterator[tuple[dict[str, Any], str, dict[str, Any]]]:
    """(scenario, name, case)."""
    for scenario in yaml.safe_load_all(path.read_text()):
        for name, case in scenario["tests"].items():
            yield scenario, name, case


def wire(text: str) -> bytes:
    return text.encode().replace(b"\n", b"\r\n")


def judged(case: dict[str, Any], keys: dict[str, str]) -> str:
    """As the set says it: a chain that a sealer found broken before has no result of its own."""
    chain = arc.validate(
        wire(case["message"]), txt=lambda name: [keys[name]] if keys.get(name) else None
    )
    assert chain.ended <= (chain.result == "fail")  # RFC 8617 §5.2: for us it is a failure
    return "" if chain.ended else chain.result


def test_chains_are_judged_as_the_set_says(corpora: Path, score: Score) -> None:
    path = corpora / "arc_valimail" / "arc-draft-validation-tests.yml"
    cases = list(scenarios(path))
    wrong = [
        name
        for scenario, name, case in cases
        if judged(case, scenario.get("txt-records") or {}) != case["cv"].lower()
    ]
    score("arc_valimail", "chains judged", len(cases) - len(wrong), len(cases), 171)
    assert not wrong


def found(mail: Sealed, server: str) -> list[str]:
    """What the Authentication-Results of this server say, put together."""
    out: list[str] = []
    for one in mail.named(b"authentication-results"):
        first, *rest = (" ".join(part.split()) for part in one.value.decode().split(";"))
        out += [part for part in rest if part] if first == server else []
    return out


def sealed_by_us(scenario: dict[str, Any], case: dict[str, Any]) -> bytes:
    raw = wire(case["message"])
    head, _, body = raw.partition(b"\r\n\r\n")
    key = serialization.load_pem_private_key(scenario["privatekey"].encode(), password=None)
    assert isinstance(key, RSAPrivateKey)
    results = found(sealed(raw), case["srv-id"])
    if not results:
        return b""
    said = [one.split()[0].removeprefix("arc=") for one in results if one.startswith("arc=")]
    cv: arc.Cv = "none" if said in ([], ["none"]) else "pass" if said == ["pass"] else "fail"
    return arc_seal.seal(
        head + b"\r\n",
        bh=dkim.body_hash(body),
        signer=dkim.Signer(domain=scenario["domain"], selector=scenario["sel"], key=key),
        at=int(case["t"]),
        cv=cv,
        results="; ".join([case["srv-id"], *results]),
        covered=case["sig-headers"].lower().encode().split(b":"),
    )


def said_by(text: bytes) -> dict[bytes, bytes]:
    return {name: unblanked(value) for name, value in tags(text.replace(b"\r\n", b"")).items()}


def test_seals_are_those_of_the_set(corpora: Path, score: Score) -> None:
    cases = list(scenarios(corpora / "arc_valimail" / "arc-draft-sign-tests.yml"))
    wrong = []
    for scenario, name, case in cases:
        ours = sealed(sealed_by_us(scenario, case))
        if not case["AS"].strip():  # nothing was said on arrival: nothing to vouch for
            wrong += [name] if ours.fields else []
            continue
        same = unblanked(ours.named(b"arc-authentication-results")[0].value) == unblanked(
            case["AAR"].encode()
        )
        for tag, field in (("AS", b"arc-seal"), ("AMS", b"arc-message-signature")):
            same &= said_by(ours.named(field)[0].value) == said_by(wire(case[tag]))
        if not same:
            wrong.append(name)
    score("arc_valimail", "seals equal", len(cases) - len(wrong), len(cases), 17)
    assert not wrong
