"""The list of conversations before FastAPI is asked: the same query, without the way there.

Only what is plain and right is answered here; anything else, and every refusal, is left to the
API's own route, which tells what is wrong. On PostgreSQL everything goes that way.
"""

from urllib.parse import parse_qsl

import msgspec

from tripost.conversations import queries
from tripost.kit.entered import BadInput
from tripost.people.door import LIST_LIMIT
from tripost.people.models import Right
from tripost.people.policies import Actor
from tripost.servers.http.asgi import Scope
from tripost.store.reads import Reader, SqliteReader
from tripost.store.services import Services

PATH = "/api/v1/conversations"
KNOWN = frozenset(("address", "view", "limit", "cursor"))

_encoder = msgspec.json.Encoder()


class Hot:
    """Answers inline on the loop, in well under a millisecond."""

    def __init__(self, services: Services) -> None:
        self._reader = services.reader if isinstance(services.reader, SqliteReader) else None

    def answer(self, scope: Scope, who: Actor) -> bytes | None:
        """The body, or None when the API's own route must see to it."""
        if self._reader is None or scope["path"] != PATH or scope["method"] != "GET":
            return None
        wanted = _wanted(self._reader, scope["query_string"], who=who)
        if wanted is None:
            return None
        try:
            return _encoder.encode(queries.page(self._reader, who=who, wanted=wanted))
        except BadInput:
            return None


def _wanted(reader: Reader, query: bytes, *, who: Actor) -> queries.Wanted | None:
    pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    given = dict(pairs)
    if len(given) != len(pairs) or not KNOWN.issuperset(given):
        return None
    limit = given.get("limit", "50")
    if not (
        limit.isascii() and limit.isdigit() and len(limit) < 5 and 1 <= int(limit) <= LIST_LIMIT
    ):
        return None
    place: int | None = None
    if "address" in given:
        place = _address(reader, given["address"])
        if place is None or not who.may(Right.READ, address=place):
            return None
    return queries.Wanted(
        address=place,
        view=given.get("view", "all"),
        limit=int(limit),
        cursor=given.get("cursor"),
    )


def _address(reader: Reader, name: str) -> int | None:
    if name.isascii() and name.isdigit() and len(name) < 19:
        return int(name)
    found = reader.row("SELECT id FROM addresses_address WHERE email = %s", (name.strip().lower(),))
    return int(found[0]) if found else None
