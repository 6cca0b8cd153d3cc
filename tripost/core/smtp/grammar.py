"""How are MAIL, RCPT and their parameters written? Every pattern here takes linear time."""

import re
from dataclasses import dataclass

from tripost.core.smtp.replies import Reply

# RFC 5321 §4.1.2, with the kindness the world needs: dots anywhere in a local part, underscores
# in domains. RFC 6531 §3.3 adds everything above ASCII; whether that is allowed is asked later.
_LOCAL = rb"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.\x80-\xff-]+"
_QUOTED = rb'"(?:[\x20\x21\x23-\x5b\x5d-\x7e\x80-\xff]|\\[\x20-\x7e])*"'
_LABEL = rb"[A-Za-z0-9_\x80-\xff](?:[A-Za-z0-9_\x80-\xff-]*[A-Za-z0-9_\x80-\xff])?"
_DOMAIN = _LABEL + rb"(?:\." + _LABEL + rb")*"
_LITERAL = rb"\[[A-Za-z0-9:.-]+\]"
_ADDRESS = re.compile(rb"(?:%b|%b)@(?:%b|%b)" % (_LOCAL, _QUOTED, _DOMAIN, _LITERAL))
_PATH = re.compile(rb' *<((?:[^<>"]|"(?:[^"\\]|\\.)*")*)>(?: +(.*))?')
_KEYWORD = re.compile(rb"([A-Za-z0-9][A-Za-z0-9-]*)(?:=([\x21-\x3c\x3e-\x7e\x80-\xff]+))?")
_CONTROL = re.compile(rb"[\x00-\x1f\x7f]")

# RFC 5321 §4.5.3.1.3 asks for at least 256; VERP makes longer ones.
MAX_ADDRESS = 512


class SyntaxProblem(Exception):
    """A command that cannot be understood; carries the reply to send."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.text)
        self.reply = reply


@dataclass(frozen=True, slots=True)
class Path:
    """An address from MAIL or RCPT with its parameters, names in upper case."""

    address: str
    parameters: dict[str, str]


def controls(line: bytes) -> bool:
    """Does a command hold a control character: NUL, tab, a bare CR?"""
    return _CONTROL.search(line) is not None


def mail_path(argument: bytes) -> Path:
    """`FROM:<address> parameters`; the address may be empty. Raises SyntaxProblem."""
    if argument[:5].upper() != b"FROM:":
        raise SyntaxProblem(Reply(501, "5.5.4", "Write MAIL FROM:<address>"))
    path = _path(argument[5:], Reply(501, "5.5.4", "Write MAIL FROM:<address>"))
    if path.address and not is_address(path.address):
        raise SyntaxProblem(Reply(553, "5.1.7", "This is not the address of a sender"))
    return path


def rcpt_path(argument: bytes) -> Path:
    """`TO:<address> parameters`. Raises SyntaxProblem."""
    if argument[:3].upper() != b"TO:":
        raise SyntaxProblem(Reply(501, "5.5.4", "Write RCPT TO:<address>"))
    path = _path(argument[3:], Reply(501, "5.5.4", "Write RCPT TO:<address>"))
    # RFC 5321 §4.5.1: postmaster is an address even without a domain.
    if not is_address(path.address) and path.address.lower() != "postmaster":
        raise SyntaxProblem(Reply(553, "5.1.3", "This is not an address"))
    return path


def is_address(address: str) -> bool:
    """Can this stand between < and > in a command, without harm?"""
    try:
        raw = address.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return len(raw) <= MAX_ADDRESS and _ADDRESS.fullmatch(raw) is not None


def _path(text: bytes, problem: Reply) -> Path:
    found = _PATH.fullmatch(text)
    if found is None:
        raise SyntaxProblem(problem)
    raw = found[1]
    if raw[:1] == b"@":
        # RFC 5321 §4.1.1.3, appendix C: source routes are taken and ignored.
        raw = raw.partition(b":")[2]
    try:
        address = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise SyntaxProblem(Reply(553, "5.6.7", "This address is not UTF-8")) from None
    return Path(address, _parameters(found[2]) if found[2] else {})


def _parameters(text: bytes) -> dict[str, str]:
    given: dict[str, str] = {}
    for word in text.split():
        found = _KEYWORD.fullmatch(word)
        if found is None:
            raise SyntaxProblem(Reply(501, "5.5.4", "A parameter is not written as NAME=value"))
        name = found[1].decode("ascii").upper()
        if name in given:
            raise SyntaxProblem(Reply(501, "5.5.4", f"{name} is given twice"))
        given[name] = (found[2] or b"").decode("utf-8", "replace")
    return given
