"""What all copies of a post share: shaped by the list, and its author shown as mildly as may be."""

from dataclasses import replace
from datetime import datetime

from tripost.core.rewriting import Facts, Shown, decide, survives
from tripost.modes.distribution_list import render
from tripost.modes.distribution_list.posting.authors import Author
from tripost.modes.distribution_list.posting.settings import Settings
from tripost.modes.distribution_list.posting.shaping import Shaped, shaped


def framed(
    raw: bytes, *, author: Author, listing: Settings, message_id: str, at: datetime
) -> render.Frame:
    """The frame of the copies, by the mildest step of core/rewriting.py that holds for them.

    The author's own From and signature are tried first and looked at as a reader's server will:
    what covers another byte than on arrival is not kept. Raises NotCanonical.
    """
    by = (author.facts.name, author.facts.address)
    shape = shaped(raw, listing=listing, author=by, wishes=author.wishes)
    same = not shape.touched and shape.reply_to in (author.wishes, (by,))
    first = _frame(
        shape, author, listing, facts=replace(author.facts, untouched=same),
        message_id=message_id, at=at,
    )  # fmt: skip
    shown, made = first
    if shown.step != "keeps" or _holds(raw, made, signers=author.signers):
        return made
    return _frame(
        shape, author, listing, facts=replace(author.facts, untouched=False),
        message_id=message_id, at=at,
    )[1]  # fmt: skip


def _frame(
    shape: Shaped, author: Author, listing: Settings, *, facts: Facts, message_id: str, at: datetime
) -> tuple[Shown, render.Frame]:
    shown = decide(facts, list_name=listing.name, list_email=listing.email)
    made = render.frame(
        shape.raw,
        listing=render.Listing(email=listing.email, name=listing.name),
        author=render.Author(
            name=facts.name, address=facts.address, reply_to=shape.reply_to, shown=shown
        ),
        message_id=message_id,
        at=at,
    )
    return shown, made


def _holds(raw: bytes, made: render.Frame, *, signers: frozenset[str]) -> bool:
    """Each copy also gets its own List-* fields; a signature may forbid to add them."""
    own = render.copy_fields("https://example.invalid/u/x")
    return survives(raw, own + made.head + made.body, domains=signers)
