"""Questions to DNS: a real resolver, silence, names that are none, and limits."""

import pytest

from tests.names import Record, of_zone, serving, texts
from tripost.kit.dns import Asking, NoAnswer, Resolver, from_txt

ZONE: dict[str, tuple[Record, ...]] = {
    "acme.example": (
        *texts("v=spf1 -all", "x" * 700), ("A", "192.0.2.1"), ("AAAA", "2001:db8::1"),
        ("MX", "10 mx.acme.example."),
    ),
    "www.acme.example": (("CNAME", "acme.example."),),
    "1.2.0.192.in-addr.arpa": (("PTR", "mx.acme.example."),),
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "kind", "found"),
    [
        ("acme.example", "A", ["192.0.2.1"]),
        ("ACME.example.", "AAAA", ["2001:db8::1"]),
        ("acme.example", "MX", [(10, "mx.acme.example")]),
        ("www.acme.example", "A", ["192.0.2.1"]),
        ("1.2.0.192.in-addr.arpa", "PTR", ["mx.acme.example"]),
        ("nobody.example", "A", []),
        ("www.acme.example", "PTR", []),
        ("x" * 64 + ".example", "A", []),
        ("a..example", "A", []),
        ("ü" * 300, "A", []),
    ],
)
def test_what_stands_there(name: str, kind: str, found: list[object]) -> None:
    with serving(of_zone(ZONE)) as server:
        assert Resolver(server=server)(name, kind) == found


def test_a_long_text_comes_by_tcp() -> None:
    with serving(of_zone(ZONE)) as server:
        found = Asking(Resolver(server=server)).txt("acme.example")
    assert sorted(found or []) == ["v=spf1 -all", "x" * 700]


def test_silence_is_no_answer() -> None:
    with serving(lambda name, kind: None) as server, pytest.raises(NoAnswer):
        Resolver(server=server, lookup_seconds=0.1)("acme.example", "A")


def test_each_thing_is_asked_once_also_when_nobody_answers() -> None:
    asked: list[str] = []

    def txt(name: str) -> list[str] | None:
        asked.append(name)
        if name == "silent.example":
            raise NoAnswer(name)
        return None

    asking = Asking(from_txt(txt))
    for _ in range(3):
        assert asking.txt("A.example.") is None
        with pytest.raises(NoAnswer):
            asking.txt("silent.example")
    assert asked == ["a.example", "silent.example"]


def test_it_ends_in_time_and_number() -> None:
    now = [0.0]
    asking = Asking(from_txt(lambda name: ["x"]), seconds=8, questions=3, monotonic=lambda: now[0])
    for number in range(3):
        assert asking.txt(f"{number}.example") == ["x"]
    with pytest.raises(NoAnswer):
        asking.txt("4.example")
    late = Asking(from_txt(lambda name: ["x"]), seconds=8, monotonic=lambda: now[0])
    now[0] = 9.0
    with pytest.raises(NoAnswer):
        late.txt("a.example")
