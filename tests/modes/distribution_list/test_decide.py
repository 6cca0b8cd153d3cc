"""Who may post, and what? Every policy against every kind of author and of mail."""

import pytest

from tripost.modes.base import Situation
from tripost.modes.distribution_list import decide
from tripost.modes.distribution_list.decide import Rules
from tripost.people.models import Right

NONE, TEAM = 0, int(Right.READ)
OWNER, MODERATOR = int(Right.READ | Right.MANAGE), int(Right.READ | Right.MODERATE)
POLICIES = ("owners", "team", "members", "domain", "anyone", "nobody")
NOBODY_KNOWS = Rules()
MEMBER = Rules(member=True)
PARTNER = Rules(domains=("partner.example", "acme.example"))
ALLOWED = Rules(allowed=True)


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
    ("author", "rights", "rules", "let_through"),
    [
        ("owner", OWNER, NOBODY_KNOWS, {"owners", "team", "members", "domain", "anyone"}),
        ("moderator", MODERATOR, NOBODY_KNOWS, {"owners", "team", "members", "domain", "anyone"}),
        ("colleague", TEAM, NOBODY_KNOWS, {"team", "members", "domain", "anyone"}),
        ("member", NONE, MEMBER, {"members", "anyone"}),
        ("of a domain", NONE, PARTNER, {"domain", "anyone"}),
        ("allowed once", NONE, ALLOWED, {"owners", "team", "members", "domain", "anyone"}),
        ("nobody", NONE, NOBODY_KNOWS, {"anyone"}),
    ],
)
@pytest.mark.parametrize("posting", POLICIES)
@pytest.mark.parametrize("verified", [True, False])
def test_the_posting_policy(
    author: str, rights: int, rules: Rules, let_through: set[str], posting: str, verified: bool
) -> None:
    placed = decide.on_arrival(situation(posting=posting, rights=rights, verified=verified), rules)
    if posting == "nobody":
        wanted = ("held", "nobody")
    elif posting == "anyone":
        wanted = ("post", "")
    elif not verified:
        wanted = ("held", "unverified")  # what is granted to an address proves nothing of a From
    else:
        wanted = ("post", "") if posting in let_through else ("held", "not-allowed")
    assert (placed.outcome, placed.reason) == wanted
    assert placed.state == ("closed" if wanted[0] == "post" else "new")


@pytest.mark.parametrize("kind", ["auto-reply", "bounce", "receipt"])
@pytest.mark.parametrize("posting", POLICIES)
def test_what_a_machine_answered_never_goes_out(kind: str, posting: str) -> None:
    placed = decide.on_arrival(
        situation(posting=posting, rights=OWNER, automatic=kind), NOBODY_KNOWS
    )
    assert (placed.outcome, placed.quiet, placed.reason) == ("automatic", True, kind)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"loops": True}, "loop"),
        ({"automatic": "list"}, "automatic"),
        ({"automatic": "bulk"}, "automatic"),
        ({"automatic": "calendar"}, "automatic"),
        ({"automatic": "report"}, "automatic"),
        ({"forged": True, "verified": False}, "forged"),
    ],
)
@pytest.mark.parametrize("posting", POLICIES)
def test_even_an_owner_on_an_open_list_feeds_no_loop(
    changes: dict[str, object], reason: str, posting: str
) -> None:
    placed = decide.on_arrival(situation(posting=posting, rights=OWNER, **changes), ALLOWED)
    assert (placed.outcome, placed.reason) == ("held", reason)


PDF, EXE = ("Plan.PDF", "application/pdf"), ("plan.pdf.exe", "application/octet-stream")
SIGNATURE = ("signature.asc", "application/pgp-signature")


@pytest.mark.parametrize(
    ("rules", "changes", "reason"),
    [
        (Rules(max_size=1000), {"size": 1000}, ""),
        (Rules(max_size=1000), {"size": 1001}, "too-large"),
        (Rules(), {"size": 50_000_000, "files": (EXE,)}, ""),
        (Rules(attachments="hold"), {"files": (PDF,)}, "attachment"),
        (Rules(attachments="hold", types=("pdf",)), {"files": (PDF,)}, ""),
        (Rules(attachments="hold", types=("pdf",)), {"files": (PDF, EXE)}, "attachment"),
        (Rules(attachments="hold"), {"files": (SIGNATURE,), "sealed": True}, ""),
        (Rules(attachments="strip"), {"files": (EXE,)}, ""),
        (Rules(attachments="strip"), {"files": (EXE, SIGNATURE), "sealed": True}, "attachment"),
        (Rules(attachments="strip", types=("exe",)), {"files": (EXE,), "sealed": True}, ""),
    ],
)
def test_what_is_in_it(rules: Rules, changes: dict[str, object], reason: str) -> None:
    placed = decide.on_arrival(situation(posting="anyone", **changes), rules)
    assert placed.reason == reason
    assert placed.outcome == ("held" if reason else "post")
