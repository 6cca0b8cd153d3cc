"""What a person sees that no number for all readers of an address may count (law 7)."""

from collections.abc import Iterator

from tripost.people.policies import Actor, Visible, scopes


def apart(who: Actor) -> Iterator[Visible]:
    """Confidential ones of the addresses they read, and what they see of other addresses (theirs
    alone, invitations): conditions on `c`. No conversation is in two of them."""
    read = who.readable()
    if read:
        places = ", ".join(["%s"] * len(read))
        yield Visible(
            "c.id IN (SELECT r.conversation_id FROM store_reader r WHERE r.user_id = %s) "
            f"AND c.confidential = %s AND +c.address_id IN ({places})",
            (who.id, True, *read),
        )
    yield from scopes(who)[len(read) :]
