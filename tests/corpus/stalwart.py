"""Reads the answers of mime_stalwart into the words of Tripost."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """What the set says about a mail; None where it says nothing."""

    subject: str | None
    from_: tuple[str, ...] | None  # addresses
    text: str | None
    html: str | None
    attachments: int


def mails(corpora: Path) -> Iterator[tuple[str, bytes, Answer]]:
    """Name, bytes and answer of every mail, in both line endings (`.crlf` marks the second)."""
    folder = corpora / "mime_stalwart" / "eml"
    for path in sorted(folder.rglob("*.eml")):
        name = path.relative_to(folder).with_suffix("").as_posix()
        yield name, path.read_bytes(), _answer(json.loads(path.with_suffix(".json").read_text()))


def rows(corpora: Path, table: str) -> list[tuple[bytes, Any]]:
    """Header bytes (up to where the field ends) and the answer, of one header table."""
    data = json.loads((corpora / "mime_stalwart" / f"{table}.json").read_text())
    return [(_field(row["header"]), row["expected"]) for row in data]


def _field(text: str) -> bytes:
    """A table row may go on after the field; a field ends at a line that is not folded."""
    lines = text.replace("\r\n", "\n").split("\n")
    kept = [lines[0]]
    if not lines[0].strip() and len(lines) > 1:  # the field begins on its second line
        kept.append(lines.pop(1))
    for line in lines[1:]:
        if line[:1] not in {" ", "\t"} or not line:
            break
        kept.append(line)
    return "\n".join(kept).encode("utf-8", "surrogateescape")


def _answer(data: dict[str, Any]) -> Answer:
    parts = data["parts"]
    headers = {
        head["name"]: head["value"]
        for head in reversed(parts[0]["headers"])
        if isinstance(head["name"], str)
    }
    subject = headers.get("subject")
    return Answer(
        subject=subject.get("Text") if isinstance(subject, dict) else None,
        from_=_addresses(headers.get("from")),
        text=_joined(parts, data["text_body"], "Text"),
        html=_html(parts, data["html_body"]),
        attachments=len(data["attachments"]),
    )


def _addresses(value: Any) -> tuple[str, ...] | None:
    if not isinstance(value, dict) or "Address" not in value:
        return None
    found = value["Address"]
    if "List" in found:
        people = found["List"]
    else:
        people = [one for group in found["Group"] for one in group["addresses"]]
    return tuple(one["address"] or "" for one in people)


def _html(parts: list[dict[str, Any]], wanted: list[int]) -> str | None:
    """Plain texts between HTML parts are shown too, as Tripost does it."""
    bodies = [parts[index]["body"] for index in wanted]
    if not any("Html" in body for body in bodies if isinstance(body, dict)):
        return None
    shown = [
        body.get("Html") or f"<pre>{escape(body['Text'])}</pre>"
        for body in bodies
        if isinstance(body, dict) and (body.get("Html") or body.get("Text", "").strip())
    ]
    return "\n".join(shown)


def _joined(parts: list[dict[str, Any]], wanted: list[int], kind: str) -> str | None:
    bodies = [parts[index]["body"] for index in wanted]
    found = [body[kind] for body in bodies if isinstance(body, dict) and kind in body]
    return "\n".join(found) if found else None
