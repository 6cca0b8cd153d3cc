"""What the database knows about a batch of read mails, asked in a few statements."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from tripost.addresses.models import Mode
from tripost.conversations.order.queries import living
from tripost.core.authentication import Authentication
from tripost.core.thread import Key
from tripost.inbound.claims import Pending
from tripost.inbound.reading import Reading
from tripost.inbound.route import Target
from tripost.people.policies import HELD
from tripost.store.reads import DjangoReader, Reader

Lying = tuple[int, str]  # (address, SHA-256): where a mail lies
Said = tuple[str, str, str, str]  # Message-ID, From, subject, visible text: what a mail says


@dataclass(frozen=True, slots=True)
class ReadMail:
    """A claimed mail with what was derived from it; `verified` is the DMARC verdict, if any,
    `believed` whether its From may stand for a colleague."""

    pending: Pending
    reading: Reading
    verified: bool | None
    believed: bool
    origin: Authentication | None = None  # what was found; None: nobody asked


@dataclass(frozen=True, slots=True)
class Filed:
    """A mail that lies in the address already."""

    message: int | None  # None: filed by this very batch
    conversation: int
    first: bool = False  # its conversation began with it


@dataclass(slots=True)
class Known:
    """Grows while a batch is placed, so that its mails see each other."""

    addresses: dict[int, Target]
    threads: dict[tuple[int, str], int]  # (address, Message-ID) → conversation
    sent: dict[str, int]  # a verified Message-ID of ours → where that mail lies now
    living: dict[int, int]  # a conversation that was merged → the one it is in
    holding: set[tuple[int, int]]  # (conversation, address that some of its mails came to)
    blobs: dict[Lying, Filed]
    begun: dict[Said, list[tuple[int, int]]]  # → (address, conversation) that it began, in order
    elder: dict[int, int]  # twin → the conversation that the same mail began first
    homes: dict[int, int]  # conversation → address
    states: dict[int, str]
    subjects: dict[int, str]
    parties: set[tuple[int, str]]  # (conversation, address that takes part)
    people: dict[str, int]  # colleagues by address
    protected: set[str]  # senders of whom only few may know
    rights: dict[tuple[int, int], int]  # (user, address) → sum of Right bits


def known(mails: Sequence[ReadMail], keys: Iterable[Sequence[Key]]) -> Known:
    """Inside the writer, so that nothing changes between the look and the act."""
    every = [key for some in keys for key in some]
    addresses = {row[0]: Target(*row) for row in _addresses({m.pending.address for m in mails})}
    threads = _threads(addresses, {key.message_id for key in every if key.message_id})
    signed = {int(key.conversation) for key in every if key.conversation.isdecimal()}
    whole = _living(signed)
    lying = set(whole.values()) | (signed - whole.keys())
    sent = _sent(
        addresses.keys() | _homes(lying), {key.message_id for key in every if key.verified} - {""}
    )
    conversations = lying.union(threads.values(), sent.values())
    rows = _rows(
        "SELECT id, address_id, state, subject FROM store_conversation WHERE id IN",
        conversations,
    )
    senders = {m.reading.from_address for m in mails if m.reading.from_address}
    believed = {m.reading.from_address for m in mails if m.believed and m.reading.from_address}
    people = dict(
        _rows("SELECT address, id FROM people_user WHERE is_active AND address IN", believed)
    )
    blobs, begun = _blobs(mails), _begun(mails)
    first = {filed.conversation for filed in blobs.values() if filed.first}
    first |= {place for some in begun.values() for _, place in some}
    lists = {one.id for one in addresses.values() if one.mode == Mode.LIST}
    return Known(
        addresses=addresses,
        threads=threads,
        sent=sent,
        living=whole,
        holding=_holding(lying.union(sent.values()), addresses),
        blobs=blobs,
        begun=begun,
        elder=_elder(first),
        homes={row[0]: row[1] for row in rows},
        states={row[0]: row[2] for row in rows},
        subjects={row[0]: row[3] for row in rows},
        parties=_parties(conversations, senders),
        people=people,
        protected=_protected(senders),
        rights=_rights(people.values(), lists),
    )


def lists_among(reader: Reader, addresses: Collection[int]) -> list[int]:
    """Those of these addresses that are lists. No part of an action."""
    if not addresses:
        return []
    places = ", ".join(["%s"] * len(addresses))
    return [
        row[0]
        for row in reader.rows(
            f"SELECT id FROM addresses_address WHERE mode = %s AND id IN ({places})",
            (Mode.LIST, *addresses),
        )
    ]


def confidential(conversations: Collection[int]) -> frozenset[int]:
    """Those of these conversations that only named people may see."""
    rows = _rows("SELECT id FROM store_conversation WHERE confidential AND id IN", conversations)
    return frozenset(row[0] for row in rows)


def _addresses(ids: Collection[int]) -> list[tuple[int, str, str, str]]:
    return _rows("SELECT id, email, mode, posting FROM addresses_address WHERE id IN", ids)


def _threads(addresses: Collection[int], wanted: Collection[str]) -> dict[tuple[int, str], int]:
    rows = _rows(
        "SELECT address_id, message_id, conversation_id FROM store_message WHERE address_id IN",
        addresses,
        " AND message_id IN",
        wanted,
        " ORDER BY id",  # of several mails with one Message-ID the last one counts
    )
    return {(row[0], row[1]): row[2] for row in rows}


def _living(named: Collection[int]) -> dict[int, int]:
    """Of these conversations those that were merged, and where they are."""
    merged = _rows(
        "SELECT id FROM store_conversation WHERE merged_into_id IS NOT NULL AND id IN", named
    )
    reader = DjangoReader()
    return {row[0]: living(reader, row[0]) for row in merged}


def _homes(conversations: Collection[int]) -> set[int]:
    rows = _rows("SELECT address_id FROM store_conversation WHERE id IN", conversations)
    return {row[0] for row in rows}


def _sent(addresses: Collection[int], wanted: Collection[str]) -> dict[str, int]:
    """Where our own mails lie now. Only mails that we sent: a stranger's that carries an id of
    ours moves nobody's answer."""
    rows = _rows(
        "SELECT message_id, conversation_id FROM store_message WHERE direction = 'out' "
        "AND address_id IN",
        addresses,
        " AND message_id IN",
        wanted,
        " ORDER BY id",
    )
    return {row[0]: row[1] for row in rows}


