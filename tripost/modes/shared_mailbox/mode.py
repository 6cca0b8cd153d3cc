"""The front door of the shared mailbox."""

from tripost.modes.base import WELCOME, Admission, Approach, Offers, Placement, Received, Situation
from tripost.modes.shared_mailbox import decide


class SharedMailbox:
    """Everyone granted sees everything; answers go out as the address."""

    key = "mailbox"
    offers = Offers(
        assignment=True,
        states=("new", "open", "waiting", "snoozed", "closed"),
        subscribers=False,
        moderation=False,
        opens_with="all",
    )

    def admits(self, approach: Approach) -> Admission:
        """Anyone may write to a mailbox."""
        return WELCOME

    def decide(self, situation: Situation) -> Placement:
        """See decide.py."""
        return decide.on_arrival(situation)

    def receive(self, received: Received) -> None:
        """Filing is all; there is nothing to send."""

    def after_failure(self, *, state: str) -> str | None:
        """See decide.py."""
        return decide.after_failure(state)
