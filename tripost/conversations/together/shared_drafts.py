"""Which drafts may this person go on with? Their own, and shared ones where they may write."""

from tripost.people.policies import WRITE, Actor, Visible, visible


def usable(who: Actor) -> Visible:
    """An SQL condition on drafts (alias `d`) that `who` may see, save and send."""
    writable = [a for a in who.rights if who.may(WRITE, address=a)]
    allowed = visible(who)
    here = (
        "(d.conversation_id IS NULL OR EXISTS (SELECT 1 FROM store_conversation c "
        f"WHERE c.id = d.conversation_id AND {allowed.sql}))"
    )
    if not writable:
        return Visible(f"(d.author_id = %s AND {here})", (who.id, *allowed.params))
    places = ", ".join(["%s"] * len(writable))
    return Visible(
        f"((d.author_id = %s OR (d.shared = %s AND d.address_id IN ({places}))) AND {here})",
        (who.id, True, *writable, *allowed.params),
    )
