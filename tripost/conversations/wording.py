"""The words around an answer: signature, and the answered mail quoted below."""

from dataclasses import dataclass
from datetime import datetime
from html import escape


@dataclass(frozen=True, slots=True)
class Answered:
    """The mail that is answered; ids without angle brackets."""

    message_id: str
    references: tuple[str, ...]
    who: str
    at: datetime
    visible: str


def whole_text(text: str, *, signature: str, answered: Answered | None, language: str) -> str:
    """RFC 3676 §4.3: a signature begins with "-- "; the answered mail stands below."""
    parts = [text]
    if signature:
        parts.append(f"-- \n{signature}")
    if answered is not None and answered.visible:
        quoted = "\n".join(f"> {line}".rstrip() for line in answered.visible.split("\n"))
        parts.append(f"{_quote_line(answered, language=language)}\n{quoted}")
    return "\n\n".join(parts) + "\n"


def whole_html(html: str, *, signature: str, answered: Answered | None, language: str) -> str:
    """The same for the HTML part; "" stays "": then there is none."""
    if not html:
        return ""
    parts = [html]
    if signature:
        parts.append(f"<p>-- <br>{_as_html(signature)}</p>")
    if answered is not None and answered.visible:
        line = escape(_quote_line(answered, language=language))
        quoted = _as_html(answered.visible)
        parts.append(f'<p>{line}</p><blockquote type="cite">{quoted}</blockquote>')
    return "\n".join(parts)


def _quote_line(answered: Answered, *, language: str) -> str:
    at = answered.at
    if language == "de":
        return f"Am {at:%d.%m.%Y} um {at:%H:%M} schrieb {answered.who}:"
    return f"On {at:%d %b %Y at %H:%M}, {answered.who} wrote:"


def _as_html(text: str) -> str:
    return escape(text).replace("\n", "<br>\n")
