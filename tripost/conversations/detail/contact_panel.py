"""Who is this? What else we know of the person, as far as the asker may see it."""

from tripost.conversations.shapes import ContactPanel, Earlier, Row
from tripost.people.policies import Actor, visible
from tripost.store.reads import Reader
from tripost.store.times import rfc3339

EARLIER_SHOWN = 5


def contact_panel(reader: Reader, *, who: Actor, row: Row) -> ContactPanel:
    """Earlier conversations with the same person, and the lists they are on."""
    email = row.contact.address
    if not email:
        return ContactPanel(earlier=[], lists=[])
    allowed = visible(who)
    earlier = reader.rows(
        "SELECT c.id, c.subject, c.last_activity_at FROM store_conversation c "
        f"WHERE c.contact_address = %s AND c.id <> %s AND {allowed.sql} "
        "ORDER BY c.last_activity_at DESC LIMIT %s",
        (email, int(row.id), *allowed.params, EARLIER_SHOWN),
    )
    lists = [
        {"address": address, "since": rfc3339(since) or ""}
        for key, address, since in reader.rows(
            "SELECT a.id, a.email, s.since FROM distribution_list_subscriber s "
            "JOIN addresses_address a ON a.id = s.address_id "
            "WHERE s.email = %s AND s.state = 'active' ORDER BY a.email",
            (email.lower(),),
        )
        if key in who.readable()
    ]
    return ContactPanel(
        earlier=[Earlier(str(i), subject, rfc3339(at) or "") for i, subject, at in earlier],
        lists=lists,
    )
