"""Where does the content of a mail end, and how do dots travel?"""

import re

from tripost.core.smtp.replies import Reply

# RFC 5321 §4.1.1.4: this and nothing else ends the content. A server that also takes a bare LF
# here lets a stranger smuggle a second mail behind one that another server saw as whole.
END = b"\r\n.\r\n"
_DOT = b"\r\n."
_FIND_DOT = re.compile(rb"\r\n\.").search  # twice as fast as bytes.find for so short a needle


class NotCanonical(ValueError):
    """Content that must not leave: a bare CR or LF, or a NUL."""


class ContentReader:
    """Takes content in chunks until the end, with plain bytes searches only.

    `limit` is in octets as RFC 1870 §4 counts them: without the doubled dots and the final one.
    Once `refusal` is set nothing more is kept, but the end is still looked for.
    """

    def __init__(self, *, limit: int) -> None:
        self.refusal: Reply | None = None
        self.content = b""
        self.wire = 0  # octets as they came
        self._limit = limit
        self._chunks: list[bytes] = []
        self._tail = b"\r\n"  # the CRLF of the DATA command is also the one before a first dot
        self._dotted = False  # False: certainly no line begins with a dot
        self._dots = -1  # not counted before they matter

    @property
    def held(self) -> int:
        """Octets in memory."""
        return 0 if self.refusal else self.wire

    def refuse(self, reply: Reply) -> None:
        """Keep nothing from here on; `reply` is for the end."""
        self.refusal = reply
        self._chunks.clear()

    def feed(self, data: bytes) -> int:
        """Takes `data`; answers how much of it belongs to the content with its end, -1 for
        all of it and no end yet. At the end `content` or `refusal` is there."""
        end = self._end(data)
        self._keep(data if end < 0 else data[: max(end - 3, 0)])
        if end >= 0:
            self._finish(3 - end)
        else:
            self._tail = data[-4:] if len(data) >= 4 else (self._tail + data)[-4:]
        return end

    def _end(self, data: bytes) -> int:
        """The index in `data` behind the end, or -1. One scan: in most mails the first line that
        begins with a dot is the last one."""
        edge = self._tail + data[:4]
        across = edge.find(END)
        if across >= 0:
            return across + 5 - len(self._tail)
        self._dotted = self._dotted or _DOT in edge
        first = _FIND_DOT(data)
        if first is None:
            return -1
        start = first.start()
        if data.startswith(END, start):
            return start + 5
        self._dotted = True
        found = data.find(END, start)
        return found + 5 if found >= 0 else -1

    def _keep(self, data: bytes) -> None:
        self.wire += len(data)
        if self.refusal is not None:
            return
        self._chunks.append(data)
        if self.wire <= self._limit:
            return
        if self._dots < 0:
            self._dots = (b"\r\n" + b"".join(self._chunks)).count(_DOT)
        else:
            self._dots += (self._tail[-2:] + data).count(_DOT)
        # Up to three octets may yet turn out to be the final dot; _finish looks exactly.
        if self.wire - self._dots > self._limit + 3:
            self.refuse(Reply(552, "5.3.4", too_large(self._limit)))

    def _finish(self, early: int) -> None:
        """`early`: octets of the final dot that came in earlier chunks."""
        self.wire -= max(early, 0)
        if self.refusal is not None:
            return
        raw = b"".join(self._chunks)
        self._chunks.clear()
        if early > 0:
            raw = raw[:-early]
        # RFC 5321 §4.5.2: one dot goes, everything else stays byte for byte.
        if raw[:1] == b".":
            raw = raw[1:]
        self.content = raw.replace(_DOT, b"\r\n") if self._dotted else raw
        if len(self.content) > self._limit:
            self.content = b""
            self.refuse(Reply(552, "5.3.4", too_large(self._limit)))


def too_large(limit: int) -> str:
    """The sentence that goes with 552; `limit` in bytes."""
    return f"The mail is too large, {limit} octets are allowed"


def canonical(content: bytes) -> bytes:
    """The same content as it may leave: every line ends with CRLF, the last one too; no NUL."""
    if b"\0" in content:
        content = content.replace(b"\0", b"")
    if not _lines_are_whole(content):
        content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\n", b"\r\n")
    return content if not content or content.endswith(b"\r\n") else content + b"\r\n"


def check_canonical(content: bytes) -> None:
    """Raises NotCanonical for what could be read as two mails, or as none."""
    if not _lines_are_whole(content):
        raise NotCanonical("the content holds a bare CR or LF")
    if b"\0" in content:
        raise NotCanonical("the content holds a NUL")


def stuffed(content: bytes) -> bytes:
    """Dots doubled and the end added (RFC 5321 §4.5.2). Raises NotCanonical."""
    check_canonical(content)
    if not content.endswith(b"\r\n") and content:
        content += b"\r\n"
    if content[:1] == b".":
        content = b"." + content
    return content.replace(_DOT, b"\r\n..") + b".\r\n"


def _lines_are_whole(content: bytes) -> bool:
    pairs = content.count(b"\r\n")
    return content.count(b"\n") == pairs == content.count(b"\r")
