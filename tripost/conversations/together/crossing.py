"""Is anything newer than what the sender has seen? The one question behind every held send."""

from tripost.store.models import Conversation, Entry


def crossing(
    row: Conversation, *, seen_up_to: int, by: int | None = None, notes: bool = True
) -> tuple[int, ...]:
    """The entries that a send would cross (law 6): mails, those that wait to leave too, and notes.

    `seen_up_to`: the highest entry number the sender has seen. `by` None: everything newer counts,
    as when somebody sends now; a person: what they wrote themselves and what a machine sent does
    not, as when a send that waited is looked at again. `notes` False for mail programs, which show
    none (law 6).
    """
    if row.last_content <= seen_up_to:
        return ()
    kinds = ("message", "note") if notes else ("message",)
    newer = Entry.objects.filter(conversation=row, number__gt=seen_up_to, kind__in=kinds)
    found = newer.order_by("number").values_list("number", "actor_id", "message__automatic")
    return tuple(
        number
        for number, actor, automatic in found
        if by is None or (actor != by and not automatic)
    )
