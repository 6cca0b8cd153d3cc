"""What else we know of the person beside a thread; the whole panel is GET /contacts/{address}."""

from tripost.conversations.contact.queries import earlier, found_as, lists
from tripost.conversations.shapes import ContactPanel, Earlier, Row
from tripost.people.policies import Actor
from tripost.store.reads import Reader

EARLIER_SHOWN = 5


def contact_panel(reader: Reader, *, who: Actor, row: Row) -> ContactPanel:
    """Earlier conversations with the same person, and the lists they are on.

    Under all their addresses, unless they are protected from the asker.
    """
    email = row.contact.address.lower()
    if not email:
        return ContactPanel(earlier=[], lists=[])
    person = found_as(reader, email=email)
    known = not person.protected or who.id in person.readers
    emails = person.emails if known else (email,)
    return ContactPanel(
        earlier=[
            Earlier(one.id, one.subject, one.last_activity_at)
            for one in earlier(
                reader, who=who, emails=emails, beside=int(row.id), limit=EARLIER_SHOWN
            )
        ],
        lists=[
            {"address": one.address, "since": one.since}
            for one in lists(reader, who=who, emails=emails)
        ],
    )
