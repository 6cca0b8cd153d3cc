"""Medians, turns and the table."""

from bench.measure import Contestant, Row, in_turns, percentile, table


def test_everyone_has_a_turn_in_each_round_and_the_first_is_not_counted() -> None:
    order: list[str] = []

    def run(name: str) -> Contestant:
        def work(count: int) -> tuple[float, float]:
            order.append(f"{name}{count}")
            return 0.5, 2.0

        return Contestant(name, work, 20)

    some = [run("a"), run("b")]
    in_turns(some, rounds=2)
    assert order == ["a2", "b2", "a20", "b20", "a20", "b20"]
    assert some[0].rates == [10.0, 10.0]
    assert some[0].cpu_each == 25_000.0


def test_percentiles() -> None:
    assert percentile([5, 1, 4, 2, 3], share=0.5) == 3
    assert percentile([1, 2], share=0.95) == 2


def test_the_note_stands_where_a_goal_is_missed() -> None:
    def row(ratio: float) -> Row:
        return Row("job", "ours", "peer", ratio, 1.0, "", {}, "because")

    assert "because" in table([row(0.5)])
    assert "because" not in table([row(1.0)])
