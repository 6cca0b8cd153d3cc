"""How much the carrier may hold ahead, and that a ring of the bell is seen at once."""

from tripost.delivery.bell import Bell
from tripost.delivery.pace import AHEAD_SECONDS, MOST, Pace


def test_nothing_is_held_ahead_of_a_slow_next_hop_and_little_of_a_fast_one() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])
    for _ in range(20):
        now[0] += 1
        pace.told(16)  # sixteen lines, a second each
    assert pace.ahead == 0
    for _ in range(20):
        now[0] += 0.1
        pace.told(300)  # 3,000 a second
    assert abs(pace.ahead - 3000 * AHEAD_SECONDS) <= 1
    for _ in range(20):
        now[0] += 0.1
        pace.told(5000)
    assert pace.ahead == MOST


def test_a_ring_is_seen_through_the_other_end_of_the_memory() -> None:
    ours = Bell()
    theirs = Bell(ours.fd)
    assert theirs.rung == 0
    ours.ring()
    assert theirs.rung == ours.rung == 1
