"""As whom may this person write from an address? (M3, M7)"""

from dataclasses import dataclass

from tripost.people.models import Right
from tripost.people.policies import Actor


@dataclass(frozen=True, slots=True)
class From:
    """A From line; `sender` is set when somebody writes on behalf of the address."""

    id: str  # address | person | on_behalf
    name: str
    address: str
    kind: str  # as | on_behalf
    signature: str
    sender: tuple[str, str] | None = None


def identities(
    who: Actor, *, address: int, email: str, name: str, signature: str
) -> tuple[From, ...]:
    """What `who` may choose from, best first; nothing without a right to write.

    If somebody may both write as the address and on behalf of it, writing as it wins.
    """
    if who.may(Right.WRITE_AS, address=address):
        return (
            From("address", name, email, "as", signature),
            From("person", f"{who.name} · {name}", email, "as", signature),
        )
    if who.may(Right.WRITE_ON_BEHALF, address=address):
        sender = (who.name, who.address)
        return (From("on_behalf", name, email, "on_behalf", signature, sender),)
    return ()
