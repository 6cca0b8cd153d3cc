"""An answer has been filed: note who answered which send, and say so where people see it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db.models import QuerySet

from tripost.conversations.event import add_entry, locked
from tripost.conversations.labels import LIMIT
from tripost.conversations.work import do
from tripost.conversations.work.act import work_on
from tripost.core.compose import harmless
from tripost.modes.distribution_list.models import Answer
from tripost.modes.distribution_list.replies import sends
from tripost.modes.distribution_list.replies.sends import Place, Send
from tripost.outbound.kinds import FANOUT
from tripost.outbound.models import Delivery
from tripost.outbound.results import tell_progress
from tripost.store.changes import record

ENTRY: Final = "answers"  # kind of the entry that leads to the post


@dataclass(slots=True)
class Answers:
    """What a batch of mails answers; grows while it is placed, so that its mails see each other."""

    sends: Mapping[str, Send]  # by Message-ID
    begun: dict[tuple[int, int, str], int] = field(default_factory=dict)
    answered: set[int] = field(default_factory=set)  # sends of which a copy was answered now

    def send_of(self, message_ids: Collection[str]) -> Send | None:
        """The first of these that names a send."""
        return next((self.sends[one] for one in message_ids if one in self.sends), None)

    def place_of(self, send: Send, *, address: int, email: str) -> Place | int | None:
        """Where this person's answers to it lie: of this batch only the id."""
        just_now = self.begun.get((send.outgoing, address, email))
        return just_now or sends.place_of(send, address=address, email=email)

    def begins(self, send: Send, *, address: int, email: str, conversation: int) -> None:
        """This person's first answer to it, here."""
        self.begun[send.outgoing, address, email] = conversation

    def filed(
        self, send: Send, *, address: int, email: str, conversation: int, at: datetime
    ) -> None:
        """Inside the writer, once the mail lies in its conversation. Names it after the send."""
        if self.begun.get((send.outgoing, address, email)) != conversation:
            return
        _, made = Answer.objects.get_or_create(
            outgoing_id=send.outgoing,
            address_id=address,
            email=email,
            defaults={"conversation_id": conversation},
        )
        if made:
            _name(conversation, send, at=at)

    def noted(self, send: Send, *, email: str, at: datetime) -> None:
        """The copy of whoever wrote this has been answered, wherever the answer went."""
        self._note(Delivery.objects.filter(outgoing_id=send.outgoing, recipient=email), at=at)

    def returned(self, delivery: int, *, at: datetime) -> None:
        """A person answered the envelope sender of this copy, which nobody else has."""
        self._note(Delivery.objects.filter(pk=delivery, outgoing__kind__in=FANOUT), at=at)

    def _note(self, copies: QuerySet[Delivery], *, at: datetime) -> None:
        found = copies.filter(answered_at__isnull=True).values_list("pk", "outgoing_id").first()
        if found is not None:
            Delivery.objects.filter(pk=found[0]).update(answered_at=at)
            self.answered.add(found[1])

    def tell(self, *, at: datetime) -> None:
        """One Change per send, for all of the batch."""
        if self.answered:
            tell_progress(sorted(self.answered), at=at)


def _name(conversation: int, send: Send, *, at: datetime) -> None:
    """One click leads to the post; the label gathers what answers it."""
    row = locked(conversation)
    data = {
        "outgoing": str(send.outgoing),
        "kind": send.kind,
        "name": send.name,
        "conversation": None if send.conversation is None else str(send.conversation),
    }
    entry = add_entry(row, kind=ENTRY, actor=None, at=at, data=data)
    record(
        "mailing.answered",
        at=at,
        address=row.address_id,
        conversation=conversation,
        data={"entry": entry.number},
    )
    label = harmless(send.name)[:LIMIT].strip()
    if label:
        work_on(conversation, do=do.relabel(add=(label,)), by=None, at=at)
