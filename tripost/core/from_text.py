"""Plain text → HTML that is safe to show: escaped, with its links alive and its breaks kept."""

import re
from html import escape

MAX_LINK = 2000  # characters

# Starts at a fixed word, takes what cannot end it, gives nothing back: linear (PROMISES P31).
_LINK = re.compile(
    r"\b(?:https?://|www\.(?=\w))[^\s<>\"'`{}|\\^\x00-\x20]++"
    r"|(?<![\w.+-])[\w.+-]{1,64}+@(?:[\w-]{1,63}+\.){1,8}\w{2,24}+(?![\w@]|\.\w)",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?…*_~'"
_PAIRS = {")": "(", "]": "["}


def from_text(text: str) -> str:
    """Return `text` as an HTML fragment. Every character of it is there, none of it is markup."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return f'<div style="white-space:pre-wrap">{linkify(text)}</div>'


def linkify(text: str) -> str:
    """Escape `text` and make its web and mail addresses links. Linear."""
    parts, at = [], 0
    for found in _LINK.finditer(text):
        link = _without_trailing(found.group())
        parts.append(escape(text[at : found.start()]))
        parts.append(_anchor(link) if len(link) <= MAX_LINK else escape(link))
        at = found.start() + len(link)
    return "".join([*parts, escape(text[at:])])


def _anchor(link: str) -> str:
    low = link.lower()
    if low.startswith(("http://", "https://")):
        target = link
    elif low.startswith("www."):
        target = "https://" + link
    else:
        target = "mailto:" + link
    return (
        f'<a href="{escape(target)}" target="_blank" rel="noopener noreferrer">{escape(link)}</a>'
    )


def _without_trailing(link: str) -> str:
    """Leave the sentence its full stop, and a bracket that was opened before the link."""
    counts = {mark: link.count(mark) for mark in ")(]["}
    end = len(link)
    while end:
        last = link[end - 1]
        if last in _PAIRS and counts[last] > counts[_PAIRS[last]]:
            counts[last] -= 1
        elif last not in _TRAILING:
            break
        end -= 1
    return link[:end]
