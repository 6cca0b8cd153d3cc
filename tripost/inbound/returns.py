"""Is this mail one of ours that came back, or a complaint about one? Then it belongs to that."""

from dataclasses import dataclass, replace
from datetime import datetime

from tripost.addresses import tokened, verp
from tripost.delivery import complaints, failures
from tripost.inbound.reading import Bounce, Complaint, Reading
from tripost.kit.secrets import Secrets, installation
from tripost.modes.base import Placement
from tripost.modes.distribution_list.joining import tokens
from tripost.modes.distribution_list.joining.tokens import Holder
from tripost.outbound.models import Delivery


@dataclass(frozen=True, slots=True)
class Returned:
    """A genuine return: it names an envelope sender or a link of ours, which nobody else can make
    (addresses/verp.py, joining/tokens.py). `delivery` None: it says who, but not which copy."""

    delivery: int | None
    conversation: int | None
    bounce: Bounce | None = None  # with neither: an automatic answer, the copy did arrive
    complaint: str = ""  # its kind
    holder: Holder | None = None
    reporter: str = ""  # of a complaint: its author, where their domain proved to have sent it


def find(recipient: str, reading: Reading, *, address: int, reporter: str = "") -> Returned | None:
    """By its envelope recipient, and a complaint by what it carries. What has none of our tokens
    proves nothing: it is filed like any automatic mail and changes no delivery."""
    back = verp.read(installation(), recipient)
    if back is not None and back.address == address:
        place = _place(back.delivery, address=address)
        if place is not None:
            kind = reading.complaint.kind if reading.complaint is not None else ""
            return Returned(back.delivery, place[0], reading.bounce, kind, reporter=reporter)
    if reading.complaint is None:
        return None
    found = _complaint(reading.complaint, address=address)
    return None if found is None else replace(found, reporter=reporter)


def placement(returned: Returned) -> Placement:
    """Filed quietly; what it means for the conversation, the failure itself decides."""
    state = "closed" if returned.conversation is None else None
    if returned.complaint:
        reason = f"complaint: {returned.complaint}"
        return Placement(outcome="bounce", state=state, quiet=True, reason=reason)
    outcome = "bounce" if returned.bounce is not None else "automatic"
    reason = returned.bounce.text if returned.bounce is not None else ""
    return Placement(outcome=outcome, state=state, quiet=True, reason=reason[:500])


def attach(returned: Returned, *, at: datetime) -> None:
    """Tell the delivery, its conversation and, for a post, the subscriber. Inside the writer."""
    if returned.complaint:
        if returned.delivery is not None:
            complaints.about_delivery(returned.delivery, reporter=returned.reporter, at=at)
        elif returned.holder is not None:
            complaints.about_subscriber(returned.holder, reporter=returned.reporter, at=at)
    elif returned.bounce is not None and returned.delivery is not None:
        failures.returned(
            returned.delivery,
            code=returned.bounce.code,
            text=returned.bounce.text,
            hard=returned.bounce.hard,
            at=at,
        )


def _complaint(complaint: Complaint, *, address: int) -> Returned | None:
    """A complaint comes to whatever address was named to the provider; what is ours in it tells
    the copy, or at least the subscriber. It joins the post only where that lives."""
    secrets = installation()
    for sender in complaint.senders:
        back = verp.read(secrets, sender)
        place = _place(back.delivery, address=back.address) if back is not None else None
        if back is not None and place is not None:
            conversation = place[0] if back.address == address else None
            return Returned(back.delivery, conversation, complaint=complaint.kind)
    for link in complaint.links:
        holder = _holder(secrets, link)
        if holder is not None:
            return Returned(None, None, complaint=complaint.kind, holder=holder)
    return None


def _holder(secrets: Secrets, link: str) -> Holder | None:
    """Whom a link of List-Unsubscribe is about: https://…/u/<token> or mailto:leave-<token>@…"""
    if link[:7].lower() == "mailto:":
        said = tokened.read(secrets, link[7:].partition("?")[0])
        found = said is not None and said.prefix == tokened.LEAVE
        return tokens.read_leave_by_mail(said.payload) if said is not None and found else None
    _, slash, token = link.rpartition("/u/")
    return tokens.read_leave(secrets, token.strip()) if slash else None


def _place(delivery: int, *, address: int) -> tuple[int | None] | None:
    """(conversation,) of a delivery of this address; None: there is no such delivery."""
    row = (
        Delivery.objects.filter(pk=delivery, outgoing__address_id=address)
        .values_list("outgoing__conversation_id")
        .first()
    )
    return (row[0],) if row is not None else None
