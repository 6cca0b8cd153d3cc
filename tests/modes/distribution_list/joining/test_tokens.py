"""Signed links: each for one purpose, one person and a time; nothing made elsewhere is read."""

import base64
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripost.addresses import tokened
from tripost.kit.secrets import Secrets
from tripost.modes.distribution_list.joining import tokens

OURS, THEIRS = Secrets("ours"), Secrets("theirs")
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
SOON = NOW + timedelta(days=7)
IDS = st.integers(0, 2**63 - 1)
MAILS = st.emails()

MADE: dict[str, Callable[[Secrets], str]] = {
    "leave": lambda s: tokens.leave(s, 7, email="a@x.example", delivery=9),
    "preferences": lambda s: tokens.preferences(s, 7, email="a@x.example"),
    "confirm": lambda s: tokens.confirm(s, 7, until=SOON),
    "move": lambda s: tokens.move(s, 7, email="a@x.example", to="b@x.example", until=SOON),
}
READ: dict[str, Callable[[str], object]] = {
    "leave": lambda t: tokens.read_leave(OURS, t),
    "preferences": lambda t: tokens.read_preferences(OURS, t),
    "confirm": lambda t: tokens.read_confirm(OURS, t, at=NOW),
    "move": lambda t: tokens.read_move(OURS, t, at=NOW),
}


@pytest.mark.parametrize("purpose", sorted(READ))
@pytest.mark.parametrize("made", sorted(MADE))
def test_each_is_read_for_its_own_purpose_only(purpose: str, made: str) -> None:
    assert (READ[purpose](MADE[made](OURS)) is not None) is (purpose == made)
    assert READ[purpose](MADE[made](THEIRS)) is None


@pytest.mark.parametrize("purpose", sorted(READ))
def test_any_changed_bit_is_noticed(purpose: str) -> None:
    token = MADE[purpose](OURS)
    raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    for bit in range(len(raw) * 8):
        changed = bytearray(raw)
        changed[bit // 8] ^= 1 << bit % 8
        forged = base64.urlsafe_b64encode(bytes(changed)).decode().rstrip("=")
        assert READ[purpose](forged) is None


@pytest.mark.parametrize("purpose", sorted(READ))
def test_there_is_one_way_to_write_each(purpose: str) -> None:
    token = MADE[purpose](OURS)
    for other in (token + "=", token + "==", token + "A", " " + token, token + "\n",
                  token.replace("-", "+").replace("_", "/") + "=" * 4):  # fmt: skip
        assert READ[purpose](other) is None
    same = [c for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
            if READ[purpose](token[:-1] + c) is not None]  # fmt: skip
    assert same == [token[-1]]


@given(subscriber=IDS, delivery=IDS, email=MAILS)
def test_leaving_comes_back_as_it_was(subscriber: int, delivery: int, email: str) -> None:
    token = tokens.leave(OURS, subscriber, email=email, delivery=delivery)
    found = tokens.read_leave(OURS, token)
    assert found is not None
    assert (found.subscriber, found.delivery, found.fits(email)) == (subscriber, delivery, True)
    assert not found.fits("x" + email)
    assert len(token) == 48


@given(subscriber=IDS, delivery=IDS, address=st.integers(0, 2**32 - 1), email=MAILS)
def test_leaving_by_mail_comes_back_in_any_case(
    subscriber: int, delivery: int, address: int, email: str
) -> None:
    made = tokens.leave_by_mail(
        OURS, subscriber, address=address, email=email, domain="x.example", delivery=delivery
    )
    assert len(made.partition("@")[0]) <= 64
    word = tokened.read(OURS, made.upper())
    assert word is not None
    assert (word.prefix, word.address) == (tokened.LEAVE, address)
    holder = tokens.read_leave_by_mail(word.payload)
    assert holder is not None
    assert (holder.subscriber, holder.delivery) == (subscriber, delivery)
    assert tokened.read(THEIRS, made) is None
    assert tokened.read(OURS, made.replace("leave-", "mod-")) is None


@given(text=st.text(max_size=900))
def test_rubbish_is_read_by_nobody_and_breaks_nothing(text: str) -> None:
    assert all(read(text) is None for read in READ.values())
    assert tokened.read(OURS, text) is None
    assert tokened.read(OURS, f"leave-{text}@x") is None


@given(to=MAILS)
def test_moving_says_where(to: str) -> None:
    token = tokens.move(OURS, 7, email="a@x.example", to=to, until=SOON)
    found = tokens.read_move(OURS, token, at=NOW)
    assert found is not None
    assert found.to == to


@pytest.mark.parametrize(("days", "works"), [(0, True), (7, True), (7.001, False), (400, False)])
def test_a_link_to_confirm_ends(days: float, works: bool) -> None:
    at = NOW + timedelta(days=days)
    assert (tokens.read_confirm(OURS, MADE["confirm"](OURS), at=at) is not None) is works
    assert (tokens.read_move(OURS, MADE["move"](OURS), at=at) is not None) is works
