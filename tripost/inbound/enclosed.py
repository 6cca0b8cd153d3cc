"""Makes the words inside attachments findable, after the mail itself has been filed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from tripost.core.attachment_text.kinds import readable
from tripost.core.message.transfer import decode
from tripost.inbound.file_task import FileTask, FileWords
from tripost.inbound.readers import Processes, Unread
from tripost.kit import log
from tripost.search import index, learning
from tripost.store.changes import record
from tripost.store.reads import DjangoReader, Reader
from tripost.store.services import Services

SECONDS: Final = 30.0  # wall time for one file
SIZE: Final = 25 << 20  # bytes of one file; larger ones are found by their names
FILES: Final = 20  # of one mail
DEATHS: Final = 3  # readers that one mail may cost; each takes the time of others' files
WORDS: Final = 20_000  # index terms of all files of one mail

_log = log.get("inbound.enclosed")


class FileReaders(Processes[FileTask, FileWords]):
    """The processes that read files."""

    def __init__(self, *, module: str = "tripost.inbound.file_reader") -> None:
        super().__init__(answer=FileWords, processes=1, seconds=SECONDS, module=module)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a file stands, and what it says it is."""

    name: str
    content_type: str
    offset: int
    length: int
    encoding: str


@dataclass(frozen=True, slots=True)
class _Mail:
    """A mail with files worth a look."""

    entry: int
    conversation: int
    address: int
    blob: str
    places: tuple[_Place, ...]


class Enclosed:
    """The job `search.read_attachments`; its processes start with the first file."""

    def __init__(self, readers: FileReaders) -> None:
        self._readers = readers
        self._started = False

    async def read(self, services: Services, arguments: Mapping[str, Any]) -> None:
        """Index the words of the files of one message. Safe to run twice: terms are a set.

        A file that cannot be read is nobody's emergency: it is found by its name.
        """
        mail = await services.pool.run(partial(_mail, DjangoReader(), int(arguments["message"])))
        if mail is None:
            return
        if not self._started:
            self._started = True
            await self._readers.start()
        raw = await services.pool.run(partial(services.blobs.read, mail.blob))
        found: dict[str, None] = {}
        died = 0
        for place in mail.places:
            words = await self._words(_task(raw, place))
            died += words is None
            if died == DEATHS:
                break
            found |= dict.fromkeys(words or ())
        if not found:
            return
        terms = list(found)[:WORDS]
        await services.writer.do(partial(_add, mail, terms, at=services.clock()), mail=True)
        await learning.note(services, terms)

    async def stop(self) -> None:
        """End the processes."""
        if self._started:
            await self._readers.stop()

    async def _words(self, task: FileTask) -> Sequence[str] | None:
        """None: the reader died of it, or it took too long."""
        answer = (await self._readers.read([task]))[0]
        reason = answer.error if isinstance(answer, Unread) else answer.reason
        if reason:
            _log.info("attachment.unreadable", reason=reason[:200], size=len(task.data))
        if isinstance(answer, Unread):
            return None
        return () if reason else answer.terms.split()


def _mail(reader: Reader, message: int) -> _Mail | None:
    """What there is to read; None: the mail is gone, or nothing of it is worth a look."""
    row = reader.row(
        "SELECT e.id, m.conversation_id, m.address_id, m.blob_id FROM store_message m "
        "JOIN store_entry e ON e.message_id = m.id WHERE m.id = %s",
        (message,),
    )
    if row is None:
        return None
    parts = reader.rows(
        'SELECT name, content_type, "offset", length, encoding, size FROM store_attachment '
        "WHERE message_id = %s ORDER BY id",
        (message,),
    )
    places = [_Place(*part[:5]) for part in parts if part[5] <= SIZE and readable(part[0], part[1])]
    entry, conversation, address, blob = row
    return _Mail(entry, conversation, address, blob, tuple(places[:FILES])) if places else None


def _task(raw: bytes, place: _Place) -> FileTask:
    data = decode(raw[place.offset : place.offset + place.length], place.encoding)
    return FileTask(data=data[:SIZE], name=place.name, content_type=place.content_type)


def _add(mail: _Mail, terms: Sequence[str], *, at: Any) -> None:
    """Into the entry's row of the index; what asks for words looks at the conversation again."""
    if index.extend(mail.entry, terms):
        record("attachments.read", at=at, address=mail.address, conversation=mail.conversation)
