"""Whom the results of mailings are for, and who may stop one."""

from tests.doors import House
from tests.rights.decided import ADDRESSES, Build, Decided, Request, _blob, _on
from tests.rights.roles import Place
from tripost.kit.ids import new_id
from tripost.outbound.models import Outgoing


def _mailing(suffix: str = "") -> Build:
    """The mail of this place, as if it went to a whole list."""

    def build(house: House, place: Place) -> Request:
        made = Outgoing.objects.create(
            id=new_id(house.now), address=place.address, kind="post", message_id=place.message,
            conversation_id=place.conversation, base_id=_blob(), created_at=house.now,
            not_before=house.now, expanded=False,
        )  # fmt: skip
        return Request(f"/mailings/{made.pk}{suffix}")

    return build


MAILINGS: dict[str, Decided] = {
    "list_mailings": Decided("moderators-of-address", _on("/addresses/{a}/mailings"), ADDRESSES),
    "get_mailing": Decided("moderators", _mailing()),
    "list_mailing_recipients": Decided("moderators", _mailing("/recipients")),
    "export_mailing": Decided("moderators", _mailing("/recipients.csv")),
    "pause_mailing": Decided("stoppers", _mailing("/pause")),
    "resume_mailing": Decided("stoppers", _mailing("/resume")),
    "cancel_mailing": Decided("stoppers", _mailing("/cancel")),
}
