"""The proof of consent of one subscriber, to be kept or handed out."""

from functools import partial
from typing import Any

import msgspec
from fastapi import APIRouter, Response

from tripost.modes.distribution_list.joining.evidence import evidence
from tripost.modes.distribution_list.subscribers.asking import managed
from tripost.people.door import Asked, answer, documented
from tripost.people.policies import Hidden

router = APIRouter(tags=["subscribers"])


class EvidenceShape(msgspec.Struct, frozen=True):
    """Why somebody gets the mails of a list: themselves, the chain, the mails that were
    confirmed."""

    mailing_list: dict[str, str]
    made_at: str
    address: str
    earlier_addresses: list[str]
    subscriber: dict[str, Any] | None
    consents: list[dict[str, Any]]
    mails: list[dict[str, Any]]


@router.get(
    "/addresses/{ident}/subscribers/{subscriber}/evidence.json",
    operation_id="get_evidence",
    **documented(EvidenceShape),
)
async def get_evidence(ask: Asked, ident: str, subscriber: str) -> Response:
    """For who manages the list."""
    place = await managed(ask, ident)
    found = await ask.read(partial(evidence, address=place.id, email=subscriber, at=ask.now))
    if found is None:
        raise Hidden
    sent = answer(found)
    sent.headers["Content-Disposition"] = 'attachment; filename="evidence.json"'
    return sent
