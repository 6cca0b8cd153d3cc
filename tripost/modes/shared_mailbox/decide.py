"""What becomes of a mail in a shared mailbox? Pure."""

from tripost.modes.base import QUIET_KINDS, TO_DO, Placement, Situation, reopened


def on_arrival(now: Situation) -> Placement:
    """File it. What a machine answered is filed quietly; all else opens the conversation.

    A mailbox has no duty to close: "closed" here is what people put aside, and an answer from
    outside brings it back.
    """
    if now.automatic in QUIET_KINDS:
        return Placement(outcome="automatic", quiet=True, reason=now.automatic)
    if now.state is None:
        return Placement(outcome="new", state="new")
    return reopened(now.state)


def after_failure(state: str) -> str | None:
    """Our mail did not arrive: put the conversation back before people's eyes."""
    return None if state in (*TO_DO, "merged") else "open"
