"""May an answer that was given once be given again? Not to who has lost a right since (law 7)."""

import json
import re
from collections.abc import Mapping
from typing import Any

from tripost.people.policies import Actor, may_see
from tripost.store.reads import Reader

_PLACE = re.compile(r"/conversations/(\d{1,19})(?:/|$)")


def rights_of(who: Actor) -> dict[str, Any]:
    """With what somebody asked, as it is kept beside the answer."""
    return {"role": who.role, "rights": {str(a): bits for a, bits in who.rights.items()}}


def may_hear_again(
    reader: Reader, *, who: Actor, rights: Mapping[str, Any], path: str, body: bytes
) -> bool:
    """Whether `who` still has every right they asked with, and still sees what it was about."""
    if who.role != rights.get("role"):
        return False
    held: Mapping[str, int] = rights.get("rights", {})
    if any(bits & ~who.rights.get(int(address), 0) for address, bits in held.items()):
        return False
    return all(
        may_see(reader, who=who, conversation=place)
        for place in _conversations(path=path, body=body)
    )


def _conversations(*, path: str, body: bytes) -> set[int]:
    """The conversations an answer tells of: that of its path, and those it names itself."""
    found = {int(number) for number in _PLACE.findall(path)}
    try:
        told = json.loads(body)
    except ValueError:
        return found
    if not isinstance(told, dict):
        return found
    named = [told.get("conversation"), *(told.get("changed") or [])]
    named += [row.get("id") for row in told.get("rows") or []]
    if path.rstrip("/").endswith("/conversations"):
        named.append(told.get("id"))
    for one in named:
        value = one.get("id") if isinstance(one, dict) else one
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 19:
            found.add(int(value))
    return found
