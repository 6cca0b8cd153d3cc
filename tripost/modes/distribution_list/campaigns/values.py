"""What the variables of a campaign say to one person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tripost.core.campaign.variables import ATTRIBUTE
from tripost.core.filling import first_name
from tripost.kit.secrets import Secrets
from tripost.modes.distribution_list.campaigns import links
from tripost.modes.distribution_list.joining import tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """A subscriber as the variables see them."""

    subscriber: int
    email: str
    name: str = ""
    language: str = ""
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What all copies share. `base_url` without trailing slash; `counted`: how many links are."""

    list_name: str
    list_email: str
    base_url: str
    counted: int = 0


def values(
    secrets: Secrets, recipient: Recipient, *, around: Around, delivery: int
) -> dict[str, str]:
    """By name of variable; `link.<n>` for counted links. `delivery` 0: a copy that never left (a
    preview, a test). It is in other hands than the recipient's, so its links speak of nobody: with
    theirs a colleague could leave, move or agree in their name."""
    base = around.base_url
    who = recipient.subscriber if delivery else 0
    leave = tokens.leave(secrets, who, email=recipient.email, delivery=delivery)
    preferences = tokens.preferences(secrets, who, email=recipient.email)
    found = {
        **person(recipient),
        "list_name": around.list_name,
        "list_email": around.list_email,
        "unsubscribe_url": f"{base}/u/{leave}",
        "preferences_url": f"{base}/p/{preferences}",
        "web_url": f"{base}/w/{links.web(secrets, delivery)}",
    }
    for number in range(around.counted):
        found[f"link.{number}"] = f"{base}/r/{links.click(secrets, delivery, link=number)}"
    return found


def person(recipient: Recipient) -> dict[str, str]:
    """The part that is about the person alone."""
    first = first_name(recipient.name)
    return {
        "name": recipient.name,
        "first_name": first,
        "last_name": _last(recipient.name, first),
        "email": recipient.email,
        "language": recipient.language,
        **{f"{ATTRIBUTE}{key}": _said(value) for key, value in recipient.attributes.items()},
    }


def _last(name: str, first: str) -> str:
    """What follows the first name, or stands before the comma."""
    before, comma, _ = name.partition(",")
    if comma:
        return before.strip()
    return name.partition(first)[2].strip() if first else ""


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
