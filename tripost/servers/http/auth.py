"""Who sends this request? A session cookie or a Bearer token, looked up anew when data moved."""

from dataclasses import dataclass, replace
from datetime import datetime
from http.cookies import CookieError, SimpleCookie

from tripost.kit import log
from tripost.kit.secrets import digest
from tripost.people.policies import Actor, actor
from tripost.people.tokens import NOTED, READ, mark_used
from tripost.store.reads import Reader, SqliteReader
from tripost.store.services import Services
from tripost.store.times import loaded, stored

COOKIE = "tripost_session"
CACHE_LIMIT = 10_000
CHUNK = 500

_log = log.get("servers.http")


@dataclass(frozen=True, slots=True)
class Credential:
    """What a request shows: a digest, by cookie or by token."""

    digest: str
    by_cookie: bool


@dataclass(frozen=True, slots=True)
class _Known:
    actor: Actor
    until: datetime | None


def credential(headers: list[tuple[bytes, bytes]]) -> Credential | None:
    """From the Authorization header, else from the cookie. Empty never matches."""
    cookie = b""
    for name, value in headers:
        if name == b"authorization":
            scheme, _, secret = value.decode("latin-1").partition(" ")
            if scheme.lower() == "bearer" and secret.strip():
                return Credential(digest(secret.strip()), by_cookie=False)
            return None
        if name == b"cookie":
            cookie = value
    key = _session_key(cookie)
    return Credential(digest(key), by_cookie=True) if key else None


def _session_key(header: bytes) -> str:
    if COOKIE.encode() not in header:
        return ""
    try:
        morsel = SimpleCookie(header.decode("latin-1")).get(COOKIE)
    except CookieError:
        return ""
    return morsel.value if morsel else ""


class Doorkeeper:
    """Knows people by what they show.

    On SQLite what was found stays valid while `PRAGMA data_version` does: the reading connection
    writes nothing itself, so every commit of anyone, in any process, moves it. A sign-out or a
    right taken away counts from the next request on. On PostgreSQL every request looks it up.
    """

    def __init__(self, services: Services) -> None:
        self._services = services
        self._known: dict[Credential, _Known] = {}
        self._version: int | None = None
        self._noted: dict[str, datetime] = {}

    async def who(self, shown: Credential | None) -> Actor | None:
        """The active person, with their rights at this moment, or None."""
        if shown is None:
            return None
        reader = self._services.reader
        if isinstance(reader, SqliteReader):
            found = self._inline(reader, shown)
        else:
            found = self._fresh(await self._services.pool.run(lambda: identify(reader, shown)))
        if found is not None and not shown.by_cookie:
            await self._note(shown)
        return found

    async def _note(self, shown: Credential) -> None:
        """When a token was used, so that its person sees which are not needed any more: one
        write in ten minutes of use. The request goes on whatever becomes of it."""
        now = self._services.clock()
        last = self._noted.get(shown.digest)
        if last is not None and last <= now < last + NOTED:
            return
        if len(self._noted) > CACHE_LIMIT:
            self._noted.clear()
        self._noted[shown.digest] = now
        try:
            await self._services.writer.do(lambda: mark_used(shown.digest, at=now))
        except Exception as wrong:
            _log.warning("token.not_noted", error=repr(wrong))

    def _inline(self, reader: SqliteReader, shown: Credential) -> Actor | None:
        version = reader.row("PRAGMA data_version")
        if version is None or version[0] != self._version or len(self._known) > CACHE_LIMIT:
            self._known.clear()
            self._version = version[0] if version else None
        known = self._known.get(shown) or identify(reader, shown)
        if known is not None:
            self._known[shown] = known
        return self._fresh(known)

    def _fresh(self, known: _Known | None) -> Actor | None:
        if known is None or (known.until is not None and known.until <= self._services.clock()):
            return None
        return known.actor


def identify(reader: Reader, shown: Credential) -> _Known | None:
    """By one index each: the session or token, then the person and their rights."""
    if shown.by_cookie:
        found = reader.row(
            "SELECT user_id, expire_date, NULL FROM people_session WHERE session_key = %s",
            (shown.digest,),
        )
    else:
        found = reader.row(
            "SELECT user_id, NULL, scopes FROM people_token WHERE digest = %s AND kind = 'api'",
            (shown.digest,),
        )
    if found is None or found[0] is None:
        return None
    person = actor(reader, user=found[0])
    if person is not None and found[2] == READ:
        person = replace(person, looks_only=True)
    return _Known(person, loaded(found[1])) if person else None


def still_valid(reader: Reader, *, shown: set[Credential], at: datetime) -> set[Credential]:
    """Those that still open the door at this moment; a batch of them costs two queries."""
    valid: set[Credential] = set()
    for by_cookie, sql in (
        (True, "SELECT session_key FROM people_session WHERE expire_date > %s AND session_key"),
        (
            False,
            "SELECT digest FROM people_token WHERE kind = 'api' AND created_at <= %s AND digest",
        ),
    ):
        digests = sorted(c.digest for c in shown if c.by_cookie is by_cookie)
        for start in range(0, len(digests), CHUNK):
            chunk = digests[start : start + CHUNK]
            places = ", ".join(["%s"] * len(chunk))
            found = reader.rows(f"{sql} IN ({places})", (stored(at), *chunk))
            valid |= {Credential(digest, by_cookie) for (digest,) in found}
    return valid
