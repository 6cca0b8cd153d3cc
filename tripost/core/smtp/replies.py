"""What is a reply, how is it written, and how is one read back?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

# RFC 5321 §4.5.3.1.5 wants reply lines of at most 512 octets; code and status need some of them.
_LINE = 480
_ENHANCED = re.compile(r"([245]\.\d{1,3}\.\d{1,3})(?: |$)")
# Far above what honest servers send, low enough that a hostile one cannot fill memory.
_MAX_REPLY_LINE, _MAX_REPLY_LINES = 4096, 256


class BadReply(ValueError):
    """The other side sent something that is no SMTP reply."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply: code, enhanced status (RFC 3463, "" for none) and text for a person."""

    code: int
    status: str
    text: str

    @property
    def positive(self) -> bool:
        return self.code < 400

    @property
    def temporary(self) -> bool:
        return 400 <= self.code < 500

    @property
    def permanent(self) -> bool:
        return self.code >= 500

    def wire(self) -> bytes:
        """The bytes to send. Text can hold anything: nothing in it can forge a second reply."""
        start = f"{self.status} " if self.status else ""
        if len(self.text) <= _LINE and self.text.isascii() and self.text.isprintable():
            return f"{self.code} {start}{self.text}\r\n".encode("ascii")
        lines = [piece for line in self.text.splitlines() for piece in _pieces(line)] or [""]
        return b"".join(
            f"{self.code}{' ' if at == len(lines) else '-'}{start}{line}\r\n".encode("ascii")
            for at, line in enumerate(lines, 1)
        )


def _pieces(line: str) -> list[str]:
    # RFC 5321 §4.2: reply text is printable ASCII.
    clean = "".join(c if " " <= c <= "~" else "?" for c in line)
    return [clean[at : at + _LINE] for at in range(0, len(clean), _LINE)] or [""]


def one_for_all(replies: Sequence[Reply]) -> Reply:
    """The single answer SMTP can give when recipients fared differently.

    One success means the mail is ours, and a failure for the rest is ours to report. Otherwise
    a temporary failure wins, so that the sender tries again.
    """
    return min(replies, key=lambda reply: (not reply.positive, not reply.temporary))


class ReplyReader:
    """Cuts a stream of bytes into replies; multi-line text is joined with newlines."""

    def __init__(self) -> None:
        self._buffer = b""
        self._code = 0
        self._lines: list[str] = []

    @property
    def pending(self) -> bool:
        """Are there bytes that did not make a whole reply yet?"""
        return bool(self._buffer or self._lines)

    def feed(self, data: bytes) -> list[Reply]:
        """All replies completed by `data`. Raises BadReply."""
        *lines, self._buffer = (self._buffer + data).split(b"\n")
        if len(self._buffer) > _MAX_REPLY_LINE:
            raise BadReply("a reply line is too long")
        return [reply for line in lines if (reply := self._line(line)) is not None]

    def _line(self, line: bytes) -> Reply | None:
        line = line.removesuffix(b"\r")
        if not self._lines and line[3:4] != b"-":
            return _single(line)
        code = _code(line)
        if self._lines and code != self._code:
            raise BadReply("the code changes inside one reply")
        self._code = code
        self._lines.append(line[4:].decode("utf-8", "replace"))
        if line[3:4] == b"-":
            if len(self._lines) >= _MAX_REPLY_LINES:
                raise BadReply("a reply has too many lines")
            return None
        lines, self._lines = self._lines, []
        return _reply(code, lines)


@lru_cache(maxsize=256)
def _single(line: bytes) -> Reply:
    """A reply of one line: nearly all of them, and nearly all the same."""
    return _reply(_code(line), [line[4:].decode("utf-8", "replace")])


def _code(line: bytes) -> int:
    code = line[:3]
    known = code.isdigit() and len(code) == 3 and 200 <= int(code) < 600
    if not known or line[3:4] not in (b" ", b"-", b"") or len(line) > _MAX_REPLY_LINE:
        raise BadReply(f"not a reply: {line[:80]!r}")
    return int(code)


def _reply(code: int, lines: list[str]) -> Reply:
    found = _ENHANCED.match(lines[0])
    if found is None:
        return Reply(code, "", "\n".join(lines))
    status = found[1]
    # RFC 2034 §4: every line of a reply repeats the status.
    return Reply(code, status, "\n".join(line.removeprefix(status).lstrip(" ") for line in lines))
