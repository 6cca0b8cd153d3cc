"""Subject, senders, texts and attachments of 107 odd mails against the set's own answers."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from tests.corpus import accepted, stalwart
from tripost.core.message import addresses, dates, ids, parameters
from tripost.core.message.parse import read
from tripost.core.message.words import Decoder

WANTED = {"subject": 79, "from": 77, "text": 85, "html": 27, "attachments": 100}
# What is equal without any accepted difference: may rise, must not fall.
OUTRIGHT = {"subject": 74, "from": 76, "text": 75, "html": 26, "attachments": 94}


def flat(text: str) -> str:
    return " ".join(text.replace("\0", "\ufffd").split())


def compared(raw: bytes, answer: stalwart.Answer) -> dict[str, tuple[Any, Any]]:
    """By measure: what we read, and what the set says."""
    mail = read(raw)
    pairs: dict[str, tuple[Any, Any]] = {"attachments": (len(mail.attachments), answer.attachments)}
    if answer.subject is not None:
        pairs["subject"] = (mail.subject, answer.subject)
    if answer.from_ is not None:
        pairs["from"] = (tuple(one.address for one in mail.from_), answer.from_)
    if answer.text is not None:
        pairs["text"] = (flat(mail.text), flat(answer.text))
    if answer.html is not None:
        pairs["html"] = (flat(mail.html), flat(answer.html))
    return pairs


def as_crlf(raw: bytes) -> bytes:
    return raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def test_mails_read_as_their_answers_say(corpora: Path, score: Callable[..., None]) -> None:
    equal: Counter[str] = Counter()
    reached: Counter[str] = Counter()
    total: Counter[str] = Counter()
    stale = []
    for name, raw, answer in stalwart.mails(corpora):
        for measure, (ours, theirs) in compared(raw, answer).items():
            total[measure] += 1
            equal[measure] += ours == theirs
            agreed = (measure, name) in accepted.MAILS
            reached[measure] += ours == theirs or agreed
            if agreed and ours == theirs:
                stale.append((measure, name))
    assert not stale, "accepted differences that are gone: strike them from the list"
    for measure, wanted in WANTED.items():
        score("mime_stalwart/eml", f"{measure}, equal", equal[measure], total[measure],
              OUTRIGHT[measure])  # fmt: skip
        score("mime_stalwart/eml", f"{measure}, and accepted", reached[measure], total[measure],
              wanted)  # fmt: skip


@pytest.mark.parametrize("change", [as_crlf, lambda raw: raw.replace(b"\r\n", b"\n")])
def test_line_endings_change_nothing(change: Callable[[bytes], bytes], corpora: Path) -> None:
    # Mails in UTF-16 or with bare CR mean something else after the change.
    apart = {"thirdparty/000", "thirdparty/005", "legacy/045", "legacy/022"}
    for name, raw, _ in stalwart.mails(corpora):
        if name not in apart:
            ours, again = read(raw), read(change(raw))
            assert flat(ours.text) == flat(again.text), name
            assert (ours.subject, ours.from_) == (again.subject, again.from_), name
            assert len(ours.attachments) == len(again.attachments), name


def people(value: bytes) -> Any:
    decoder = Decoder()
    found = addresses.entries(decoder.line(value), decoder=decoder)
    return [(one.group, one.name, "".join(one.spec.split())) for one in found]


def people_answer(answer: Any) -> Any:
    groups = answer.get("Group") or [{"name": None, "addresses": answer["List"]}]
    return [
        (group["name"] or "", one["name"] or "", "".join((one["address"] or "").split()))
        for group in groups
        for one in group["addresses"]
    ]


def date_answer(answer: Any) -> datetime | None:
    if answer is None:
        return None
    offset = timedelta(hours=answer["tz_hour"], minutes=answer["tz_minute"])
    zone = timezone(-offset if answer["tz_before_gmt"] else offset)
    fields = [answer[key] for key in ("year", "month", "day", "hour", "minute", "second")]
    return datetime(*fields, tzinfo=zone)


def content_type(value: bytes) -> Any:
    found = parameters.parse(value, decoder=Decoder())
    return found.value, {name: flat(text) for name, text in found.parameters.items() if flat(text)}


def content_type_answer(answer: Any) -> Any:
    if answer is None:
        return "", {}
    given = {
        name.lower(): flat(text)
        for name, text in answer.get("attributes") or ()
        if not name.endswith("-language") and flat(text)
    }
    return "/".join(filter(None, (answer["c_type"], answer["c_subtype"]))), given


def listed(value: bytes) -> list[str]:
    return [item for item in map(str.strip, Decoder().text(value).split(",")) if item]


TABLES: dict[str, tuple[Callable[[bytes], Any], Callable[[Any], Any]]] = {
    "address": (people, people_answer),
    "date": (lambda value: dates.parse(Decoder().line(value)), date_answer),
    "content_type": (content_type, content_type_answer),
    "id": (lambda value: list(ids.ids(value, decoder=Decoder())), lambda answer: answer or []),
    "list": (listed, lambda answer: answer),
    "unstructured": (lambda value: Decoder().text(value), lambda answer: answer),
}


@pytest.mark.parametrize("table", TABLES)
def test_header_table(table: str, corpora: Path, score: Callable[..., None]) -> None:
    ours, theirs = TABLES[table]
    rows = stalwart.rows(corpora, table)
    wrong = [json.dumps(answer) for value, answer in rows if ours(value) != theirs(answer)]
    wanted = -(-len(rows) * 95 // 100)
    score("mime_stalwart headers", table, len(rows) - len(wrong), len(rows), wanted)
