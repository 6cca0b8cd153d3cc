"""How does a client sign in at a relay? AUTH PLAIN and LOGIN (RFC 4954)."""

from base64 import b64encode
from collections.abc import Collection


class LoginFailed(Exception):
    """There is no way to sign in that both sides know."""


def first_step(user: str, password: str, *, mechanisms: Collection[str]) -> bytes:
    """The AUTH command. Raises LoginFailed."""
    if "\0" in user or "\0" in password:
        raise LoginFailed("A user name or password cannot hold NUL")
    if "PLAIN" in mechanisms:
        # RFC 4616 §2: authorisation identity (none), user, password.
        return b"AUTH PLAIN " + _coded(f"\0{user}\0{password}")
    if "LOGIN" in mechanisms:
        return b"AUTH LOGIN\r\n"
    offered = ", ".join(sorted(mechanisms)) or "none"
    raise LoginFailed(f"The next hop offers no way to sign in that we know; it offers: {offered}")


def next_step(user: str, password: str, *, step: int) -> bytes:
    """The answer to the first and the second 334 of AUTH LOGIN."""
    return _coded(user if step == 1 else password)


def _coded(text: str) -> bytes:
    return b64encode(text.encode("utf-8")) + b"\r\n"
