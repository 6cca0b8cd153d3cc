"""Where are the parts of a mail? Byte-exact offsets into raw, found once, used by all doors."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from tripost.core.message import parameters, transfer
from tripost.core.message.limits import (
    MAX_DEPTH,
    MAX_HEADER,
    MAX_PARTS,
    MAX_SCAN,
    MIN_SCAN,
)
from tripost.core.message.model import Part
from tripost.core.message.words import Decoder

# A field and its folded lines. RFC 5322 §2.2; blanks before the colon are §4.5 (obsolete).
_FIELD = re.compile(rb"^([!-9;-~]+)[ \t]{0,99}:(.*(?:\n[ \t].*)*)", re.MULTILINE)
_TYPICAL = re.compile(
    rb"^(?:from|to|subject|date|message-id|mime-version|content-[a-z-]+|received|return-path)"
    rb"[ \t]*:",
    re.MULTILINE | re.IGNORECASE,
)
_CLOSE = re.compile(rb"(--)?[ \t]*(?:\r?\n|\r|\Z)")
_MESSAGE = {"message/rfc822", "message/global"}  # RFC 2046 §5.2.1, RFC 6532 §3.7
_OPAQUE = "application/octet-stream"


@dataclass(slots=True)
class Header:
    """One header block: its fields in order, the first of each name, and where the body begins."""

    fields: list[tuple[bytes, bytes]]
    body: int
    first: dict[bytes, bytes] = field(default_factory=dict)
    repeated: set[bytes] = field(default_factory=set)

    def __post_init__(self) -> None:
        first = self.first
        for name, value in self.fields:
            name = name.lower()
            if name in first:
                self.repeated.add(name)
            else:
                first[name] = value
        if b"content-type" in self.repeated:
            self._last_type()

    def _last_type(self) -> None:
        """Of two Content-Types the last one counts: a part's header that lost its delimiter is
        glued to its container's, and as a text it is read whole instead of in pieces."""
        self.first[b"content-type"] = self.all(b"content-type")[-1]

    def all(self, name: bytes) -> list[bytes]:
        """Every field of that name (in lower case)."""
        if name not in self.repeated:
            return [self.first[name]] if name in self.first else []
        return [value for key, value in self.fields if key.lower() == name]


def read_header(raw: bytes, start: int, end: int) -> Header:
    """Read the header that begins at `start`; lines that are no field are passed over."""
    if raw.startswith((b"\n", b"\r\n"), start, end):
        return Header([], start + (1 if raw.startswith(b"\n", start) else 2))
    crlf = raw.find(b"\n\r\n", start, end)
    bare = raw.find(b"\n\n", start, crlf + 1 if crlf >= 0 else end)
    if bare >= 0:
        stop, body = bare, bare + 2
    elif crlf >= 0:
        stop, body = crlf, crlf + 3
    else:
        stop, body = end, end
    block = raw[start : min(stop, start + MAX_HEADER)]
    fields = _FIELD.findall(block)
    folds = block.count(b"\n ") + block.count(b"\n\t")
    if len(fields) + folds < block.count(b"\n") + (block[-1:] != b"\n" and stop > start):
        return _broken(raw, start, stop, body, end)
    return Header(fields, body)


def _broken(raw: bytes, start: int, stop: int, body: int, end: int) -> Header:
    """Some lines are no fields: noise inside the header, or a body without the empty line?

    It is noise as long as a typical field follows it; else the body begins there.
    """
    block = raw[start : min(stop, start + MAX_HEADER)]
    fields: list[tuple[bytes, bytes]] = []
    typical = [match.start() for match in _TYPICAL.finditer(block)]
    last_typical = typical[-1] if typical else -1
    reached = 0
    for match in _FIELD.finditer(block):
        gap = block[reached : match.start()].strip(b"\r\n")
        if gap and match.start() > last_typical and fields and not gap.startswith(b">From "):
            break
        fields.append((match[1], match[2]))
        reached = match.end() + 1
    rest = block[reached:]
    if fields and rest.strip() and stop == end and body == end:
        return Header(fields, start + reached)
    if fields and rest.strip() and not _header_noise(rest):
        return Header(fields, start + reached)
    if not fields and not _TYPICAL.search(block):
        return Header([], start)
    return Header(fields, body)


def _header_noise(rest: bytes) -> bool:
    """One odd line at the end of a header is noise; several are the beginning of a text."""
    return rest.strip(b"\r\n").count(b"\n") == 0


