"""/me, /people and /users: translates between the wire and the actions of people."""

from functools import partial

from django.contrib.auth.hashers import make_password
from fastapi import APIRouter, Response

from tripost.kit.entered import NOT_FOUND
from tripost.people import actions, queries
from tripost.people.door import (
    Ask,
    Asked,
    AskedByAdministrator,
    Problem,
    Wish,
    answer,
    documented,
    listed,
)
from tripost.people.queries import Colleague, Me

router = APIRouter(tags=["people"])
DEMO_MARK = "demo-world"  # what `tripost demo` leaves in the data folder


class Preferences(Wish):
    """PATCH /me."""

    language: str | None = None
    scheme: str | None = None
    shortcuts: bool | None = None
    name: str | None = None
    timezone: str | None = None
    density: str | None = None


class NewPerson(Wish):
    """POST /users."""

    address: str
    name: str
    role: str = "member"
    password: str | None = None


class PersonChanges(Wish):
    """PATCH /users/{address}."""

    name: str | None = None
    role: str | None = None
    active: bool | None = None
    password: str | None = None


async def _me(ask: Ask) -> Response:
    settings = ask.services.settings
    demo = (settings.data / DEMO_MARK).exists()
    has_relay = settings.relay is not None
    shape = await ask.read(
        lambda reader: queries.me(reader, user=ask.who.id, demo=demo, relay=has_relay)
    )
    return answer(shape)


@router.get("/me", operation_id="get_me", **documented(Me))
async def get_me(ask: Asked) -> Response:
    """The person who asks."""
    return await _me(ask)


@router.patch("/me", operation_id="change_me", **documented(Me))
async def change_me(ask: Asked, wish: Preferences) -> Response:
    """What people choose for themselves."""
    await ask.write(partial(actions.set_preferences, ask.who.id, values=wish.given(), at=ask.now))
    return await _me(ask)


@router.get("/people", operation_id="list_people", **documented(Colleague, many=True))
async def list_people(ask: Asked) -> Response:
    """All colleagues."""
    return listed(await ask.read(queries.colleagues))


@router.get("/users", operation_id="list_users", **documented(Colleague, many=True))
async def list_users(ask: AskedByAdministrator) -> Response:
    """All people with a login, for their administration."""
    return listed(await ask.read(queries.colleagues))


@router.post("/users", operation_id="add_user", **documented(Colleague, status=201))
async def add_user(ask: AskedByAdministrator, wish: NewPerson) -> Response:
    """A new person; without a password they cannot sign in yet."""
    hashed = await _hashed(ask, wish.password)
    new = actions.NewUser(
        address=wish.address, name=wish.name, role=wish.role, password=hashed or ""
    )
    user = await ask.write(partial(actions.add_user, new, by=ask.who.id, at=ask.now))
    return await _colleague(ask, user.address, status=201)


@router.patch("/users/{address}", operation_id="change_user", **documented(Colleague))
async def change_user(ask: AskedByAdministrator, address: str, wish: PersonChanges) -> Response:
    """Name, role, password, or the end of an account."""
    values = wish.given()
    if "password" in values:
        values["password"] = await _hashed(ask, values["password"])
    user = await ask.read(
        lambda reader: reader.row(
            "SELECT id FROM people_user WHERE address = %s", (address.strip().lower(),)
        )
    )
    if user is None:
        raise Problem(404, *NOT_FOUND)
    await ask.write(partial(actions.change_user, user[0], values=values, by=ask.who.id, at=ask.now))
    return await _colleague(ask, address.strip().lower(), status=200)


async def _hashed(ask: Ask, password: str | None) -> str | None:
    """Slow by design, so away from the loop and out of the writer."""
    if password is None:
        return None
    return await ask.work(lambda: make_password(actions.clean_password(password)))


async def _colleague(ask: Ask, address: str, *, status: int) -> Response:
    return answer(
        await ask.read(lambda reader: queries.colleague(reader, address=address)), status=status
    )
