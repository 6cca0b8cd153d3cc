"""The built web app: pre-compressed, with immutable names; client routes answer index.html."""

import mimetypes
from pathlib import Path

from tripost.kit.entered import NOT_FOUND
from tripost.servers.http.asgi import Headers, Receive, Scope, Send, header, refuse, respond

IMMUTABLE = b"public, max-age=31536000, immutable"
TYPES = {".js": "text/javascript", ".webmanifest": "application/manifest+json"}
NAME_LIMIT = 255  # bytes
NOT_BUILT = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Tripost</title>
<h1>The web app is not built yet</h1>
<p>Tripost runs, but its pages are missing. Stop it and start it with <code>make run</code>,
which builds them, or run <code>npm ci &amp;&amp; npm run build</code> in <code>web/app</code>.</p>
"""


def usual_folder() -> Path:
    """Where `npm run build` leaves the app."""
    return Path(__file__).resolve().parents[3] / "web" / "app" / "dist"


class Static:
    """Serves one folder; nothing outside of it can be named."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """GET and HEAD of a file, or the app for one of its own routes."""
        if scope["method"] not in ("GET", "HEAD"):
            await refuse(send, 405, "bad-method", "Files can only be read.")
            return
        file = self._find(scope["path"])
        if file is None:
            await refuse(send, 404, *NOT_FOUND)
        elif not file.is_file():
            await respond(send, 503, NOT_BUILT.encode(), content_type="text/html; charset=utf-8")
        else:
            await self._send(file, scope, send)

    def _find(self, path: str) -> Path | None:
        """The file a path means; a route of the app (no dot in its last part) means index.html."""
        index = self._folder / "index.html"
        if "\0" in path:
            return None
        if any(len(part.encode()) > NAME_LIMIT for part in path.split("/")):
            return None  # no file has such a name; the system would raise
        wanted = (self._folder / path.lstrip("/")).resolve()
        if wanted.is_relative_to(self._folder) and wanted.is_file() and wanted.suffix != ".gz":
            return wanted
        if "." in path.rsplit("/", 1)[-1] or path.startswith("/assets/"):
            return None
        return index

    async def _send(self, file: Path, scope: Scope, send: Send) -> None:
        packed = file.with_name(file.name + ".gz")
        use_packed = "gzip" in header(scope, b"accept-encoding") and packed.is_file()
        chosen = packed if use_packed else file
        status = chosen.stat()
        etag = f'"{status.st_mtime_ns:x}-{status.st_size:x}"'
        in_assets = file.is_relative_to(self._folder / "assets")
        headers: Headers = [
            (b"etag", etag.encode()),
            (b"vary", b"accept-encoding"),
            (b"cache-control", IMMUTABLE if in_assets else b"no-cache"),
        ]
        if use_packed:
            headers.append((b"content-encoding", b"gzip"))
        kind = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0]
        kind = kind or "application/octet-stream"
        if kind.startswith("text/"):
            kind += "; charset=utf-8"
        if etag in header(scope, b"if-none-match"):
            # RFC 9110 §15.4.5: the headers of a 200, without content
            await send({"type": "http.response.start", "status": 304, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
            return
        if scope["method"] == "HEAD":
            length = (b"content-length", str(status.st_size).encode())
            start = [(b"content-type", kind.encode()), length, *headers]
            await send({"type": "http.response.start", "status": 200, "headers": start})
            await send({"type": "http.response.body", "body": b""})
            return
        await respond(send, 200, chosen.read_bytes(), content_type=kind, headers=headers)
