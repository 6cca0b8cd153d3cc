"""Is this mail one of ours that came back? Then it belongs to what was sent."""

from dataclasses import dataclass
from datetime import datetime

from tripost.addresses import verp
from tripost.delivery import failures
from tripost.inbound.reading import Bounce, Reading
from tripost.kit.secrets import installation
from tripost.modes.base import Placement
from tripost.outbound.models import Delivery


@dataclass(frozen=True, slots=True)
class Returned:
    """A genuine return to an envelope sender of ours, which nobody else can make (verp.py)."""

    delivery: int
    conversation: int | None
    bounce: Bounce | None  # None: an automatic answer, the copy did arrive


def find(recipient: str, reading: Reading, *, address: int) -> Returned | None:
    """By its envelope recipient. A bounce without one of our tokens proves nothing: it is filed
    like any automatic mail and changes no delivery."""
    back = verp.read(installation(), recipient)
    if back is None or back.address != address:
        return None
    row = (
        Delivery.objects.filter(pk=back.delivery, outgoing__address_id=address)
        .values_list("outgoing__conversation_id")
        .first()
    )
    return Returned(back.delivery, row[0], reading.bounce) if row is not None else None


def placement(returned: Returned) -> Placement:
    """Filed quietly; what it means for the conversation, the failure itself decides."""
    outcome = "bounce" if returned.bounce is not None else "automatic"
    state = "closed" if returned.conversation is None else None
    reason = returned.bounce.text if returned.bounce is not None else ""
    return Placement(outcome=outcome, state=state, quiet=True, reason=reason[:500])


def attach(returned: Returned, *, at: datetime) -> None:
    """Tell the delivery, its conversation and, for a post, the subscriber. Inside the writer."""
    if returned.bounce is not None:
        failures.returned(
            returned.delivery,
            code=returned.bounce.code,
            text=returned.bounce.text,
            hard=returned.bounce.hard,
            at=at,
        )
