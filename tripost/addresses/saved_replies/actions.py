"""Keep, change and remove saved replies: one verb, one Change each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tripost.addresses.models import SavedReply
from tripost.core.html import sanitise
from tripost.kit.entered import BadInput, one_line
from tripost.store.changes import record

NAME_LIMIT = 120  # characters
TEXT_LIMIT = 100_000
PER_SCOPE = 1_000


@dataclass(frozen=True, slots=True)
class Scope:
    """For whom: a person alone, an address, or (neither) everybody."""

    owner: int | None = None
    address: int | None = None


def add(scope: Scope, *, given: Mapping[str, str], by: int, at: datetime) -> int:
    """A new one; its id. `given`: name, folder, text, html. Raises BadInput."""
    place: dict[str, Any] = {"owner_id": scope.owner, "address_id": scope.address}
    if SavedReply.objects.filter(**place).count() >= PER_SCOPE:
        raise BadInput("too-many-replies", f"There can be {PER_SCOPE:,} saved replies.")
    if "name" not in given:
        raise BadInput("bad-name", "A saved reply needs a name.")
    kept = SavedReply.objects.create(**place, **_clean(given))
    _tell(scope, by=by, at=at)
    return kept.pk


def change(reply: int, *, scope: Scope, given: Mapping[str, str], by: int, at: datetime) -> None:
    """Set what is given, and for whom it is; raises SavedReply.DoesNotExist, BadInput."""
    kept = SavedReply.objects.select_for_update().get(pk=reply)
    before = Scope(kept.owner_id, kept.address_id)
    for name, value in _clean(given).items():
        setattr(kept, name, value)
    kept.owner_id, kept.address_id = scope.owner, scope.address
    kept.save()
    _tell(scope, by=by, at=at)
    if before != scope:
        _tell(before, by=by, at=at)


def remove(reply: int, *, by: int, at: datetime) -> None:
    """Raises SavedReply.DoesNotExist."""
    kept = SavedReply.objects.get(pk=reply)
    scope = Scope(kept.owner_id, kept.address_id)
    kept.delete()
    _tell(scope, by=by, at=at)


def _clean(given: Mapping[str, str]) -> dict[str, Any]:
    """What is kept; HTML without anything a mail may not hold."""
    clean: dict[str, Any] = {}
    if "name" in given:
        clean["name"] = one_line(
            given["name"], limit=NAME_LIMIT, code="bad-name", what="A saved reply's name"
        )
    if "folder" in given:
        folder = given["folder"].strip()
        clean["folder"] = (
            one_line(folder, limit=NAME_LIMIT, code="bad-folder", what="A folder") if folder else ""
        )
    for name in ("text", "html"):
        if len(given.get(name, "")) > TEXT_LIMIT:
            raise BadInput("too-long", f"A saved reply has up to {TEXT_LIMIT:,} characters.")
    if "text" in given:
        clean["text"] = given["text"]
    if "html" in given:
        html = given["html"]
        clean["html"] = (
            sanitise(html, remote=True, cid=lambda _: None, proxy=lambda url: url).html
            if html
            else ""
        )
    return clean


def _tell(scope: Scope, *, by: int, at: datetime) -> None:
    """One's own concern nobody else; those of an address all who have it; the rest everybody."""
    if scope.owner is not None:
        record("saved_reply.mine", at=at, actor=by)
    else:
        record("saved_replies.changed", at=at, address=scope.address, actor=by)
