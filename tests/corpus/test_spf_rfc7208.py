"""The 203 cases of the SPF test suite for RFC 7208, through our check and a real resolver."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.corpus.sdists import NotToBeHad, unpacked
from tests.names import Answers, Record, quoted, serving
from tripost.inbound.sender_policy import check
from tripost.kit.dns import Asking, Resolver

SECONDS = 0.3  # that the resolver waits where the set wants silence


@pytest.fixture(scope="module")
def scenarios() -> list[dict[str, Any]]:
    try:
        folder = unpacked("pyspf==2.0.14") / "test"
    except NotToBeHad as why:
        pytest.skip(str(why))
    return list(_scenarios(folder / "rfc7208-tests.yml"))


def _scenarios(path: Path) -> Iterator[dict[str, Any]]:
    yield from yaml.safe_load_all(path.read_text(encoding="utf-8"))


def zone(data: dict[str, list[Any]]) -> Answers:
    """The set's own form: TXT is made of SPF where none stands; TIMEOUT is silence."""
    known = {name.lower().rstrip("."): _entries(entries) for name, entries in data.items()}

    def answers(name: str, kind: str) -> Sequence[Record] | None:
        entries = known.get(name)
        if entries is None:
            return None if name.startswith("error.") else ()
        found: list[Record] = []
        for one, value in entries:
            if one == "TIMEOUT" and not any(known == kind for known, _ in found):
                return None
            if value == "TIMEOUT":
                if one == kind:
                    return None
            elif one != "TIMEOUT":
                found.append((one, value))
        return found

    return answers


def _entries(entries: list[Any]) -> list[Record]:
    out: list[Record] = []
    has_txt = any(isinstance(one, dict) and "TXT" in one for one in entries)
    for one in entries:
        if one == "TIMEOUT":
            out.append(("TIMEOUT", ""))
            continue
        ((kind, value),) = one.items()
        if kind == "SPF" and not has_txt:
            kind = "TXT"
        if value != "NONE" and kind in {"TXT", "CNAME", "A", "AAAA", "MX", "PTR"}:
            out.append((kind, _written(kind, value)))
    return out


def _written(kind: str, value: Any) -> str:
    if value == "TIMEOUT":
        return "TIMEOUT"
    if kind == "TXT":
        pieces = [value] if isinstance(value, str) else value
        return " ".join(quoted(piece.encode()) for piece in pieces or [""])
    if kind == "MX":
        return f"{value[0]} {_name(value[1])}"
    return _name(value) if kind in {"CNAME", "PTR"} else str(value)


def _name(value: str) -> str:
    return value.rstrip(".") + "."


def test_the_203_cases(scenarios: list[dict[str, Any]], score: Callable[..., None]) -> None:
    wrong, total = [], 0
    for scenario in scenarios:
        with serving(zone(scenario["zonedata"])) as server:
            resolver = Resolver(server=server, lookup_seconds=SECONDS)
            for name, case in scenario["tests"].items():
                total += 1
                if not agrees(case, Asking(resolver)):
                    wrong.append(name)
    score("rfc7208-tests", "results and explanations", total - len(wrong), total, 203)
    assert not wrong


def agrees(case: dict[str, Any], lookup: Asking) -> bool:
    found = check(
        peer=case["host"], sender=case["mailfrom"], helo=case["helo"], lookup=lookup,
        default_explanation="DEFAULT",
    )  # fmt: skip
    wanted = case["result"]
    if found.result not in ([wanted] if isinstance(wanted, str) else wanted):
        return False
    return "explanation" not in case or found.explanation == case["explanation"]