@dataclass(slots=True)
class Splitter:
    """Finds parts; counts what a hostile mail may make it do."""

    raw: bytes
    decoder: Decoder = field(default_factory=Decoder)
    parts: int = 0
    scan: int = 0
    capped: bool = False

    def __post_init__(self) -> None:
        self.scan = max(MAX_SCAN * len(self.raw), MIN_SCAN)

    def message(self, start: int, end: int, *, path: str, depth: int) -> tuple[Part, Header]:
        """The content of a message (the mail itself, or one attached to it) as a part."""
        header = read_header(self.raw, start, end)
        prefix = path + "." if path else ""
        part = self._part(
            start, end, header, path=prefix, number=0, depth=depth, default="text/plain"
        )
        return part, header

    def _part(
        self,
        start: int,
        end: int,
        header: Header,
        *,
        path: str,
        number: int,
        depth: int,
        default: str,
    ) -> Part:
        """`path` is the prefix with its dot; number 0 = the content of a message itself."""
        self.parts += 1
        first = header.first
        kind = self._value(first.get(b"content-type"))
        content_type = _effective(kind.value, default)
        cte = first.get(b"content-transfer-encoding")
        encoding = transfer.encoding(cte) if cte else "7bit"
        own = path + str(number or 1)
        children: tuple[Part, ...] = ()
        if content_type.startswith("multipart/"):
            prefix = path if number == 0 else own + "."
            found = self._children(content_type, kind.parameters, header.body, end, prefix, depth)
            if found is not None:
                children = found
                own = path + "TEXT" if number == 0 else own
                encoding = "7bit"  # RFC 2045 §6.4: a multipart has no encoding of its own
            elif depth >= MAX_DEPTH:
                content_type = _OPAQUE
        elif content_type in _MESSAGE and encoding in {"7bit", "8bit", "binary"}:
            children = self._attached(header.body, end, path=own, depth=depth)
        shown = self._value(first.get(b"content-disposition"))
        cid = first.get(b"content-id")
        charset = kind.parameters.get("charset", "")
        if charset and not self.decoder.hint:
            self.decoder.hint = charset
        return Part(
            own,
            content_type,
            start,
            header.body,
            end,
            encoding,
            charset,
            shown.value.partition("/")[0],
            shown.parameters.get("filename") or kind.parameters.get("name", ""),
            self.decoder.text(cid).strip("<> ")[:998] if cid else "",
            children,
        )

    def _value(self, raw: bytes | None) -> parameters.Value:
        return parameters.parse(raw, decoder=self.decoder) if raw else parameters.NOTHING

    def _attached(self, start: int, end: int, *, path: str, depth: int) -> tuple[Part, ...]:
        """The mail inside a message/rfc822 part, unless it lies too deep."""
        if depth >= MAX_DEPTH or self.scan <= 0 or self.parts >= MAX_PARTS:
            self.capped = True
            return ()
        self.scan -= end - start
        return (self.message(start, end, path=path, depth=depth + 1)[0],)

    def _children(
        self,
        content_type: str,
        given: Mapping[str, str],
        start: int,
        end: int,
        prefix: str,
        depth: int,
    ) -> tuple[Part, ...] | None:
        """The parts of a multipart; None if it has to stay whole."""
        boundary = given.get("boundary", "").encode("utf-8", "replace")
        if not boundary:
            return None
        if depth >= MAX_DEPTH or self.scan <= 0:
            self.capped = True
            return None
        self.scan -= end - start
        ranges = self._ranges(b"--" + boundary, start, end)
        if not ranges:
            return None
        default = "message/rfc822" if content_type == "multipart/digest" else "text/plain"
        out: list[Part] = []
        for number, (begin, stop) in enumerate(ranges, start=1):
            if self.parts >= MAX_PARTS:  # what is left becomes one attachment
                self.capped = True
                left = ranges[-1][1]
                out.append(Part(f"{prefix}{number}", _OPAQUE, begin, begin, left, "binary"))
                break
            header = read_header(self.raw, begin, stop)
            out.append(
                self._part(
                    begin,
                    stop,
                    header,
                    path=prefix,
                    number=number,
                    depth=depth + 1,
                    default=default,
                )
            )
        return tuple(out)

    def _ranges(self, line: bytes, start: int, end: int) -> list[tuple[int, int]]:
        """Bytes between delimiter lines (RFC 2046 §5.1.1); the last line break is the delimiter's.

        A delimiter stands alone on its line, so that `--ab` does not end a part of `--a`.
        """
        raw = self.raw
        out: list[tuple[int, int]] = []
        begin = -1
        at = raw.find(line, start, end)
        while at >= 0:
            after = at + len(line)
            if at == start or raw[at - 1] == 10:
                tail = _CLOSE.match(raw, after, end)
                if tail is not None:
                    if begin >= 0:
                        out.append((begin, max(begin, _before_break(raw, at))))
                    begin = tail.end()
                    after = begin
                    if tail[1]:
                        return out
                    if len(out) + self.parts > MAX_PARTS + 1:
                        out.append((begin, end))
                        return out
            at = raw.find(line, after, end)
        if begin >= 0:  # never closed: the rest is the last part
            out.append((begin, end))
        return out


def _before_break(raw: bytes, at: int) -> int:
    """Where the line before a delimiter ends: CRLF or LF goes with the delimiter."""
    if raw[at - 1 : at] != b"\n":
        return at
    return at - 2 if raw[at - 2 : at - 1] == b"\r" else at - 1


def _effective(value: str, default: str) -> str:
    """RFC 2045 §5.2: what nobody can understand is text; `text` alone is text/plain."""
    if not value:
        return default
    if value.count("/") == 1 and value[0] != "/" and value[-1] != "/":
        return value
    main = value.partition("/")[0]
    return {"text": "text/plain", "html": "text/html", "multipart": "multipart/mixed"}.get(
        main, default
    )
