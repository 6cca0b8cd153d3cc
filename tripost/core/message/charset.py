"""Which text do these bytes mean? Declared, then UTF-8, then guessed, never refused."""

import codecs
import re
from functools import lru_cache

from charset_normalizer import from_bytes

# Labels from real mail, and the supersets that senders mean (WHATWG Encoding §4.2).
_ALIASES = {
    "ansi_x3.110-1983": "latin-1",
    "ascii": "utf-8",
    "us-ascii": "utf-8",
    "ansi_x3.4-1968": "utf-8",
    "7bit": "utf-8",
    "8bit": "utf-8",
    "default": "utf-8",
    "unknown-8bit": "utf-8",
    "x-unknown": "utf-8",
    "utf8mb4": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "l1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "iso-8859-6-i": "iso-8859-6",
    "windows-31j": "cp932",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "iso-2022-jp": "iso2022_jp_ext",
    "gb2312": "gb18030",
    "x-gbk": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "euc-kr": "cp949",
    "x-windows-949": "cp949",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "macintosh": "mac_roman",
    "x-mac-roman": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
    "x-mac-ce": "mac_latin2",
    "cp-850": "cp850",
    "unicode": "utf-16",
    "iso-10646-ucs-2": "utf-16",
}
# Codecs of Python that are no charset of a mail; punycode and idna need quadratic time.
_REFUSED = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
_SURROGATES = re.compile("[\ud800-\udfff]")
_SAMPLE = 4096  # bytes shown to the guesser: it is slow and long texts make it no wiser
_BROKEN = 20  # of so many signs one may be broken before the declaration is a lie
_META = re.compile(rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{1,40})", re.IGNORECASE)


@lru_cache(maxsize=512)
def codec_for(label: str) -> str:
    """Python's name for a charset as a mail declares it; "" when there is no such charset."""
    name = label.strip(" \t\r\n\"'").lower()
    name = _ALIASES.get(name, name)
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError, UnicodeError):  # ValueError: a NUL inside the label
        return _squeezed(name)
    # _is_text_encoding tells rot13, zlib and their kind apart from charsets (CPython codecs.c).
    if info.name.replace("-", "_") in _REFUSED or not getattr(info, "_is_text_encoding", True):
        return ""
    return info.name


def decode(data: bytes, label: str, *, html: bool = False, guess: bool = True) -> str:
    """Text without NUL and lone surrogates, which neither database can keep.

    Order: a clean UTF-8 or ASCII text is what it is; then the declared charset, the one an HTML
    text names itself, a guess; at last Windows-1252 with replacement signs.
    """
    if not data:
        return ""
    codec = codec_for(label) if label else ""
    if codec in {"", "utf-8", "ascii"}:
        if b"\x1b" in data and (text := _seven_bit(data)):
            return text  # RFC 1468 text whose label was lost: all of it is seven bit
        try:
            return scrub(data.decode("utf-8-sig" if data[:1] == b"\xef" else "utf-8"))
        except UnicodeDecodeError:
            codec = ""
    if text := _attempt(data, codec):
        return text
    if html and (text := _attempt(data, codec_for(named_in_html(data)))):
        return text
    if label and not codec_for(label) and (text := _attempt(data, "utf-8")):
        return text
    if label and (text := _mostly(data, codec or codec_for(label))):
        return text
    if guess and (text := _attempt(data, guessed(data))):
        return text
    return scrub(data.decode("cp1252", "replace"))


def _seven_bit(data: bytes) -> str:
    return _attempt(data, "iso2022_jp_ext") if b"\x1b$" in data else ""


def declared(data: bytes, label: str) -> str:
    """Text in that charset, a few broken bytes forgiven; "" if it is none, or UTF-8 or ASCII."""
    codec = codec_for(label) if label else ""
    if codec in {"", "utf-8", "ascii"}:
        return ""
    return _attempt(data, codec) or _mostly(data, codec)


def named_in_html(data: bytes) -> str:
    """The charset an HTML text declares in its head; "" for none."""
    meta = _META.search(data, 0, 2048)
    return meta[1].decode("ascii") if meta else ""


def guessed(data: bytes) -> str:
    """The codec charset-normalizer takes these bytes for; "" when it has no idea. Slow."""
    start = re.search(rb"[\x80-\xff]", data)
    begin = max(0, start.start() - 512) if start else 0
    try:
        best = from_bytes(data[begin : begin + _SAMPLE]).best()
    except Exception:  # it looks at bytes from strangers, and nothing it says is vital
        return ""
    # Without a declaration nobody sends UTF-16; a few odd bytes look like it.
    return codec_for(best.encoding) if best and "utf_16" not in best.encoding else ""


def scrub(text: str) -> str:
    """Replace what cannot be stored: PostgreSQL refuses NUL."""
    return text.replace("\0", "\ufffd") if "\0" in text else text


def _paired(text: str, codec: str) -> str:
    """Lone surrogates, which UTF-8 cannot hold, come out of Python's UTF-7 codec alone."""
    return _SURROGATES.sub("\ufffd", text) if codec == "utf-7" else text


def _squeezed(name: str) -> str:
    """`utf8.`, `iso8859_1`, `cp-1252`, `x-utf-8`: the label with its decoration taken off."""
    bare = re.sub(r"[^a-z0-9]", "", name.removeprefix("x-"))
    bare = {"iso88591": "cp1252", "usascii": "utf-8"}.get(bare, bare)
    if bare.startswith(("windows", "win")) and bare[-4:].isdigit():
        bare = "cp" + bare[-4:]
    if not bare or bare == name or bare in _REFUSED:
        return ""
    try:
        info = codecs.lookup(bare)
    except (LookupError, ValueError, UnicodeError):
        return ""
    return info.name if getattr(info, "_is_text_encoding", True) else ""


def _attempt(data: bytes, codec: str) -> str:
    if not codec:
        return ""
    try:
        return scrub(_paired(data.decode(codec), codec))
    except (UnicodeError, LookupError, ValueError):
        return ""


def _mostly(data: bytes, codec: str) -> str:
    """The declared charset with a few broken bytes beats a guess."""
    if not codec:
        return ""
    try:
        text = scrub(_paired(data.decode(codec, "replace"), codec))
    except (UnicodeError, LookupError, ValueError):
        return ""
    broken = text.count("\ufffd")
    if codec == "utf-8":  # with no sign that is right, it is a lie of the sender's program
        right = len(text) - len(text.encode("ascii", "ignore")) - broken
        return text if right >= broken else ""
    return text if broken * _BROKEN <= len(text) else ""
