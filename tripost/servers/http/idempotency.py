"""`Idempotency-Key` on POST: the same key does its work once and gets the same answer again."""

import hashlib
from datetime import timedelta

from tripost.kit import log
from tripost.kit.entered import NOT_FOUND
from tripost.people.answers import may_hear_again
from tripost.people.door import AlreadyDone, Once, once
from tripost.people.models import Answered
from tripost.people.policies import Actor
from tripost.servers.http.asgi import App, Message, Receive, Scope, Send, header, refuse, respond
from tripost.store.reads import DjangoReader
from tripost.store.services import Services

KEY_LIMIT = 255
KEPT = timedelta(days=2)
BODY_LIMIT = 1_000_000  # bytes of an answer worth keeping

_log = log.get("servers.http.idempotency")


class Idempotency:
    """The key is spent in the transaction of the action itself (`people.door.Ask.write`)."""

    def __init__(self, app: App, services: Services) -> None:
        self._app = app
        self._services = services

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is kept, or let the request do its work and keep the answer."""
        key = header(scope, b"idempotency-key") if scope["method"] == "POST" else ""
        who: Actor | None = scope.get("tripost.actor")
        if not key or who is None:
            await self._app(scope, receive, send)
            return
        if len(key) > KEY_LIMIT:
            await refuse(send, 422, "bad-key", f"A key has at most {KEY_LIMIT} characters.")
            return
        body = await _whole(receive)
        asked = Once(key=key, fingerprint=_fingerprint(scope, body))
        if await self._replay(who, asked, scope["path"], send):
            return
        token = once.set(asked)
        answer = _Recorder(send)
        try:
            await self._app(scope, _again(body), answer)
        except AlreadyDone:
            if not await self._replay(who, asked, scope["path"], send):
                await refuse(send, 409, "in-progress", "The first try is still being answered.")
            return
        finally:
            once.reset(token)
        if 200 <= answer.status < 300 and len(answer.body) <= BODY_LIMIT:
            await self._keep(who, asked, answer)

    async def _replay(self, who: Actor, asked: Once, path: str, send: Send) -> bool:
        """Whether the key was used before; then this has answered."""

        def look() -> tuple[Answered | None, bool]:
            kept = Answered.objects.filter(user_id=who.id, key=asked.key).first()
            return kept, kept is not None and may_hear_again(
                DjangoReader(), who=who, rights=kept.rights, path=path, body=bytes(kept.body)
            )

        kept, may = await self._services.pool.run(look)
        if kept is None:
            return False
        if kept.fingerprint != asked.fingerprint:
            await refuse(send, 422, "key-reused", "This key was used for another request.")
        elif not may:
            # Told exactly as the request itself would be by now: there is nothing here.
            await refuse(send, 404, *NOT_FOUND)
        elif kept.status == 0:
            await refuse(send, 409, "in-progress", "The first try is done or being answered.")
        else:
            await respond(
                send,
                kept.status,
                bytes(kept.body),
                content_type=kept.content_type,
                headers=[(b"idempotency-replayed", b"true")],
            )
        return True

    async def _keep(self, who: Actor, asked: Once, answer: "_Recorder") -> None:
        now = self._services.clock()

        def keep() -> None:
            Answered.objects.filter(at__lt=now - KEPT).delete()
            Answered.objects.filter(user_id=who.id, key=asked.key).update(
                status=answer.status, content_type=answer.content_type, body=bytes(answer.body)
            )

        await self._services.writer.do(keep)


class _Recorder:
    """Passes an answer on and remembers it."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status = 0
        self.content_type = ""
        self.body = bytearray()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            found = [v for n, v in message.get("headers", ()) if n.lower() == b"content-type"]
            self.content_type = found[0].decode("latin-1") if found else ""
        else:
            self.body += message.get("body", b"")
        await self._send(message)


def _fingerprint(scope: Scope, body: bytes) -> str:
    text = f"{scope['path']}?{scope['query_string'].decode('latin-1')}\n".encode()
    return hashlib.sha256(text + body).hexdigest()


async def _whole(receive: Receive) -> bytes:
    chunks: list[bytes] = []
    while True:
        message = await receive()
        chunks.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(chunks)


def _again(body: bytes) -> Receive:
    """A body that was read already, for who reads it next."""
    sent = False

    async def receive() -> Message:
        nonlocal sent
        if sent:
            return {"type": "http.disconnect"}
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive
