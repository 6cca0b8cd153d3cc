"""What does the author's domain ask of its mail, and whose signature speaks for it? (RFC 9989)

The organisation of a domain is found by walking up the tree, never by a list of suffixes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

LABELS: Final = 8  # §4.10: a tree walk asks at most eight times

Txt = Callable[[str], list[str] | None]  # None: no such record; it may raise, and that is passed on
Result = Literal["pass", "fail", "none", "temperror", "unasked"]
Wish = Literal["", "none", "quarantine", "reject"]  # "" = there is no record
_WISHES: Final[dict[str, Wish]] = {
    "none": "none",
    "quarantine": "quarantine",
    "reject": "reject",
}
_MILDER: Final[dict[Wish, Wish]] = {
    "": "",
    "none": "none",
    "quarantine": "none",
    "reject": "quarantine",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What holds for one author's domain; `home` is its organisation."""

    domain: str
    home: str
    wish: Wish = ""
    strict_dkim: bool = False
    strict_spf: bool = False
    found: bool = False  # a record, whatever it asks


def policy(domain: str, *, txt: Txt) -> Policy:
    """Look up the policy of the domain in a From. What `txt` raises is passed on."""
    domain = domain.lower().rstrip(".")
    walk = _walk(domain, txt=txt)
    home = _home(domain, walk)
    tags = walk.get(domain) or walk.get(home) or _registry(domain, walk)
    if tags is None:
        return Policy(domain=domain, home=home)
    asked = tags.get("p", "")
    if domain not in walk and tags.get("sp") in _WISHES:
        asked = tags["sp"]
    wish = _WISHES.get(asked, "none")  # §4.7: what is not understood asks for nothing
    if tags.get("t") == "y":
        wish = _MILDER[wish]  # the domain only tries it out
    return Policy(
        domain=domain,
        home=home,
        wish=wish,
        strict_dkim=tags.get("adkim") == "s",
        strict_spf=tags.get("aspf") == "s",
        found=True,
    )


def aligned(other: str, *, of: Policy, strict: bool, txt: Txt) -> bool:
    """Whether a domain that was authenticated speaks for the author's (§4.4)."""
    other = other.lower().rstrip(".")
    if other == of.domain:
        return True
    if strict or not (other == of.home or other.endswith(f".{of.home}")):
        return False
    return other == of.home or _home(other, _walk(other, txt=txt)) == of.home


def _walk(domain: str, *, txt: Txt) -> dict[str, dict[str, str]]:
    """The records on the way up, the longest name first (§4.10)."""
    labels = domain.split(".")
    starts = [0, *range(max(1, len(labels) - LABELS + 1), len(labels))]
    found: dict[str, dict[str, str]] = {}
    for start in starts:
        name = ".".join(labels[start:])
        tags = _tags(txt(f"_dmarc.{name}"))
        if tags is None:
            continue
        found[name] = tags
        if tags.get("psd") in ("n", "y"):
            break
    return found


def _home(domain: str, walk: dict[str, dict[str, str]]) -> str:
    """The organisation (§4.10.2): where psd=n stands, below a registry, or the highest record."""
    if not walk:
        return domain
    top = list(walk)[-1]
    if walk[top].get("psd") == "y" and top != domain:
        return ".".join(domain.split(".")[-(len(top.split(".")) + 1) :])
    return top


def _registry(domain: str, walk: dict[str, dict[str, str]]) -> dict[str, str] | None:
    """§4.7: a registry may ask something of the domains below it."""
    return list(walk.values())[-1] if walk and domain not in walk else None


def _tags(records: list[str] | None) -> dict[str, str] | None:
    """The tags of the one record; several count as none (§4.7)."""
    found = [one for one in records or () if _is_policy(one)]
    if len(found) != 1:
        return None
    pairs = (part.partition("=") for part in found[0].split(";"))
    return {name.strip().lower(): value.strip().lower() for name, _, value in pairs}


def _is_policy(record: str) -> bool:
    name, equals, value = record.partition(";")[0].partition("=")
    return bool(equals) and (name.strip().lower(), value.strip()) == ("v", "DMARC1")
