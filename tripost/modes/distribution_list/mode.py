"""The front door of the distribution list."""

from tripost.modes.base import WELCOME, Admission, Approach, Offers, Placement, Received, Situation
from tripost.modes.distribution_list import actions, decide
from tripost.modes.distribution_list.joining import by_mail as leaving
from tripost.modes.distribution_list.moderation import by_mail
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
        leaves = leaving.on_arrival(situation)
        if leaves is not None:
            return leaves
        if by_mail.is_answer(situation):
            return by_mail.on_arrival(situation)
        return decide.on_arrival(situation, rules_of(DjangoReader(), situation))

    def receive(self, received: Received) -> None:
        """Send the post out, keep it for a moderator, do what one answered, or let someone go."""
        if received.placement.outcome == "post":
            actions.post(actions.PostOf.arrival(received), at=received.at)
        elif received.placement.outcome == "held":
            actions.hold(received)
        elif received.placement.reason == by_mail.REASON:
            by_mail.receive(received)
        else:
            leaving.receive(received)

    def after_failure(self, *, state: str) -> str | None:
        """See decide.py."""
        return decide.after_failure(state)
