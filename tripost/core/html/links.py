"""Does a link say one place and lead to another? (PROMISES L20, P36)"""

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

MAX_FOUND = 20

# On the sanitiser's output: values hold no `<`, `>` or `"`, so this is linear.
_LINK = re.compile(r"<a(?: (?!href=)[a-z-]++=\"[^\"]*+\")* href=\"(https?://[^\"]*+)\"[^>]*+>")
_SAID = re.compile(
    r"(?:https?://)?((?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24})(?=[/:?#]|$)", re.IGNORECASE
)
_TAG = re.compile(r"<[^>]*+>")
_MAX_TEXT = 300  # characters of a link's text that are read


@dataclass(frozen=True, slots=True)
class Misleading:
    """A link whose text names host `said`, but which leads to host `leads`."""

    said: str
    leads: str


def misleading_links(html: str) -> tuple[Misleading, ...]:
    """Return the links of sanitised HTML whose text names another host than they lead to."""
    found: dict[Misleading, None] = {}
    for link in _LINK.finditer(html):
        text = html[link.end() : link.end() + _MAX_TEXT].partition("</a>")[0]
        said = _SAID.match(unescape(_TAG.sub("", text)).strip())
        if said is None:
            continue
        leads = _host(unescape(link.group(1)))
        if leads and not _same(said.group(1).lower(), leads):
            found[Misleading(said=said.group(1).lower(), leads=leads)] = None
            if len(found) >= MAX_FOUND:
                break
    return tuple(found)


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return "?"  # an address that cannot be read leads nowhere the text says


def _same(said: str, leads: str) -> bool:
    said, leads = said.removeprefix("www."), leads.removeprefix("www.")
    return leads == said or leads.endswith("." + said)