def _holding(conversations: Collection[int], addresses: Collection[int]) -> set[tuple[int, int]]:
    """Which conversations hold mails of these addresses, wherever they are now."""
    return set(
        _rows(
            "SELECT DISTINCT conversation_id, address_id FROM store_message "
            "WHERE conversation_id IN",
            conversations,
            " AND address_id IN",
            addresses,
        )
    )


def _blobs(mails: Sequence[ReadMail]) -> dict[Lying, Filed]:
    """What lies there already, byte for byte; in every address, for twins."""
    rows = _rows(
        "SELECT m.address_id, m.blob_id, m.id, m.conversation_id, m.number FROM store_message m "
        "WHERE m.blob_id IN",
        {mail.pending.blob for mail in mails},
        " ORDER BY m.id DESC",  # of several the first one counts
    )
    return {(row[0], row[1]): Filed(row[2], row[3], row[4] == 1) for row in rows}


def said(reading: Reading) -> Said | None:
    """What makes two deliveries the same mail, though their trace headers differ (RFC 5321 §4.4).

    The words count too: a Message-ID that is used again, or forged, covers no other mail.
    """
    if not reading.message_id:
        return None
    return reading.message_id, reading.from_address, reading.subject, reading.visible


def _begun(mails: Sequence[ReadMail]) -> dict[Said, list[tuple[int, int]]]:
    """Which conversations began with a mail that says the same, eldest first, in every address."""
    found: dict[Said, list[tuple[int, int]]] = {}
    for *words, address, conversation in _rows(
        "SELECT message_id, from_address, subject, visible, address_id, conversation_id "
        "FROM store_message WHERE number = 1 AND direction = 'in' AND message_id IN",
        {mail.reading.message_id for mail in mails} - {""},
        " ORDER BY id",
    ):
        found.setdefault((words[0], words[1], words[2], words[3]), []).append(
            (address, conversation)
        )
    return found


def elder_twin(known: Known, *, mail: ReadMail) -> int | None:
    """The conversation that the same mail began at another address; the eldest of its kind."""
    address, words = mail.pending.address, said(mail.reading)
    places = [
        (where, filed.conversation)
        for (where, what), filed in known.blobs.items()
        if what == mail.pending.blob and filed.first
    ]
    if words is not None:
        places += known.begun.get(words, ())
    return next((known.elder.get(c, c) for where, c in places if where != address), None)


def inside(known: Known, *, conversation: int, blob: str) -> Lying | None:
    """The same mail, where it lies in this conversation already, by way of another address."""
    for there, filed in known.blobs.items():
        if there[1] == blob and filed.conversation == conversation:
            return there
    return None


def _elder(conversations: Collection[int]) -> dict[int, int]:
    rows = _rows(
        "SELECT id, twin_of_id FROM store_conversation WHERE twin_of_id IS NOT NULL AND id IN",
        conversations,
    )
    return dict(rows)


def _parties(conversations: Collection[int], senders: Collection[str]) -> set[tuple[int, str]]:
    """Who takes part; a stranger stays one, however often they write."""
    return set(
        _rows(
            "SELECT conversation_id, email FROM store_participant WHERE conversation_id IN",
            conversations,
            " AND NOT stranger AND email IN",
            senders,
        )
    )


def _protected(senders: Collection[str]) -> set[str]:
    rows = _rows(
        "SELECT y.email FROM store_identity y JOIN store_contact k ON k.id = y.contact_id "
        "WHERE k.protected AND y.email IN",
        senders,
    )
    return {row[0] for row in rows}


def _rights(users: Collection[int], addresses: Collection[int]) -> dict[tuple[int, int], int]:
    """Only lists ask who may post."""
    found: dict[tuple[int, int], int] = {}
    for user, address, bits in _rows(
        f"SELECT user_id, address_id, rights FROM {HELD} h WHERE user_id IN",
        users,
        " AND address_id IN",
        addresses,
    ):
        found[user, address] = found.get((user, address), 0) | bits
    return found


def _rows(sql: str, *rest: "Collection[Any] | str") -> list[Any]:
    """Text and collections in turns; each collection becomes `(%s, …)`. Empty ones find nothing."""
    text, params = sql, []
    for piece in rest:
        if isinstance(piece, str):
            text += piece
        elif not piece:
            return []
        else:
            text += f" ({_places(piece)})"
            params += list(piece)
    with connection.cursor() as cursor:
        cursor.execute(text, params)
        return list(cursor.fetchall())


def _places(values: Iterable[Any]) -> str:
    return ", ".join("%s" for _ in values)
