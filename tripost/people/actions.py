"""People and what they may: one verb, one transaction, one Change each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from tripost.core.when import BadTime, zone_of
from tripost.kit.entered import BadInput, Conflict, one_line
from tripost.people.audit import audit
from tripost.people.models import Grant, Right, Role, Session, Team, Token, User
from tripost.store.changes import record

NAME_LIMIT = 200  # characters
LANGUAGES = ("de", "en")
SCHEMES = ("auto", "light", "dark")
DENSITIES = ("comfortable", "compact")
RIGHTS = {right.label: right for right in Right}


@dataclass(frozen=True, slots=True)
class NewUser:
    """A person to be; `password` is already hashed, "" means nobody can sign in with one."""

    address: str
    name: str
    role: str = Role.MEMBER
    password: str = ""
    language: str = "en"


def clean_address(text: str) -> str:
    """A mail address in lower case; raises BadInput."""
    address = text.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise BadInput("bad-address", "This is not a mail address.") from None
    return address


def clean_name(text: str) -> str:
    """What others see of a person or an address: one line; raises BadInput."""
    return one_line(text, limit=NAME_LIMIT, code="bad-name", what="A name")


def clean_password(text: str) -> str:
    """A password that is long and unusual enough; raises BadInput with the reason."""
    try:
        validate_password(text)
    except ValidationError as wrong:
        raise BadInput("weak-password", " ".join(wrong.messages)) from None
    return text


def clean_timezone(name: str) -> str:
    """An IANA time zone; raises BadInput."""
    try:
        return zone_of(name).key
    except BadTime as wrong:
        raise BadInput("bad-timezone", str(wrong)) from None


def clean_rights(labels: Sequence[str]) -> int:
    """The sum of Right bits; whoever may write may read, all or what is theirs, and whoever
    decides about held posts reads them. Raises BadInput."""
    unknown = [label for label in labels if label not in RIGHTS]
    if unknown:
        raise BadInput("bad-right", f"A right is one of {', '.join(RIGHTS)}.")
    bits = sum({int(RIGHTS[label]) for label in labels})
    if bits & Right.MODERATE:
        bits |= Right.READ
    if bits & Right.READ:
        return bits & ~Right.OWN  # whoever may read all of it needs no right to what is theirs
    if bits & (Right.WRITE_AS | Right.WRITE_ON_BEHALF) and not bits & Right.OWN:
        return bits | Right.READ
    return bits


def labels_of(bits: int) -> list[str]:
    """The names of the rights in a sum."""
    return [label for label, right in RIGHTS.items() if bits & right]


def add_user(new: NewUser, *, by: int | None, at: datetime) -> User:
    """A person with a login; raises BadInput."""
    address = clean_address(new.address)
    if new.role not in Role.values:
        raise BadInput("bad-role", f"A role is one of {', '.join(Role.values)}.")
    if User.objects.filter(address=address).exists():
        raise Conflict("taken", f"{address} is there already.")
    user = User(address=address, name=clean_name(new.name), role=new.role, language=new.language)
    user.password = new.password or "!"  # "!" matches no password
    user.save()
    audit("user.added", actor=by, at=at, detail={"user": address, "role": user.role})
    record("user.added", at=at, actor=by, data={"user": user.pk})
    return user


def change_user(user: int, *, values: Mapping[str, Any], by: int | None, at: datetime) -> User:
    """Change `name`, `role`, `active` or `password` (hashed) of a person; raises BadInput.

    A new password or the end of an account ends all sessions and tokens at once (PROMISES L36).
    """
    found = User.objects.select_for_update().get(pk=user)
    if "name" in values:
        found.name = clean_name(values["name"])
    if "role" in values:
        if values["role"] not in Role.values:
            raise BadInput("bad-role", f"A role is one of {', '.join(Role.values)}.")
        found.role = values["role"]
    if "active" in values:
        found.is_active = bool(values["active"])
    if "password" in values:
        found.password = values["password"]
    found.save()
    if not User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exists():
        raise Conflict("last-administrator", "Somebody must stay administrator.")
    if "password" in values or not found.is_active:
        Session.objects.filter(user=found).delete()
        Token.objects.filter(user=found).delete()
    detail = {"user": found.address, "role": found.role, "active": found.is_active}
    audit("user.changed", actor=by, at=at, detail={**detail, "changed": sorted(values)})
    record("user.changed", at=at, actor=by, data={"user": user})
    return found


def set_preferences(user: int, *, values: Mapping[str, Any], at: datetime) -> User:
    """What people choose for themselves: name, language, scheme, shortcuts, time zone, density.

    Raises BadInput."""
    if values.get("language", "en") not in LANGUAGES:
        raise BadInput("bad-language", f"A language is one of {', '.join(LANGUAGES)}.")
    if values.get("scheme", "auto") not in SCHEMES:
        raise BadInput("bad-scheme", f"A scheme is one of {', '.join(SCHEMES)}.")
    if values.get("density", "compact") not in DENSITIES:
        raise BadInput("bad-density", f"A density is one of {', '.join(DENSITIES)}.")
    if "timezone" in values:
        clean_timezone(values["timezone"])
    found = User.objects.select_for_update().get(pk=user)
    for name in ("language", "scheme", "shortcuts", "timezone", "density"):
        if name in values:
            setattr(found, name, values[name])
    if "name" in values:
        found.name = clean_name(values["name"])
    found.save()
    record("user.changed", at=at, actor=user, data={"user": user})
    return found


def set_grant(address: int, *, user: int, rights: int, by: int | None, at: datetime) -> None:
    """Give exactly these rights (a sum of Right bits) on an address; 0 takes all away."""
    if rights:
        Grant.objects.update_or_create(
            user_id=user, address_id=address, defaults={"rights": rights}
        )
    else:
        Grant.objects.filter(user_id=user, address_id=address).delete()
    name = User.objects.values_list("address", flat=True).get(pk=user)
    detail = {"user": name, "rights": labels_of(rights)}
    audit("grant.set", actor=by, at=at, address=address, detail=detail)
    record("grant.changed", at=at, address=address, actor=by, data={"user": user})


def set_team_grant(address: int, *, team: int, rights: int, by: int | None, at: datetime) -> None:
    """The same as `set_grant` for all members of a team."""
    if rights:
        Grant.objects.update_or_create(
            team_id=team, address_id=address, defaults={"rights": rights}
        )
    else:
        Grant.objects.filter(team_id=team, address_id=address).delete()
    title = Team.objects.values_list("name", flat=True).get(pk=team)
    detail = {"team": title, "rights": labels_of(rights)}
    audit("grant.set", actor=by, at=at, address=address, detail=detail)
    record("grant.changed", at=at, address=address, actor=by, data={"team": team})
