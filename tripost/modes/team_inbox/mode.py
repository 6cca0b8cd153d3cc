"""The front door of the team inbox."""

from tripost.modes.base import WELCOME, Admission, Approach, Offers, Placement, Received, Situation
from tripost.modes.team_inbox import decide


class TeamInbox:
    """Conversations with a state and somebody who cares for each."""

    key = "inbox"
    offers = Offers(
        assignment=True,
        states=("new", "open", "waiting", "snoozed", "closed"),
        subscribers=False,
        moderation=False,
        opens_with="open",
    )

    def admits(self, approach: Approach) -> Admission:
        """Anyone may write to a team inbox."""
        return WELCOME

    def decide(self, situation: Situation) -> Placement:
        """See decide.py."""
        return decide.on_arrival(situation)

    def receive(self, received: Received) -> None:
        """Filing is all; there is nothing to send."""

    def after_failure(self, *, state: str) -> str | None:
        """See decide.py."""
        return decide.after_failure(state)
