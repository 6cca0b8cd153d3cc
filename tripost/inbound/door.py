"""What a protocol shell is given: who may come in, and the durable hand-over of a mail."""

from tripost.core.smtp.envelope import Envelope, Peer
from tripost.inbound.accept import Accepted, Acceptor
from tripost.inbound.route import AddressGone, Directory
from tripost.modes.base import Admission


class Door:
    """One for each channel (`smtp`, `lmtp`, `local`); all share one Acceptor."""

    def __init__(self, directory: Directory, acceptor: Acceptor, *, channel: str) -> None:
        self._directory = directory
        self._acceptor = acceptor
        self.channel = channel

    async def admits(self, recipient: str, sender: str, peer: Peer) -> Admission:
        """The answer to RCPT."""
        return await self._directory.admits(recipient, sender, peer)

    async def accept(self, envelope: Envelope, raw: bytes) -> list[Accepted]:
        """Durable for every recipient when this returns, in their order; whatever it raises,
        nothing was kept and the sender must be told to come again (4xx)."""
        recipients = []
        for recipient in envelope.recipients:
            target = await self._directory.find(recipient)
            if target is None:
                raise AddressGone(recipient)
            recipients.append((recipient, target.id))
        return await self._acceptor.accept(
            envelope, raw, channel=self.channel, recipients=recipients
        )
