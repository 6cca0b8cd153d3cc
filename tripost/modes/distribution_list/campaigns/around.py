"""What a mail program shows around a campaign: from whom, where answers go, pictures from afar."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape, unescape
from typing import Final

from tripost.modes.distribution_list.campaigns.queries import Campaign
from tripost.modes.distribution_list.campaigns.replying import Named, answers_to
from tripost.modes.distribution_list.posting import settings
from tripost.store.reads import Reader

_PICTURE: Final = re.compile(r'(<img\b[^>]{0,4000}?\bsrc=")(https?://[^"]{1,4000})(")', re.I)


@dataclass(frozen=True, slots=True)
class Heads:
    """Name and address each; `answers` where Reply-To leads, as its sender stands now."""

    sender: Named
    answers: Named


def heads(reader: Reader, *, campaign: Campaign) -> Heads:
    """From and Reply-To as they will be."""
    how = settings.of(reader, campaign.address)
    return Heads((how.name, how.email), answers_to(reader, campaign=campaign, how=how))


def afar(html: str, *, base_url: str) -> int:
    """How many of a page's pictures lie on other servers than ours."""
    return sum(_is_afar(found[2], base_url) for found in _PICTURE.finditer(html))


def through(html: str, *, base_url: str, proxy: Callable[[str], str]) -> str:
    """The page with pictures from other servers asked for by us: nobody there learns who looks."""

    def named(found: re.Match[str]) -> str:
        if not _is_afar(found[2], base_url):
            return found[0]
        return f"{found[1]}{escape(proxy(unescape(found[2])))}{found[3]}"

    return _PICTURE.sub(named, html)


def _is_afar(url: str, base_url: str) -> bool:
    return not unescape(url).startswith(f"{base_url}/")
