"""The contest of one mail to many: turns, rows, and what stands around it."""

import dns.message
import dns.query
import dns.rcode
import pytest

from bench import mlmmj
from bench.contest import Run, Told, in_turns
from bench.counting import Sink
from bench.empty_zone import answering
from bench.fanout import ALIAS, BARE, MLMMJ, OURS, _client, compared, first_copy, growth


def told(rate: float, *, first: float = 0.0, memory: float = 0.0) -> Told:
    return Told(rates=[rate], firsts=[first] if first else [], memory=[memory] if memory else [])


def test_who_fails_is_out_and_the_others_go_on() -> None:
    order: list[str] = []

    def run(name: str) -> Run:
        def one(size: int, into: Told) -> None:
            order.append(f"{name}{size}")
            if name == "b":
                raise TimeoutError("3 of 20 copies")
            into.rates.append(size)

        return one

    seen = in_turns({"a": run("a"), "b": run("b")}, 20, rounds=2, warm=2)
    assert order == ["a2", "b2", "a20", "a20"]
    assert seen["a"].rates == [20, 20]
    assert seen["b"].rates == []


def test_rows_compare_ours_with_those_that_came_through() -> None:
    seen = {OURS: told(1000), BARE: told(4000), ALIAS: told(500), MLMMJ: Told()}
    rows = compared(seen, size=1000, what="unsigned")
    assert [(row.ratio, row.goal, row.met) for row in rows] == [
        (0.25, 0.4, False),
        (2.0, 1.0, True),
    ]


@pytest.mark.parametrize(("seconds", "met"), [(1.9, True), (2.1, False)])
def test_the_first_copy_has_two_seconds(seconds: float, met: bool) -> None:
    assert first_copy(told(1, first=seconds), size=10).met is met


@pytest.mark.parametrize(("more", "met"), [(99.0, True), (101.0, False), (-5.0, True)])
def test_ten_times_the_subscribers_may_cost_100_mb(more: float, met: bool) -> None:
    assert growth(told(1, memory=200), told(1, memory=200 + more)).met is met


def test_the_zone_knows_no_name_and_says_so() -> None:
    with answering() as zone:
        host, _, port = zone.partition(":")
        asked = dns.message.make_query("_dmarc.kunde.example", "TXT")
        said = dns.query.udp(asked, host, port=int(port), timeout=10)
    assert said.rcode() == dns.rcode.NXDOMAIN


def test_the_sink_counts_what_the_bare_client_sends() -> None:
    sink = Sink()
    try:
        sink.zero()
        said = _client(sink.port, 50, "ed25519", lines=3)
        first, last = sink.wait(50, patience=30)
    finally:
        sink.close()
    assert said["taken"] == 50
    assert said["began"] <= first <= last


@pytest.mark.skipif(not mlmmj.there(), reason=mlmmj.HOW)
def test_mlmmj_sends_its_copies() -> None:
    sink = Sink()
    seen = Told()
    try:
        mlmmj.send(sink, 3, patience=60, into=seen)
    finally:
        sink.close()
    assert len(seen.rates) == 1
