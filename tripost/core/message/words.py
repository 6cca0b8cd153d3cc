"""What does a header field say, as one harmless line of text?"""

import binascii
import re
from dataclasses import dataclass

from tripost.core.message import charset
from tripost.core.message.limits import MAX_FIELD, MAX_GUESSES

# RFC 2047 §2; RFC 2231 §5 adds *language. Real mail has blanks and folds inside the text, and
# now and then a "?" that should have been encoded: up to twenty are forgiven, never across "=?".
_WORD = re.compile(
    r"=\?([^?\s*]{1,60})(?:\*[^?\s]{0,40})?\?([bqBQ])\?"
    r"([^?]*(?:(?<!=)\?(?!=)[^?]*){0,20})\?="
)
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# Marks that turn the reading direction around, so that "gpj.exe" shows as "exe.jpg".
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=\s]")
_BASE64_JUNK = re.compile(rb"[^A-Za-z0-9+/]+")


@dataclass(slots=True)
class Decoder:
    """Turns header bytes into text; remembers the mail's charset and how often it may guess."""

    hint: str = ""  # charset of the mail's first text part
    guesses: int = MAX_GUESSES
    learned: str = ""  # what the last guess found
    sample: bytes = b""  # of the mail's text: headers alone are too short to guess from

    def text(self, value: bytes, *, spaced: bool = True) -> str:
        """Unfolded, RFC 2047 words decoded, control characters as blanks: ready to show.

        `spaced`: put a blank between a plain and an encoded word where none was.
        """
        line = self.line(value)
        if "=?" in line:
            return harmless(self.words(line, spaced=spaced))
        return harmless(line)

    def line(self, value: bytes, *, limit: int = MAX_FIELD) -> str:
        """The field as text, not yet decoded by RFC 2047; folds are kept as a single newline."""
        value = value[:limit].strip()
        if b"\n" in value:
            # strip and join, not a regular expression: a run of blanks must cost linear time
            value = b"\n".join(map(bytes.strip, value.split(b"\n")))
        if value.isascii():
            if b"\x1b" in value:
                return charset.decode(value, "")  # ISO-2022-JP set raw into a header
            return value.decode("ascii")
        return self.eight_bit(value)

    def eight_bit(self, value: bytes) -> str:
        """Bytes set raw into a header (RFC 6532 wants UTF-8; old programs do not ask)."""
        try:
            return charset.scrub(value.decode("utf-8"))
        except UnicodeDecodeError:
            pass
        for label in (self.hint, self.learned):
            if text := charset.declared(value, label):
                return text
        if self.guesses > 0:
            self.guesses -= 1
            more = b"" if self.sample.isascii() else b"\n" + self.sample
            self.learned = charset.guessed(value + more)
        return charset.decode(value, self.learned, guess=False)

    def words(self, line: str, *, spaced: bool = True) -> str:
        """Decode the encoded words of a line that `line()` gave (RFC 2047 §6)."""
        if alone := _WORD.fullmatch(line):
            label = alone[1].lower()
            return charset.decode(_unword(alone[2], alone[3], label), label, guess=False)
        out: list[str] = []
        pending = b""  # a character may be cut in two by the end of a word: join before decoding
        label = ""
        last = 0
        for match in _WORD.finditer(line):
            between = line[last : match.start()]
            if between.strip():
                out.append(charset.decode(pending, label, guess=False))
                pending = b""
                self._plain(out, between, spaced=spaced, first=last == 0)
                if spaced and not between[-1].isspace() and between[-1] not in "([{<\"'":
                    out.append(" ")
            elif match[1].lower() != label:
                out.append(charset.decode(pending, label, guess=False))
                pending = b""
                if last == 0:
                    out.append(between)
            label = match[1].lower()
            pending += _unword(match[2], match[3], label)
            last = match.end()
        out.append(charset.decode(pending, label, guess=False))
        if last < len(line):
            self._plain(out, line[last:], spaced=spaced, first=last == 0)
        return "".join(out)

    @staticmethod
    def _plain(out: list[str], text: str, *, spaced: bool, first: bool) -> None:
        if spaced and not first and text[0].isalnum():
            out.append(" ")
        out.append(text)


def _unword(kind: str, payload: str, label: str) -> bytes:
    """The bytes of one encoded word; a fold inside it was not meant."""
    payload = payload.replace("\n", "")
    if kind in "bB":
        return unbase64(payload.encode("ascii", "ignore"))
    line = payload.replace("_", " ")
    try:
        raw = line.encode("ascii" if line.isascii() else charset.codec_for(label) or "utf-8")
    except (UnicodeError, LookupError):  # 8-bit signs inside a word, of another charset than its
        raw = line.encode("utf-8", "replace")
    return binascii.a2b_qp(raw)


def unbase64(data: bytes) -> bytes:
    """Base64 as found in the wild: junk, missing padding and padding in the middle forgiven.

    What follows the padding counts only while its lines are base64: mailing lists add a footer
    there. A text that was never encoded comes back as it is.
    """
    head = data[:200].lstrip().partition(b"\n")[0]
    if _NOT_BASE64.search(head):
        return data
    try:
        end = data.find(b"=")
        if end < 0 or not data[end:].strip(b"= \t\r\n"):
            return binascii.a2b_base64(data)
    except binascii.Error:
        pass
    first, *rest = re.split(rb"=+", data)
    out = [_run(first)]
    for index, run in enumerate(rest, start=1):
        lines = [line.strip() for line in run.split(b"\n")]
        if any(_NOT_BASE64.search(line) or b" " in line for line in lines):
            break
        if sum(map(len, lines)) % 4 and index == len(rest):
            break
        out.append(_run(run))
    return b"".join(out)


def _run(run: bytes) -> bytes:
    clean = _BASE64_JUNK.sub(b"", run)
    if len(clean) % 4 == 1:  # six lone bits are no byte
        clean = clean[:-1]
    return binascii.a2b_base64(clean + b"=" * (-len(clean) % 4))


def harmless(text: str) -> str:
    """One line without control characters, so that nothing in it can act (a header, a screen)."""
    return printable(text).strip()


def printable(text: str) -> str:
    """`harmless` with the blanks at its ends, which a boundary may need."""
    if text.isprintable():
        return text
    return _BIDI.sub("", charset.scrub(_UNPRINTABLE.sub(" ", text)))
