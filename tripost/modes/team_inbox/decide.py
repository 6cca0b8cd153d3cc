"""What becomes of a mail in a team inbox? Pure."""

from tripost.modes.base import QUIET_KINDS, TO_DO, Placement, Situation, reopened


def on_arrival(now: Situation) -> Placement:
    """A mail opens its conversation, whatever state it was in; a machine's answer opens nothing.

    Who was assigned stays assigned: the answer finds its way to the one who knows the matter.
    """
    if now.automatic in QUIET_KINDS:
        # Somebody's holiday note must not reopen what was closed (law 9). One that belongs to
        # nothing is no work either, but it must be findable: closed from the start.
        state = "closed" if now.state is None else None
        return Placement(outcome="automatic", state=state, quiet=True, reason=now.automatic)
    if now.state is None:
        return Placement(outcome="new", state="new")
    return reopened(now.state)


def after_failure(state: str) -> str | None:
    """The customer did not get our answer: somebody must look."""
    return None if state in (*TO_DO, "merged") else "open"
