"""The world with a desk to write at."""

from datetime import datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

from tests.world import World
from tripost.conversations.send import Crossed, Sent, send
from tripost.conversations.writing import Desk, Words, reply
from tripost.kit.secrets import installation
from tripost.outbound.models import Outgoing
from tripost.store.blobs import Blobs


class Office(World):
    """Where answers are written and sent, without a server."""

    blobs: Blobs

    @classmethod
    def opened(cls, now: datetime, folder: Path) -> "Office":
        office = cls(now)
        office.blobs = Blobs(folder, inline_limit=1000)
        return office

    def desk(self, *, at: datetime | None = None, language: str = "de") -> Desk:
        return Desk(self.reader, self.blobs, installation(), language, at or self.now)

    def answer(self, name: str, conversation: int, **words: Any) -> Sent | Crossed:
        words = {"text": "Die Ersatzplatte kommt am Freitag."} | words
        ready = reply(
            self.desk(), who=self.actor(name), conversation=conversation, words=Words(**words)
        )
        return send(ready, blobs=self.blobs, at=self.now)

    def sent(self, done: Sent | Crossed) -> Any:
        assert isinstance(done, Sent)
        raw = self.blobs.read(Outgoing.objects.get(pk=done.outgoing).base_id)
        return message_from_bytes(raw, policy=default)
