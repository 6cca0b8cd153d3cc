"""Who is where: the most important state counts, and nothing lasts without renewal."""

from datetime import datetime, timedelta

from tripost.realtime.presence import LASTS, Mark, Presence


def mark(now: datetime, state: str = "viewing", *, conversation: int = 1, user: str = "a") -> Mark:
    """A mark made now."""
    return Mark(conversation, user, state, now + LASTS)


def test_two_windows_of_one_person_are_one_person(now: datetime) -> None:
    here = Presence()
    assert here.put("w1", mark(now)) == {1}
    assert here.put("w2", mark(now, "composing")) == {1}
    assert here.people(1) == [{"user": "a", "state": "composing"}]
    here.put("w2", None)
    assert here.people(1) == [{"user": "a", "state": "viewing"}]


def test_renewing_tells_nobody_anything_new(now: datetime) -> None:
    here = Presence()
    here.put("w1", mark(now))
    assert here.put("w1", mark(now + timedelta(seconds=20))) == set()
    assert here.expire(now + timedelta(seconds=31)) == set()
    assert here.expire(now + timedelta(seconds=51)) == {1}
    assert here.people(1) == []


def test_moving_on_changes_both_places(now: datetime) -> None:
    here = Presence()
    here.put("w1", mark(now))
    assert here.put("w1", mark(now, conversation=2)) == {1, 2}
    assert list(here.conversations()) == [2]
