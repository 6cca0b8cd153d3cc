"""The front door of the distribution list."""

from tripost.modes.base import WELCOME, Admission, Approach, Offers, Placement, Received, Situation
from tripost.modes.distribution_list import actions, decide
from tripost.modes.distribution_list.posting.rules import rules_of
from tripost.store.reads import DjangoReader


class DistributionList:
    """One way: who may post reaches every subscriber, each with a copy of their own."""

    key = "list"
    offers = Offers(
        assignment=False,
        states=("new", "open", "closed"),
        subscribers=True,
        moderation=True,
        opens_with="all",
    )

    def admits(self, approach: Approach) -> Admission:
        """Everyone, also the null sender (bounces): whom a From names is known only later, and
        what the policy does not allow waits for a moderator (law 2)."""
        return WELCOME

    def decide(self, situation: Situation) -> Placement:
        """See decide.py; what the list knows of the author is looked up here."""
        return decide.on_arrival(situation, rules_of(DjangoReader(), situation))

    def receive(self, received: Received) -> None:
        """Send the post out, or keep it for a moderator."""
        if received.placement.outcome == "post":
            actions.post(actions.PostOf.arrival(received), at=received.at)
        elif received.placement.outcome == "held":
            actions.hold(received)

    def after_failure(self, *, state: str) -> str | None:
        """See decide.py."""
        return decide.after_failure(state)
