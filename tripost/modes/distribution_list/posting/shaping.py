"""What a list does to a post before it is copied: files out, prefix on, footer under it. Pure.

A signed or sealed mail stays as it is: whoever checks the signature shall find nothing changed.
"""

from dataclasses import dataclass

from tripost.core.message import ParsedMessage, parse
from tripost.core.reshape import prefixed, text_part, with_part, without
from tripost.core.sealed import is_sealed
from tripost.core.smtp.content import canonical
from tripost.modes.distribution_list.moderation.words import phrase
from tripost.modes.distribution_list.posting.attachments import unwanted
from tripost.modes.distribution_list.posting.settings import Settings

Named = tuple[str, str]  # name, address


@dataclass(frozen=True, slots=True, kw_only=True)
class Shaped:
    """A post as all its copies have it, canonical. `touched`: something in it was changed, so that
    the author's own signature holds no more. `reply_to`: where answers go."""

    raw: bytes
    touched: bool
    reply_to: tuple[Named, ...]


def shaped(raw: bytes, *, listing: Settings, author: Named, wishes: tuple[Named, ...]) -> Shaped:
    """`author` wrote it and `wishes` answers there (their own Reply-To). Raises NotCanonical."""
    before = canonical(raw)
    parsed = parse(before)
    after = before
    if not sealed(parsed):
        after = _stripped(before, parsed, listing)
        if listing.footer and not _has_footer(parsed.text, listing.footer):
            after = with_part(after, text_part(listing.footer))
        after = prefixed(after, listing.prefix, subject=parsed.subject)
    return Shaped(
        raw=after, touched=after != before, reply_to=replies(listing, author=author, wishes=wishes)
    )


def replies(listing: Settings, *, author: Named, wishes: tuple[Named, ...]) -> tuple[Named, ...]:
    """Where answers to a post go by the list's policy. An inbox that is gone: to the author."""
    match listing.reply_to:
        case "list":
            return ((listing.name, listing.email),)
        case "fixed" if listing.reply_fixed:
            return (("", listing.reply_fixed),)
        case "inbox" if listing.reply_inbox_email:
            return ((listing.reply_inbox_name, listing.reply_inbox_email),)
        case _:
            return wishes or ((author,) if author[1] else ())


def sealed(parsed: ParsedMessage) -> bool:
    """Whether nothing in it may be changed."""
    kinds = (part.content_type for part in parsed.root.walk())
    return is_sealed(kinds, text=parsed.text)


def _stripped(raw: bytes, parsed: ParsedMessage, listing: Settings) -> bytes:
    if listing.attachments != "strip":
        return raw
    bad = {
        file.path
        for file in parsed.attachments
        if not (file.inline and file.content_type.startswith("image/"))
        and unwanted(((file.filename, file.content_type),), types=listing.attachment_types)
    }
    files = [file for file in parsed.attachments if file.path in bad]

    def note(name: str) -> str:
        return phrase("stripped", language=listing.language, name=name or "–", list=listing.name)

    return without(raw, parsed, files, note=note) if files else raw


def _has_footer(text: str, footer: str) -> bool:
    """Whether it stands there already, not counting what is quoted."""
    said = [" ".join(one.split()) for one in text.splitlines() if not one.lstrip().startswith(">")]
    wanted = [" ".join(one.split()) for one in footer.splitlines()]
    return any(said[at : at + len(wanted)] == wanted for at in range(len(said) - len(wanted) + 1))
