"""What does this mail say? One pass from raw bytes to a ParsedMessage; nothing makes it raise."""

from tripost.core.message import addresses, body, charset, dates, ids, transfer
from tripost.core.message.model import Attachment, Mailbox, ParsedMessage, Part
from tripost.core.message.split import Header, Splitter
from tripost.core.message.words import Decoder

_IDENTITY = {"7bit", "8bit", "binary"}
_People = tuple[Mailbox, ...]


def parse(raw: bytes) -> ParsedMessage:
    """Read a mail. Whatever the bytes are, the answer is a message and `raw` stays the truth."""
    try:
        return read(raw)
    except Exception:  # a mistake of ours must not cost anybody a mail (law 2); fuzzed by `read`
        return unreadable(raw)


def read(raw: bytes) -> ParsedMessage:
    """`parse` without its safety net: what tests and fuzzers call."""
    decoder = Decoder()
    splitter = Splitter(raw, decoder)
    root, header = splitter.message(0, len(raw), path="", depth=0)
    found = body.sort_out(root)
    if not decoder.hint and found.text:
        decoder.sample = raw[found.text[0].body : found.text[0].end][:2048]
        decoder.hint = charset.named_in_html(decoder.sample)
    hidden = _hidden(raw, found)
    warnings = ["too-many-parts"] if splitter.capped else []
    first = header.first
    from_ = _authors(header, decoder, warnings)
    date = first.get(b"date")
    message_ids = _ids(first.get(b"message-id"), decoder)
    list_id = first.get(b"list-id")
    return ParsedMessage(
        decoder.text(first.get(b"subject", b"")),
        from_,
        _people(header, b"sender", decoder),
        _people(header, b"reply-to", decoder),
        _people(header, b"to", decoder),
        _people(header, b"cc", decoder),
        _people(header, b"bcc", decoder),
        dates.parse(decoder.line(date)) if date else None,
        message_ids[0] if message_ids else "",
        _ids(first.get(b"in-reply-to"), decoder),
        _ids(first.get(b"references"), decoder),
        ids.list_id(list_id, decoder=decoder) if list_id else "",
        _urls(first.get(b"list-unsubscribe"), decoder),
        _urls(first.get(b"list-post"), decoder),
        tuple(header.fields),
        body.text_of(raw, found.text, hidden),
        body.html_of(raw, found.html, hidden),
        body.attachments(raw, found, hidden, decoder),
        root,
        tuple(dict.fromkeys(warnings)),
    )


def unreadable(raw: bytes) -> ParsedMessage:
    """The last resort: the whole mail as one attachment, so that it can be opened and answered."""
    whole = Attachment(
        "1", 0, len(raw), "message.eml", "application/octet-stream", "", False, "binary", len(raw)
    )
    root = Part("1", "application/octet-stream", 0, 0, len(raw), "binary")
    nobody: _People = ()
    return ParsedMessage(
        "",
        nobody,
        nobody,
        nobody,
        nobody,
        nobody,
        nobody,
        None,
        "",
        (),
        (),
        "",
        (),
        (),
        (),
        "",
        "",
        (whole,),
        root,
        ("unreadable",),
    )


def decode_part(raw: bytes, part: Attachment | Part) -> bytes:
    """The content of an attachment or part, transfer encoding undone; never raises."""
    if isinstance(part, Attachment):
        return transfer.decode(raw[part.offset : part.offset + part.length], part.encoding)
    return transfer.decode(raw[part.body : part.end], part.encoding)


def _authors(header: Header, decoder: Decoder, warnings: list[str]) -> _People:
    """All who claim to have written the mail; more than one, or none, is told (RFC 5322 §3.6.2)."""
    fields = header.all(b"from")
    people: list[Mailbox] = []
    for value in fields[:10]:
        found, told = addresses.mailboxes(value, decoder=decoder)
        people.extend(found)
        warnings.extend(told)
    if len(fields) > 1 or sum(bool(one.address) for one in people) > 1:
        warnings.append("several-from")
    if not any(one.address for one in people):
        warnings.append("broken-from")
    return tuple(people)


def _people(header: Header, name: bytes, decoder: Decoder) -> _People:
    value = header.first.get(name)
    if value is None:
        return ()
    if name in header.repeated:  # RFC 5322 §3.6 allows one field; some programs write several
        value = b",".join(header.all(name))
    return addresses.mailboxes(value, decoder=decoder)[0]


def _ids(value: bytes | None, decoder: Decoder) -> tuple[str, ...]:
    return ids.ids(value, decoder=decoder) if value else ()


def _urls(value: bytes | None, decoder: Decoder) -> tuple[str, ...]:
    return ids.urls(value, decoder=decoder) if value else ()


def _hidden(raw: bytes, found: body.Bodies) -> dict[str, list[transfer.Uuencoded]]:
    """Uuencoded files by the path of the text that holds them; only where offsets are true."""
    hidden: dict[str, list[transfer.Uuencoded]] = {}
    for part in found.text:
        if part.encoding in _IDENTITY and part.content_type == "text/plain":
            files = transfer.uuencoded(raw, part.body, part.end)
            if files:
                hidden[part.path] = files
    return hidden
