"""The words around a mail: signature, and below it what is answered or forwarded. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Final

from tripost.core.compose import File

Named = tuple[str, str]  # name, address


@dataclass(frozen=True, slots=True)
class Answered:
    """The mail that is answered; ids without angle brackets."""

    message_id: str
    references: tuple[str, ...]
    who: str
    at: datetime
    visible: str


@dataclass(frozen=True, slots=True)
class Forwarded:
    """The mail that goes along, as its header is told to somebody else."""

    sender: Named
    to: tuple[Named, ...]
    cc: tuple[Named, ...]
    at: datetime
    subject: str


@dataclass(frozen=True, slots=True)
class Below:
    """What stands under the words and the signature, as text and (safe) HTML, "" = nothing; the
    ids that bind the mail to what it answers; files that come with it."""

    text: str = ""
    html: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    files: tuple[File, ...] = ()


def below_answer(answered: Answered | None, *, language: str, html: bool) -> Below:
    """The answered mail, quoted; also as HTML when the words are (`html`)."""
    if answered is None:
        return Below()
    ids = (*answered.references, answered.message_id) if answered.message_id else ()
    if not answered.visible:
        return Below(in_reply_to=answered.message_id, references=ids)
    line = _quote_line(answered, language=language)
    quoted = "\n".join(f"> {one}".rstrip() for one in answered.visible.split("\n"))
    cited = f'<blockquote type="cite">{_as_html(answered.visible)}</blockquote>'
    return Below(
        text=f"{line}\n{quoted}",
        html=f"<p>{escape(line)}</p>{cited}" if html else "",
        in_reply_to=answered.message_id,
        references=ids,
    )


_BLOCK: Final = {
    "de": ("-------- Weitergeleitete Nachricht --------", "Von", "Datum", "An", "Kopie", "Betreff"),
    "en": ("---------- Forwarded message ----------", "From", "Date", "To", "Cc", "Subject"),
}
_FORWARDS: Final = ("fwd:", "fw:", "wg:")


def below_forward(
    mail: Forwarded, *, text: str, html: str, language: str, files: Sequence[File]
) -> Below:
    """The mail with its header block. `html`: made safe; "" when it had none."""
    title, *names = _BLOCK["de" if language == "de" else "en"]
    values = (
        _people((mail.sender,)),
        f"{mail.at:%d.%m.%Y %H:%M}" if language == "de" else f"{mail.at:%d %b %Y %H:%M}",
        _people(mail.to),
        _people(mail.cc),
        mail.subject,
    )
    block = [(name, value) for name, value in zip(names, values, strict=True) if value]
    head = "\n".join([title, *(f"{name}: {value}" for name, value in block)])
    lines = "<br>\n".join(f"<b>{name}:</b> {escape(value)}" for name, value in block)
    return Below(
        text=f"{head}\n\n{text}".rstrip(),
        html=f"<p>{title}<br>\n{lines}</p>\n{html}" if html else "",
        files=tuple(files),
    )


def forward_subject(subject: str, *, language: str) -> str:
    """`Fwd: …` or `WG: …`, once."""
    if subject.lower().startswith(_FORWARDS):
        return subject
    return f"{'WG' if language == 'de' else 'Fwd'}: {subject}".strip()


def whole_text(text: str, *, signature: str, below: str) -> str:
    """RFC 3676 §4.3: a signature begins with "-- "; what is answered stands below."""
    parts = [text] if text else []
    if signature:
        parts.append(f"-- \n{signature}")
    if below:
        parts.append(below)
    return "\n\n".join(parts) + "\n"


def whole_html(html: str, *, signature: str, below: str) -> str:
    """The same for the HTML part; "" stays "": then there is none."""
    if not html:
        return ""
    parts = [html]
    if signature:
        parts.append(f"<p>-- <br>{_as_html(signature)}</p>")
    if below:
        parts.append(below)
    return "\n".join(parts)


def _people(some: Sequence[Named]) -> str:
    return ", ".join(f"{name} <{address}>" if name else address for name, address in some)


def _quote_line(answered: Answered, *, language: str) -> str:
    at = answered.at
    if language == "de":
        return f"Am {at:%d.%m.%Y} um {at:%H:%M} schrieb {answered.who}:"
    return f"On {at:%d %b %Y at %H:%M}, {answered.who} wrote:"


def _as_html(text: str) -> str:
    return escape(text).replace("\n", "<br>\n")
