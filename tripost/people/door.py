"""What every `api.py` is given: who asks, reads and writes, and problems as documents."""

import re
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, TypeVar

import msgspec
from django.db import IntegrityError, connection, transaction
from fastapi import Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, model_validator

from tripost.kit.entered import NOT_FOUND
from tripost.people.answers import rights_of
from tripost.people.models import Answered, Right
from tripost.people.policies import Actor, Hidden, actor, require
from tripost.people.queries import user_ids
from tripost.store.reads import DjangoReader, Reader, SqliteReader
from tripost.store.services import Services

T = TypeVar("T")
LIST_LIMIT = 1_000
Limit = Annotated[int, Query(ge=1, le=LIST_LIMIT)]


class Wish(BaseModel):
    """What a body may hold; anything else is refused, not ignored (PROMISES L5)."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _kept_by_databases(cls, given: Any) -> Any:
        """No text with NUL or half a surrogate pair: JSON can name them, no database keeps them."""
        _refuse_broken(given)
        return given

    def given(self) -> dict[str, Any]:
        """Only what was sent and is not null."""
        return {k: v for k, v in self.model_dump(exclude_unset=True).items() if v is not None}


_BROKEN = re.compile("[\0\ud800-\udfff]")


def _refuse_broken(given: Any) -> None:
    if isinstance(given, str):
        if _BROKEN.search(given):
            raise ValueError("A text holds a character that cannot be kept.")
    elif isinstance(given, dict):
        for value in given.values():
            _refuse_broken(value)
    elif isinstance(given, list):
        for value in given:
            _refuse_broken(value)


shapes: dict[str, type] = {}
"""Every shape an endpoint answers with, for the OpenAPI document."""


class Problem(Exception):
    """An answer in RFC 9457 form; `code` is a slug the app translates."""

    def __init__(self, status: int, code: str, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.more = more


class AlreadyDone(Exception):
    """The same Idempotency-Key has done its work before, or does it right now."""


@dataclass(frozen=True, slots=True)
class Once:
    """An Idempotency-Key with what it was sent for."""

    key: str
    fingerprint: str


once: ContextVar[Once | None] = ContextVar("once", default=None)


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: who asks, and what they may reach the data with."""

    who: Actor
    services: Services
    now: datetime
    _used: list[Once] = field(default_factory=list)

    async def read(self, query: Callable[[Reader], T]) -> T:
        """Run a query: inline on SQLite (sub-millisecond), in the pool elsewhere."""
        reader = self.services.reader
        if isinstance(reader, SqliteReader):
            return query(reader)
        return await self.services.pool.run(lambda: query(reader))

    async def work(self, work: Callable[[], T]) -> T:
        """Run something slower (files, hashing, building mails) away from the loop."""
        return await self.services.pool.run(work)

    async def write(
        self, action: Callable[[], T], *, on: int | None = None, right: int = Right.READ
    ) -> T:
        """Run an action in the writer; the first one of a request spends its Idempotency-Key.

        The policies were asked before, by reads; a right that was taken away since then is
        missed there, so it is looked for once more in the transaction itself (L3, P22). So is
        the conversation `on` which `right` is needed: it may have been closed or given away.
        """
        key = once.get()
        claims = key is not None and key not in self._used
        if key is not None and claims:
            self._used.append(key)

        def checked() -> T:
            _still_may(self.who)
            if on is not None:
                _still_there(self.who, conversation=on, right=right)
            if key is not None and claims:
                _claim(key, who=self.who, at=self.now)
            return action()

        return await self.services.writer.do(checked)

    async def people(self, addresses: list[str]) -> dict[str, int]:
        """The ids of active colleagues by address; raises a Problem naming the unknown."""
        wanted = [a.strip().lower() for a in addresses]
        found = await self.read(lambda reader: user_ids(reader, addresses=wanted))
        missing = [a for a in wanted if a not in found]
        if missing:
            raise Problem(422, "unknown-person", f"Nobody here is {', '.join(missing)}.")
        return found


def _still_may(who: Actor) -> None:
    """Raises Hidden when a right or role of `who` has gone since the request was looked at."""
    now = actor(DjangoReader(), user=who.id)
    if now is None or now.role != who.role:
        raise Hidden
    if any(bits & ~now.rights.get(address, 0) for address, bits in who.rights.items()):
        raise Hidden
    if not set(who.teams) <= set(now.teams):  # what was theirs by a team is theirs no longer
        raise Hidden


def _still_there(who: Actor, *, conversation: int, right: int) -> None:
    """Raises Hidden, Forbidden; until the commit nobody changes what was found."""
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT 1 FROM store_conversation WHERE id = %s FOR UPDATE", (conversation,)
            )
    require(DjangoReader(), who=who, conversation=conversation, right=right)


def _claim(key: Once, *, who: Actor, at: datetime) -> None:
    """In the action's own transaction: done and claimed are one."""
    try:
        with transaction.atomic():
            Answered.objects.create(
                user_id=who.id,
                key=key.key,
                fingerprint=key.fingerprint,
                rights=rights_of(who),
                at=at,
            )
    except IntegrityError:
        raise AlreadyDone(key.key) from None


async def _ask(request: Request) -> Ask:
    """Who asks, looked at again: a body that drips in must not keep rights alive (P22)."""
    look: Callable[[], Awaitable[Actor | None]] = request.scope["tripost.who"]
    who = await look()
    if who is None:
        raise Problem(401, "sign-in", "Please sign in.")
    services: Services = request.scope["tripost.services"]
    return Ask(who=who, services=services, now=services.clock())


Asked = Annotated[Ask, Depends(_ask)]


async def _administrator(ask: Asked) -> Ask:
    if not ask.who.is_administrator:
        raise Problem(403, "forbidden", "Only administrators may do this.", missing="administrator")
    return ask


AskedByAdministrator = Annotated[Ask, Depends(_administrator)]


def answer(shape: Any, *, status: int = 200) -> Response:
    """A shape as JSON."""
    return Response(msgspec.json.encode(shape), status_code=status, media_type="application/json")


NOTHING = 204


def nothing() -> Response:
    """Done; there is nothing to say."""
    return Response(status_code=NOTHING)


def acted(response: Response, act: int | None) -> Response:
    """An answer that names the act, for undoing it; None: nothing changed."""
    if act is not None:
        response.headers["Tripost-Act"] = str(act)
    return response


def documented(shape: type | None, *, status: int = 200, many: bool = False) -> dict[str, Any]:
    """What an endpoint answers, for its decorator: `@router.get("/me", **documented(Me))`."""
    if shape is None:
        return {"status_code": NOTHING, "response_class": Response}
    shapes[shape.__name__] = shape
    schema: dict[str, Any] = {"$ref": f"#/components/schemas/{shape.__name__}"}
    if many:
        schema = {
            "type": "object",
            "required": ["items", "next"],
            "properties": {
                "items": {"type": "array", "items": schema},
                "next": {"anyOf": [{"type": "string"}, {"type": "null"}]},
            },
        }
    return {
        "status_code": status,
        "response_class": Response,
        "responses": {
            status: {"description": "", "content": {"application/json": {"schema": schema}}}
        },
    }


def listed(items: list[Any], *, cursor: str | None = None) -> Response:
    """A list in the form all lists have."""
    return answer({"items": items, "next": cursor})


def number(text: str) -> int:
    """An opaque id from outside; what is no id of ours is simply not there."""
    if text.isascii() and text.isdigit() and len(text) <= 19 and int(text) < 2**63:
        return int(text)
    raise Problem(404, *NOT_FOUND)
