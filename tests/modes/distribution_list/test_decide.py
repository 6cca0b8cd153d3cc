"""Who may post? Every policy against every kind of author."""

import pytest

from tripost.modes.base import Situation
from tripost.modes.distribution_list import decide
from tripost.people.models import Right

NONE, TEAM, OWNER = 0, int(Right.READ), int(Right.READ | Right.MANAGE)


def situation(**changes: object) -> Situation:
    values: dict[str, object] = {
        "address": 1,
        "email": "news@acme.example",
        "posting": "team",
        "from_address": "anna@acme.example",
        "verified": True,
        "rights": TEAM,
        "automatic": "",
        "loops": False,
        "state": None,
        "stranger": False,
    }
    return Situation(**(values | changes))


@pytest.mark.parametrize(
    ("posting", "rights", "verified", "outcome", "reason"),
    [
        ("owners", OWNER, True, "post", ""),
        ("owners", TEAM, True, "held", "not-allowed"),
        ("owners", NONE, True, "held", "not-allowed"),
        ("owners", NONE, False, "held", "unverified"),
        ("team", OWNER, True, "post", ""),
        ("team", TEAM, True, "post", ""),
        ("team", NONE, True, "held", "not-allowed"),
        ("team", NONE, False, "held", "unverified"),
        ("anyone", NONE, True, "post", ""),
        ("anyone", NONE, False, "post", ""),
    ],
)
def test_the_posting_policy(
    posting: str, rights: int, verified: bool, outcome: str, reason: str
) -> None:
    placed = decide.on_arrival(situation(posting=posting, rights=rights, verified=verified))
    assert (placed.outcome, placed.reason) == (outcome, reason)
    assert placed.state == ("closed" if outcome == "post" else "new")


def test_rights_without_proof_are_worth_nothing() -> None:
    placed = decide.on_arrival(situation(rights=OWNER, verified=False))
    assert (placed.outcome, placed.reason) == ("held", "unverified")


@pytest.mark.parametrize("kind", ["auto-reply", "bounce"])
@pytest.mark.parametrize("posting", ["owners", "team", "anyone"])
def test_what_a_machine_answered_never_goes_out(kind: str, posting: str) -> None:
    placed = decide.on_arrival(situation(posting=posting, rights=OWNER, automatic=kind))
    assert (placed.outcome, placed.quiet, placed.reason) == ("automatic", True, kind)


@pytest.mark.parametrize(
    ("changes", "reason"), [({"loops": True}, "loop"), ({"automatic": "list"}, "automatic")]
)
def test_even_an_owner_on_an_open_list_cannot_feed_a_loop(
    changes: dict[str, object], reason: str
) -> None:
    placed = decide.on_arrival(situation(posting="anyone", rights=OWNER, **changes))
    assert (placed.outcome, placed.reason) == ("held", reason)
