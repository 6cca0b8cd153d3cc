"""What is known about the author of a post, for the From of its copies?"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tripost.core.authentication import Authentication, from_json
from tripost.core.dmarc import Wish, policy
from tripost.core.rewriting import Facts
from tripost.kit.dns import Asking, Lookup, NoAnswer
from tripost.store.json_columns import decoded
from tripost.store.reads import Reader

Named = tuple[str, str]  # name, address

# The index of the ledger is by conversation.
_ROW = """
SELECT m.from_name, m.from_address, m.recipients, m.verified, m.warnings, u.name, u.address,
 (SELECT i.trace FROM store_intake i WHERE i.conversation_id = m.conversation_id
  AND i.message_id = m.id ORDER BY i.id LIMIT 1)
FROM store_message m LEFT JOIN people_user u ON u.id = m.author_id WHERE m.id = %s"""
_NEWEST = """
SELECT id FROM store_message WHERE address_id = %s AND from_address = %s AND direction = 'in'
ORDER BY id DESC LIMIT 1"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """`facts` say who; `wishes`: their own Reply-To; `origin`: what was found on arrival, None
    where nobody asked (one of ours); `signers`: domains whose aligned signature held."""

    facts: Facts
    wishes: tuple[Named, ...] = ()
    origin: Authentication | None = None
    signers: frozenset[str] = frozenset()


def of(reader: Reader, message: int | None, *, hosts: Callable[[str], bool], email: str) -> Author:
    """`hosts`: whether a domain is ours; `email`: of the list, which may have written itself."""
    row = reader.row(_ROW, (message,)) if message is not None else None
    if row is None:
        return Author(facts=Facts(name="", address=""))
    name, address, recipients, verified, warnings, colleague, own_address, trace = row
    found = decoded(recipients) or {}
    wishes = tuple((who, to) for who, to in found.get("reply_to", ()) if to)
    if not wishes and colleague is not None and address.lower() == email:
        wishes = ((colleague, own_address),)  # written as the list: answers go to who wrote
    origin = _origin(trace)
    alone = "several-from" not in (decoded(warnings) or ())  # RFC 9989 §4.3: else nobody wrote it
    return Author(
        facts=Facts(
            name=name,
            address=address,
            ours=hosts(address.rpartition("@")[2].lower()),
            believed=alone and bool(verified or colleague is not None),
            policy=_policy(origin),
            signed=alone and origin is not None and origin.signed_by_author,
        ),
        wishes=wishes,
        origin=origin,
        signers=frozenset(
            one.domain
            for one in (origin.signatures if origin is not None else ())
            if one.aligned and one.result == "pass"
        ),
    )


def expected(
    reader: Reader, *, address: int, email: str, author: str, hosts: Callable[[str], bool],
    lookup: Lookup,
) -> Facts:  # fmt: skip
    """For a preview: what would hold for a post of this author now. Asks DNS, so it waits.

    Whether they sign is known from their newest post to this list.
    """
    author = author.strip().lower()
    domain = author.rpartition("@")[2]
    newest = reader.row(_NEWEST, (address, author))
    known = of(reader, newest[0], hosts=hosts, email=email) if newest is not None else None
    ours = hosts(domain)
    return Facts(
        name=known.facts.name if known is not None else "",
        address=author,
        ours=ours,
        believed=ours or (known is not None and known.facts.believed),
        policy=None if ours else _asked(domain, lookup=lookup),
        signed=known is not None and known.facts.signed,
        untouched=known is not None and known.facts.signed,
    )


def _asked(domain: str, *, lookup: Lookup) -> Wish | None:
    try:
        return policy(domain, txt=Asking(lookup).txt).wish
    except NoAnswer:
        return None


def _policy(origin: Authentication | None) -> Wish | None:
    known = origin is not None and origin.dmarc in ("pass", "fail", "none")
    return origin.policy if origin is not None and known else None


def _origin(trace: Any) -> Authentication | None:
    said = (decoded(trace) or {}).get("origin")
    return from_json(said) if said else None
