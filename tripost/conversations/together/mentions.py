"""Whom a note calls: @anna, @anna@acme.example, @second-level; and whom it could call."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from tripost.people.models import Team, User
from tripost.people.policies import actors
from tripost.people.sight import sees, sights
from tripost.store.reads import DjangoReader, Reader

MENTIONS = 50  # names one note can call
CALLED_LIMIT = 500  # people a note can call, teams counted by head
MENTION = re.compile(r"(?<![\w@.])@([\w.+-]+(?:@[\w.-]+)?)")
_BETWEEN = re.compile(r"[^\w.+]+")


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a text calls: people by themselves, and teams with those in them."""

    people: tuple[User, ...] = ()
    teams: tuple[Team, ...] = ()

    def everyone(self) -> list[User]:
        """Each person once, people called by name first."""
        found = {user.pk: user for user in self.people}
        for team in self.teams:
            found |= {
                user.pk: user
                for user in team.members.filter(is_active=True)
                if user.pk not in found
            }
        return list(found.values())[:CALLED_LIMIT]


class Mentionable(msgspec.Struct, frozen=True):
    """Whom a note can call; `sees` False: only when it lets them in. A team's `address` is how it
    is called after the @."""

    address: str
    name: str
    kind: str  # person | team
    sees: bool


def named(text: str) -> Named:
    """The people and teams of @anna, @anna@acme.example, @second-level; what fits several is
    nobody's, and a person goes before a team of the same name."""
    names = {name.lower().rstrip(".") for name in MENTION.findall(text)[:MENTIONS]}
    teams: dict[str, list[Team]] = {}
    if names:
        for team in Team.objects.all():
            teams.setdefault(spoken(team.name), []).append(team)
    people, called = [], []
    for name in sorted(names):
        asked = {"address": name} if "@" in name else {"address__startswith": f"{name}@"}
        found = list(User.objects.filter(is_active=True, **asked)[:2])
        if len(found) == 1:
            people += found
        elif not found and len(teams.get(name, ())) == 1:
            called += teams[name]
    return Named(people=tuple(people), teams=tuple(called))


def spoken(team: str) -> str:
    """How a team is called in a text: "Second Level" → second-level."""
    return _BETWEEN.sub("-", team.lower()).strip("-")


def apart(users: Sequence[User], *, conversation: int) -> tuple[list[User], list[User]]:
    """Those who see the conversation, and those who do not."""
    reader = DjangoReader()
    sight = sights(reader, conversations=(conversation,))[conversation]
    known = actors(reader, users=[user.pk for user in users])
    seeing = [u for u in users if u.pk in known and sees(known[u.pk], sight)]
    return seeing, [u for u in users if u not in seeing]


def mentionable(reader: Reader, *, ident: int) -> list[Mentionable]:
    """Every colleague and team, those who see the conversation first."""
    people = reader.rows(
        "SELECT id, address, name FROM people_user WHERE is_active = %s ORDER BY name, id", (True,)
    )
    sight = sights(reader, conversations=(ident,))[ident]
    known = actors(reader, users=[row[0] for row in people])
    seeing = {key for key, who in known.items() if sees(who, sight)}
    members: dict[int, set[int]] = {}
    for team, user in reader.rows("SELECT team_id, user_id FROM people_team_members"):
        members.setdefault(team, set()).add(user)
    items = [Mentionable(address, name, "person", key in seeing) for key, address, name in people]
    items += [
        Mentionable(spoken(name), name, "team", bool(members.get(key, set()) & seeing))
        for key, name in reader.rows("SELECT id, name FROM people_team ORDER BY name")
    ]
    return sorted(items, key=lambda one: not one.sees)
