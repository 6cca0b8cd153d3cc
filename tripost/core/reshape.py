"""Add a part to a mail, take some out, or put words before its subject; byte-exact elsewhere.

Everything works on canonical bytes (CRLF). Nothing is decoded and encoded again but what changes:
whoever compares the copy with the original finds the one difference.
"""

import quopri
import re
from collections.abc import Callable, Iterable
from email.header import Header
from hashlib import sha256
from typing import Final

from tripost.core.message import Attachment, ParsedMessage, parse
from tripost.core.message.model import Part
from tripost.core.message.parameters import parse as parameters
from tripost.core.message.words import Decoder
from tripost.core.thread import split_answer

LINE: Final = 78  # characters a header line should have at most (RFC 5322 §2.1.1)
_FIELDS: Final = re.compile(rb"(?<=\n)(?![ \t])")
_CONTENT: Final = re.compile(rb"content-[!-9;-~]+[ \t]*:", re.IGNORECASE)
_MIME: Final = re.compile(rb"mime-version[ \t]*:", re.IGNORECASE)
_SUBJECT: Final = re.compile(rb"subject[ \t]*:[ \t]*", re.IGNORECASE)


def text_part(text: str, *, disposition: str = "inline") -> bytes:
    """A plain text as a MIME part, 7-bit safe; `text` with any line ends."""
    lines = "\n".join(text.replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n"))
    body = quopri.encodestring(lines.encode()).replace(b"\n", b"\r\n")
    return (
        b"Content-Type: text/plain; charset=utf-8\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n"
        b"Content-Disposition: " + disposition.encode() + b"\r\n\r\n" + body
    )


def mail_part(raw: bytes) -> bytes:
    """A whole mail as a part. RFC 2046 §5.2.1: it travels as it is, never as base64."""
    encoding = b"7bit" if raw.isascii() else b"8bit"
    return (
        b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: " + encoding + b"\r\n"
        b"Content-Disposition: attachment\r\n\r\n" + raw
    )


def with_part(raw: bytes, part: bytes) -> bytes:
    """The mail with one more part at its end: put before the closing delimiter of a
    multipart/mixed, else both stand in a new one."""
    root = parse(raw).root
    inserted = _inserted(raw, part, root) if root.content_type == "multipart/mixed" else None
    return inserted if inserted is not None else _wrapped(raw, part)


def _inserted(raw: bytes, part: bytes, root: Part) -> bytes | None:
    """None: its closing delimiter is not where it should be."""
    boundary = _boundary(raw[root.start : root.body])
    if not boundary or b"\r\n--" + boundary in b"\r\n" + part:
        return None
    closing = b"\r\n--" + boundary + b"--"
    place = raw.rfind(closing, max(root.body - 2, 0))
    after = raw[place + len(closing) : place + len(closing) + 2]
    if place < 0 or after.strip() or not root.children or place < root.children[-1].end:
        return None
    return raw[:place] + b"\r\n--" + boundary + b"\r\n" + part + raw[place:]


def _boundary(head: bytes) -> bytes:
    for field in reversed(_FIELDS.split(head)):
        name, _, value = field.partition(b":")
        if name.strip().lower() == b"content-type":
            found = parameters(value, decoder=Decoder()).parameters.get("boundary", "")
            return found.encode("utf-8", "replace")
    return b""


def _wrapped(raw: bytes, part: bytes) -> bytes:
    head, body = _split(raw)
    fields = [field for field in _FIELDS.split(head) if field]
    inner = b"".join(field for field in fields if _CONTENT.match(field))
    outer = b"".join(
        field for field in fields if not _CONTENT.match(field) and not _MIME.match(field)
    )
    boundary = _fresh_boundary(raw, part)
    encoding = b"" if (raw + part).isascii() else b"Content-Transfer-Encoding: 8bit\r\n"
    return b"".join(
        (
            outer,
            b"MIME-Version: 1.0\r\n",
            b'Content-Type: multipart/mixed; boundary="' + boundary + b'"\r\n',
            encoding,  # RFC 2045 §6.4: what holds 8-bit parts says so
            b"\r\n--" + boundary + b"\r\n",
            inner,
            b"\r\n" + body,
            b"\r\n--" + boundary + b"\r\n",
            part,
            b"\r\n--" + boundary + b"--\r\n",
        )
    )


def _split(raw: bytes) -> tuple[bytes, bytes]:
    """Header with its last CRLF, and what stands after the blank line."""
    if raw.startswith(b"\r\n"):
        return b"", raw[2:]
    head, blank, body = raw.partition(b"\r\n\r\n")
    if blank:
        return head + b"\r\n", body
    return (raw.removesuffix(b"\r\n") + b"\r\n" if raw else b""), b""


def _fresh_boundary(raw: bytes, part: bytes) -> bytes:
    """One that stands in neither; the same mail gets the same one."""
    made, seed = b"", raw + part
    while not made or made in seed:
        made = b"tp-" + sha256(made + seed).hexdigest()[:40].encode()
    return made


def without(
    raw: bytes, parsed: ParsedMessage, files: Iterable[Attachment], *, note: Callable[[str], str]
) -> bytes:
    """The mail with these attachments gone; where each stood, `note(its name)` is to be read.

    `parsed` is of these very bytes.
    """
    parts = {part.path: part for part in parsed.root.walk()}
    cuts: list[tuple[int, int, bytes]] = []
    for file in files:
        words = note(file.filename)
        if file.encoding == "uuencode" and file.path not in parts:
            end = file.offset + file.length
            old = raw[file.offset : end]
            line = f"[{words}]".encode("ascii", "replace")  # stands in somebody's text
            cuts.append((file.offset, end, line + old[len(old.rstrip(b"\r\n")) :]))
        elif parts[file.path] is parsed.root:
            return _emptied(raw, text_part(words))
        else:
            part = parts[file.path]
            cuts.append((part.start, part.end, text_part(words)))
    for start, end, instead in sorted(cuts, reverse=True):
        raw = raw[:start] + instead + raw[end:]
    return raw


def _emptied(raw: bytes, part: bytes) -> bytes:
    """The mail was nothing but the file: its header stays, but for what describes the content."""
    head, _ = _split(raw)
    kept = b"".join(field for field in _FIELDS.split(head) if field and not _CONTENT.match(field))
    version = b"" if _has(head, _MIME) else b"MIME-Version: 1.0\r\n"
    return kept + version + part + b"\r\n"


def _has(head: bytes, pattern: re.Pattern[bytes]) -> bool:
    return any(pattern.match(field) for field in _FIELDS.split(head))


def prefixed(raw: bytes, prefix: str, *, subject: str) -> bytes:
    """The mail with `prefix` before its subject, behind any Re:; unchanged where it stands there
    already. `subject`: as it reads."""
    if not prefix or prefix.casefold() in subject.casefold():
        return raw
    head, body = _split(raw)
    fields = [field for field in _FIELDS.split(head) if field]
    rest = raw[len(head) :] if head else raw
    for place, field in enumerate(fields):
        found = _SUBJECT.match(field)
        if found:
            fields[place] = _subject(field, found.end(), prefix, subject)
            return b"".join(fields) + rest
    fields.append(_encoded(prefix, subject))
    return b"".join(fields) + (rest if rest.startswith(b"\r\n") else b"\r\n" + body)


def _subject(field: bytes, value: int, prefix: str, subject: str) -> bytes:
    """Only the prefix is written where that does; an encoded `Re:` has the whole field anew."""
    answer, _ = split_answer(subject)
    old = field[value:]
    if not prefix.isascii() or (answer and not old.startswith(answer.encode("ascii", "replace"))):
        return _encoded(prefix, subject)
    shown = answer.encode() + prefix.encode()
    start = b"Subject: " + shown
    rest = old[len(answer.encode()) :]
    first = rest.partition(b"\r\n")[0]
    if not first.strip():
        return start + b"\r\n" if not rest.strip() else start + b"\r\n " + rest.lstrip()
    fits = len(start) + 1 + len(first) <= LINE
    return start + (b" " if fits else b"\r\n ") + rest.lstrip()


def _encoded(prefix: str, subject: str) -> bytes:
    """RFC 2047, folded; a subject in ASCII stays readable."""
    answer, matter = split_answer(subject)
    text = f"{answer}{prefix} {matter}".strip()
    charset = "us-ascii" if text.isascii() else "utf-8"
    written = Header(text, charset, maxlinelen=LINE - 2, header_name="Subject").encode(
        linesep="\r\n"
    )
    return b"Subject: " + written.encode("ascii") + b"\r\n"
