"""Do ids sort by time, and do blocks of them keep out of each other's way?"""

from datetime import timedelta

from tests.conftest import NOW
from tripost.kit.ids import block, new_id


def test_every_id_is_larger_than_the_one_before() -> None:
    ids = [new_id(NOW) for _ in range(1000)]
    assert ids == sorted(set(ids))
    assert new_id(NOW - timedelta(days=1)) > ids[-1]


def test_a_block_shares_no_id_with_anything_before_or_after() -> None:
    seen: list[int] = []
    for count in (1, 500, 1, 7, 1000):
        seen.append(new_id(NOW))
        first, step = block(NOW, count)
        seen += [first + step * place for place in range(1, count + 1)]
    assert seen == sorted(set(seen))
    assert max(seen) < 2**63
