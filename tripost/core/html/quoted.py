"""Where does the new text of an HTML mail end and the quoted mail begin?

Works on the mail as it came (ids still there); both halves are sanitised afterwards. Cuts only
at the end: a quote that is followed by new text (answers between the lines) stays in sight.
"""

import re

from tripost.core.quote import is_attribution

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)([^<>]*+)>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]*+>")
# One match consumes what it read, so hostile attributes cost linear time.
_ATTRIBUTE = re.compile(
    r"\b(class|id|style|type)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))", re.IGNORECASE
)
# Gmail, Thunderbird, Yahoo, Proton, Tuta, Zoho, Outlook, web.de.
_QUOTE_WORDS = """
    gmail_quote gmail_quote_container gmail_extra moz-cite-prefix moz-forward-container
    yahoo_quoted protonmail_quote tutanota_quote zmail_extra outlookmessageheader
    ms-outlook-mobile-reference-message mail-quote-collapse
"""
_QUOTE_CLASSES = frozenset(_QUOTE_WORDS.split())
# From here to the end all is the old mail: Outlook writes header and body as siblings.
_OUTLOOK_IDS = ("divrplyfwdmsg", "appendonsend", "mail-editor-reference-message-container")
_OUTLOOK_LINE = re.compile(r"border-top:solid(?:#e1e1e1|#b5c4df|windowtext)1\.0pt")
_UNSEEN = re.compile(r"<(style|script|title)\b", re.IGNORECASE)
_BLANK = re.compile(r"(?:\s|&nbsp;|&#160;|\u00a0|\u200b)*")
_BLOCK = re.compile(r"<(?:div|p|br)\b[^<>]*+>", re.IGNORECASE)
_MAX_SCAN = 1_000_000  # characters; a longer mail is looked at up to here


def split_quoted(html: str) -> tuple[str, str]:
    """Return (new part, quoted part or ""); joined they are `html`. Linear time."""
    start = _quote_start(html[:_MAX_SCAN])
    if start is None:
        return html, ""
    start = _with_attribution(html, start)
    if _blank(html[:start]) and "<img" not in html[:start].lower():
        return html, ""  # nothing but a quote: folding would leave an empty mail
    return html[:start], html[start:]


def _quote_start(html: str) -> int | None:
    """Return where the quotes begin after which no new text comes."""
    start: int | None = None
    name, depth, end = "", 0, 0  # the quote element we are in, or its end
    for tag in _TAG.finditer(html):
        closes, this, attributes = tag.group(1), tag.group(2).lower(), tag.group(3)
        if depth:
            depth += 0 if this != name else -1 if closes else 1
            end = tag.end()
            continue
        if start is not None:
            if not _blank(html[end : tag.start()]):
                start = None
            end = tag.end()
        kind = "" if closes or not attributes else _kind(this, attributes)
        if kind == "":
            continue
        start = tag.start() if start is None else start
        if kind == "rest":
            return start
        name, depth, end = this, 1, tag.end()
    if start is not None and not depth and not _blank(html[end:]):
        return None
    return start


def _kind(name: str, attributes: str) -> str:
    """Say what a start tag begins: "quote" (to its end tag), "rest" (to the end) or ""."""
    for found in _ATTRIBUTE.finditer(attributes):
        key, value = found[1].lower(), (found[2] or found[3] or found[4] or "").lower()
        if key == "type" and name == "blockquote" and value == "cite":
            return "quote"
        if key == "id" and value.endswith(_OUTLOOK_IDS):
            return "rest"
        if key == "style" and _OUTLOOK_LINE.search("".join(value.split())):
            return "rest"
        if key in ("class", "id") and not _QUOTE_CLASSES.isdisjoint(value.split()):
            return "quote"
    return ""


def _with_attribution(html: str, start: int) -> int:
    """Take the line "On …, … wrote:" before the quote along."""
    from_here = max(0, start - 2000)
    before = html[from_here:start]
    for found in reversed(list(_BLOCK.finditer(before))[-6:]):
        text = _text(before[found.start() :])
        if text and is_attribution(text):
            return from_here + found.start()
    return start


def _text(html: str) -> str:
    plain = _ANY_TAG.sub(" ", html).replace("&nbsp;", " ")
    plain = plain.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    return " ".join(plain.split())


def _blank(html: str) -> bool:
    """Say whether a stretch of HTML shows no text."""
    parts, at = [], 0
    while hidden := _UNSEEN.search(html, at):
        parts.append(html[at : hidden.start()])
        end = html.find("</" + hidden.group(1), hidden.end())
        at = end if end >= 0 else len(html)
    return _BLANK.fullmatch(_ANY_TAG.sub("", "".join([*parts, html[at:]]))) is not None
