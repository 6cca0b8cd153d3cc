"""Can anybody but us make an envelope sender that we take for ours?"""

from hypothesis import given
from hypothesis import strategies as st

from tripost.addresses import verp
from tripost.kit.secrets import Secrets

OURS = Secrets("a key of this installation")


@given(st.integers(0, 2**32 - 1), st.integers(0, 2**63 - 1))
def test_what_we_made_is_read_back_whatever_the_case(address: int, delivery: int) -> None:
    made = verp.sender(OURS, address=address, delivery=delivery, domain="acme.example")
    local = made.partition("@")[0]
    assert len(local) <= 64
    assert verp.read(OURS, made.upper()) == verp.Returned(address, delivery)


def test_another_key_makes_nothing_we_believe() -> None:
    foreign = verp.sender(Secrets("another"), address=1, delivery=2, domain="acme.example")
    assert verp.read(OURS, foreign) is None


def test_a_changed_character_is_noticed_everywhere() -> None:
    made = verp.sender(OURS, address=7, delivery=99, domain="acme.example")
    for place in range(2, made.index("@")):
        other = "a" if made[place] != "a" else "b"
        assert verp.read(OURS, made[:place] + other + made[place + 1 :]) is None


@given(st.text(max_size=80))
def test_anything_else_is_simply_not_ours(text: str) -> None:
    assert verp.read(OURS, text) is None
    assert verp.read(OURS, f"b-{text}@acme.example") is None
