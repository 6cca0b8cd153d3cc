"""As whom would subscribers see a post of this author? Asks DNS, so it waits."""

from dataclasses import dataclass, replace

from tripost.addresses.queries import hosted
from tripost.core.address import BadAddress, normalise
from tripost.core.rewriting import decide
from tripost.kit.dns import Lookup
from tripost.kit.entered import BadInput
from tripost.modes.distribution_list.posting.authors import expected
from tripost.modes.distribution_list.posting.settings import of
from tripost.modes.distribution_list.posting.shaping import replies
from tripost.people.models import User
from tripost.store.reads import DjangoReader


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What the copies say, and why: codes of core/rewriting.py."""

    step: str
    from_: str
    reply_to: tuple[str, ...]
    why: str


def shown(address: int, *, author: str, lookup: Lookup) -> Preview:
    """Raises BadInput for what is no mail address."""
    try:
        email = normalise(author)
    except BadAddress as wrong:
        raise BadInput("bad-address", wrong.message) from None
    reader = DjangoReader()
    listing = of(reader, address)
    facts = expected(
        reader,
        address=address,
        email=listing.email,
        author=email,
        hosts=lambda domain: hosted(reader, domain) is not None,
        lookup=lookup,
    )
    name = facts.name or User.objects.filter(address=email).values_list("name", flat=True).first()
    # A prefix or a footer breaks the author's signature; without them it may hold.
    untouched = facts.untouched and not (listing.prefix or listing.footer)
    facts = replace(facts, name=name or "", untouched=untouched)
    found = decide(facts, list_name=listing.name, list_email=listing.email)
    answers = replies(listing, author=(facts.name, email), wishes=())
    return Preview(
        step=found.step,
        from_=_written(found.name, found.address),
        reply_to=tuple(_written(who, to) for who, to in answers),
        why=found.why,
    )


def _written(name: str, address: str) -> str:
    """For people to read, not for a header."""
    return f"{name} <{address}>" if name else address
