"""How far has a mail to a whole list come? One answer for reports, campaigns and lists of both."""

from typing import Final

STATE: Final = (  # of an `outbound_outgoing o`: waiting | sending | paused | sent | cancelled
    "CASE WHEN o.cancelled_at IS NOT NULL THEN 'cancelled' "
    "WHEN o.finished_at IS NOT NULL THEN 'sent' WHEN o.paused_at IS NOT NULL THEN 'paused' "
    "WHEN o.left_at IS NULL THEN 'waiting' ELSE 'sending' END"
)
