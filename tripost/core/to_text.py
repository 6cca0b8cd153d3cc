"""What does an HTML mail say, read aloud? HTML → plain text in one linear pass.

For search, snippets, quote folding and the text/plain half of what we send; not for display of
layout. Quotes become "> " lines, so that `core.quote` finds them.
"""

import re
from html import unescape

MAX_HTML = 4_000_000  # characters that are read
MAX_QUOTE = 20  # levels of "> " written

# Quoted values are taken whole. Each alternative consumes what it read: no backtracking.
_TOKEN = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*)>?|(<!--)|<[!?/][^<>]*+>?"
    r"|([^<]++|<)"
)
_HREF = re.compile(r"\bhref\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))", re.IGNORECASE)
_ALT = re.compile(r"\balt\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))", re.IGNORECASE)
_HIDDEN_WORDS = "script style title template noscript textarea select svg math object"
_HIDDEN = frozenset(_HIDDEN_WORDS.split())
_END_OF_HIDDEN = {name: re.compile(f"</{name}", re.IGNORECASE) for name in _HIDDEN}
_PARAGRAPHS_WORDS = "p h1 h2 h3 h4 h5 h6 ul ol dl blockquote pre table hr"
_PARAGRAPHS = frozenset(_PARAGRAPHS_WORDS.split())
_LINES_WORDS = "div br tr li dt dd section article header footer center address form"
_LINES = frozenset(_LINES_WORDS.split())
_CELLS = frozenset({"td", "th"})


def to_text(html: str, *, links: bool = False) -> str:
    """Return the text of `html`; with `links`, addresses follow in <…> where the text hides them.

    Never raises; linear in the length.
    """
    page = _Page(links=links)
    html = html[:MAX_HTML]
    at = 0
    while found := _TOKEN.match(html, at):
        at = found.end()
        closes, name, attributes, comment, text = found.groups()
        if text:
            page.text(unescape(text) if "&" in text else text)
        elif comment:
            end = html.find("-->", at)
            at = end + 3 if end >= 0 else len(html)
        elif name:
            name = name.lower()
            if name in _HIDDEN and not closes:
                ending = _END_OF_HIDDEN[name].search(html, at)
                at = ending.start() if ending else len(html)
            elif closes:
                page.close(name)
            else:
                page.open(name, attributes)
    return page.result()


class _Page:
    """The lines written so far and the one being written."""

    __slots__ = ("_blank", "_links", "_pieces", "_pre", "_quote", "_target", "lines")

    def __init__(self, *, links: bool) -> None:
        self.lines: list[str] = []
        self._pieces: list[str] = []
        self._blank = False  # a blank line is due before the next text
        self._links = links
        self._target = ("", 0)  # where the open link leads, and its first piece
        self._pre = 0
        self._quote = 0

    def text(self, text: str) -> None:
        if self._pre:
            first, *rest = text.split("\n")
            self._pieces.append(first)
            for line in rest:
                self._end_line()
                self._pieces.append(line)
            return
        words = text.split()
        if text[0].isspace() and self._pieces:
            self._pieces.append(" ")
        if words:
            self._pieces.append(" ".join(words))
            if text[-1].isspace():
                self._pieces.append(" ")

    def open(self, name: str, attributes: str) -> None:
        if name in _PARAGRAPHS:
            self._end_line()
            self._blank = True
            self._quote += name == "blockquote"
            self._pre += name == "pre"
        elif name in _LINES:
            self._end_line(keep_empty=name == "br")
            if name == "li":
                self._pieces.append("- ")
        elif name in _CELLS and self._pieces:
            self._pieces.append(" ")
        elif name == "a" and self._links:
            self._target = (_value(_HREF, attributes), len(self._pieces))
        elif name == "img" and (alt := _value(_ALT, attributes)):
            self.text(alt)

    def close(self, name: str) -> None:
        if name in _PARAGRAPHS:
            self._end_line()
            self._blank = True
            self._quote = max(0, self._quote - (name == "blockquote"))
            self._pre = max(0, self._pre - (name == "pre"))
        elif name in _LINES and name != "br":
            self._end_line()
        elif name == "a" and self._target[0]:
            target, start = self._target
            said = "".join(self._pieces[start:]).strip()
            if target.startswith(("http:", "https:", "mailto:")) and said not in target:
                self._pieces.append(f" <{target}>")
            self._target = ("", 0)

    def result(self) -> str:
        self._end_line()
        return "\n".join(self.lines).strip("\n")

    def _end_line(self, *, keep_empty: bool = False) -> None:
        line = "".join(self._pieces).replace("\u00a0", " ")
        line = line.rstrip() if self._pre else " ".join(line.split())
        self._pieces.clear()
        self._target = (self._target[0], 0)
        if not line and not keep_empty and not self._pre:
            return
        prefix = "> " * min(self._quote, MAX_QUOTE)
        if self._blank and self.lines and self.lines[-1].strip("> "):
            self.lines.append(prefix.rstrip())
        self._blank = False
        self.lines.append(f"{prefix}{line}".rstrip())


def _value(pattern: re.Pattern[str], attributes: str) -> str:
    found = pattern.search(attributes)
    return unescape(found[1] or found[2] or found[3] or "").strip() if found else ""
