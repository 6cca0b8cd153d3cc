"""What does a list know of the author of a post, and ask of it? Reads for `decide.py`."""

from tripost.modes.base import Situation
from tripost.modes.distribution_list.decide import Rules
from tripost.modes.distribution_list.posting.settings import of
from tripost.store.reads import Reader

_MEMBER = """
WITH RECURSIVE lists(id) AS (
 SELECT CAST(%s AS BIGINT) UNION
 SELECT n.child_id FROM distribution_list_nested n JOIN lists l ON l.id = n.parent_id)
SELECT 1 FROM distribution_list_subscriber s JOIN lists l ON l.id = s.address_id
WHERE s.email = %s AND s.state IN ('active', 'bouncing') LIMIT 1"""


def rules_of(reader: Reader, now: Situation) -> Rules:
    """The rules of the list this mail came to, for its author."""
    found = of(reader, now.address)
    allowed = reader.row(
        "SELECT 1 FROM distribution_list_allowed WHERE address_id = %s AND email = %s",
        (now.address, now.from_address),
    )
    member = reader.row(_MEMBER, (now.address, now.from_address))
    return Rules(
        domains=found.posting_domains,
        member=member is not None,
        allowed=allowed is not None,
        max_size=found.max_size,
        attachments=found.attachments,
        types=found.attachment_types,
    )
