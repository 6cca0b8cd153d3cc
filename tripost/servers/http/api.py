"""The API: every package's `api.py` under /api/v1, and exceptions as problem documents."""

from collections.abc import Callable
from functools import cache
from typing import Any

import msgspec
from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from starlette.exceptions import HTTPException

from tripost.kit.entered import NOT_FOUND, BadInput, Conflict
from tripost.people.door import Problem, shapes
from tripost.people.policies import Forbidden, Hidden
from tripost.servers.http.asgi import problem_body
from tripost.servers.http.routers import routers
from tripost.store.blobs import MissingBlob
from tripost.store.writer import WriterStopped

NOT_HERE = (404, *NOT_FOUND)


@cache
def make_api() -> FastAPI:
    """The FastAPI application, one per process: it keeps nothing, services come with the request.

    It knows nothing of templates or sign-in.
    """
    api = FastAPI(
        title="Tripost",
        version="1",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    whole = APIRouter(prefix="/api/v1")
    for router in routers():
        whole.include_router(router)
    api.include_router(whole)
    for kind, handler in _handlers().items():
        api.add_exception_handler(kind, handler)
    return api


@cache
def document() -> bytes:
    """The OpenAPI document as it is served; making it takes a good part of a second."""
    return msgspec.json.encode(openapi(make_api()))


def openapi(api: FastAPI) -> dict[str, Any]:
    """The OpenAPI 3.1 document, with the msgspec shapes among its components."""
    document = get_openapi(
        title="Tripost",
        version="1",
        summary="One address, three ways to work on it.",
        routes=api.routes,
    )
    _, components = msgspec.json.schema_components(
        list(shapes.values()), ref_template="#/components/schemas/{name}"
    )
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    schemas.update(components)
    schemas["Problem"] = _PROBLEM
    for operations in document["paths"].values():
        for operation in operations.values():
            operation["responses"].pop("422", None)
            operation["responses"]["default"] = _PROBLEM_RESPONSE
    return document


_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
    },
}
_PROBLEM_RESPONSE = {
    "description": "What went wrong (RFC 9457)",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


def problem(status: int, code: str, detail: str, **more: Any) -> Response:
    """A problem document."""
    return Response(
        problem_body(status, code, detail, **more),
        status_code=status,
        media_type="application/problem+json",
        headers={"cache-control": "no-store"},
    )


Handler = Callable[[Request, Any], Response]


def _handlers() -> dict[Any, Handler]:
    """Which exception is told how. What is hidden is told exactly like what is not there."""
    return {
        Hidden: lambda _, wrong: problem(*NOT_HERE),
        Forbidden: lambda _, wrong: problem(
            403, "forbidden", f"You lack the right: {wrong}.", missing=str(wrong)
        ),
        Problem: lambda _, wrong: problem(wrong.status, wrong.code, wrong.detail, **wrong.more),
        BadInput: lambda _, wrong: problem(422, wrong.code, wrong.detail),
        Conflict: lambda _, wrong: problem(409, wrong.code, wrong.detail),
        MissingBlob: lambda _, wrong: problem(*NOT_HERE),
        WriterStopped: lambda _, wrong: problem(503, "stopping", "The server is stopping."),
        RequestValidationError: _invalid,
        HTTPException: _http,
    }


def _invalid(_: Request, wrong: RequestValidationError) -> Response:
    """Which field is wrong, and how, without echoing what was sent."""
    errors = [
        {"field": ".".join(str(p) for p in e["loc"][1:]), "detail": str(e["msg"])}
        for e in wrong.errors()[:20]
    ]
    first = errors[0] if errors else {"field": "", "detail": "not understood"}
    where = f"{first['field']}: " if first["field"] else ""
    return problem(422, "bad-request", f"{where}{first['detail']}", errors=errors)


def _http(_: Request, wrong: HTTPException) -> Response:
    if wrong.status_code == 404:
        return problem(*NOT_HERE)
    code = {405: "bad-method", 400: "bad-request"}.get(wrong.status_code, "problem")
    answer = problem(wrong.status_code, code, str(wrong.detail))
    answer.headers.update(wrong.headers or {})
    return answer
