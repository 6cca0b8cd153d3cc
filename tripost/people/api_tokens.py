"""/tokens: the secrets of one's own programs."""

from functools import partial
from typing import Literal

import msgspec
from fastapi import APIRouter, Response

from tripost.people import tokens
from tripost.people.door import Asked, Wish, answer, documented, listed, nothing, number
from tripost.people.policies import Hidden
from tripost.people.tokens import TokenShape

router = APIRouter(tags=["tokens"])


class NewToken(Wish):
    """POST /tokens."""

    name: str
    rights: Literal["all", "read"] = "all"


class MadeToken(msgspec.Struct, frozen=True):
    """The new one; `secret` is said once and never again."""

    token: TokenShape
    secret: str


@router.get("/tokens", operation_id="list_tokens", **documented(TokenShape, many=True))
async def list_tokens(ask: Asked) -> Response:
    """One's own, newest first."""
    return listed(await ask.read(partial(tokens.of_user, user=ask.who.id)))


@router.post("/tokens", operation_id="add_token", **documented(MadeToken, status=201))
async def add_token(ask: Asked, wish: NewToken) -> Response:
    """A program that uses it may do all its person may, or only look."""
    secret, scopes = tokens.new_secret(), tokens.ALL if wish.rights == "all" else tokens.READ
    name = tokens.clean_name(wish.name)
    made = await ask.write(
        partial(tokens.create, ask.who.id, at=ask.now, secret=secret, scopes=scopes, name=name)
    )
    shapes = await ask.read(partial(tokens.of_user, user=ask.who.id))
    [shape] = [one for one in shapes if one.id == str(made.pk)]
    return answer(MadeToken(shape, secret), status=201)


@router.delete("/tokens/{ident}", operation_id="remove_token", **documented(None))
async def remove_token(ask: Asked, ident: str) -> Response:
    """From now on whoever uses it is a stranger."""
    end = partial(tokens.revoke, number(ident), at=ask.now, user=ask.who.id)
    if not await ask.write(end):
        raise Hidden
    return nothing()
