"""A bare ASGI app that serves what our list endpoint serves: the measure for `bench.http`.

`python -m bench.bare DATABASE ADDRESS PORT`: looks up the Bearer token, runs the barest SQL,
encodes JSON; no routing, no rights, no headers but two.
"""

import hashlib
import sqlite3
import sys
from typing import Any

import msgspec
import uvicorn

from bench.ground import BARE

_NAMES = (  # noqa: SIM905 as the columns stand in BARE
    "id address address_id mode subject snippet state assignee labels contact_address "
    "contact_name messages last_activity_at waiting_since seen_up_to last_content read_up_to "
    "attachments confidential sending"
).split()
_TOKEN = "SELECT user_id FROM people_token WHERE digest = ? AND kind = 'api'"


class Bare:
    """Three statements and an answer."""

    def __init__(self, database: str, address: int) -> None:
        self._database = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
        self._address = address

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Any path answers the list."""
        secret = dict(scope["headers"]).get(b"authorization", b"").partition(b" ")[2]
        digest = hashlib.sha256(secret).hexdigest()
        user = self._database.execute(_TOKEN, (digest,)).fetchone()
        found = self._database.execute(BARE, (user[0], self._address)).fetchall() if user else []
        body = msgspec.json.encode({"items": [dict(zip(_NAMES, r, strict=True)) for r in found]})
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
        ]
        status = 200 if user else 401
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})


if __name__ == "__main__":
    uvicorn.run(
        Bare(sys.argv[1], int(sys.argv[2])),
        host="127.0.0.1",
        port=int(sys.argv[3]),
        loop="uvloop",
        http="httptools",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
    )
