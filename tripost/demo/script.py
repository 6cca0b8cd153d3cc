"""Reads the demo world's script: who wrote what, how long ago."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

WORLD = Path(__file__).parent / "world"
LEIPZIG = timezone(timedelta(hours=1))

_RELATIVE = re.compile(r"(\d+) (min|h)")
_DAY = re.compile(r"(\d+) d (\d\d):(\d\d)")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened in a conversation; `what` as in the TOML files."""

    at: datetime
    by: str | None
    what: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Scene:
    """A conversation as the script tells it."""

    address: str
    contact: tuple[str, str]
    cc: tuple[tuple[str, str], ...]
    subject: str
    labels: tuple[str, ...]
    assign: str | None
    confidential: tuple[str, ...]
    automatic: str
    html: str
    raw: bytes
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Post:
    """A post to a list."""

    address: str
    by: str
    at: datetime
    subject: str
    text: str


def moment(ago: str, *, now: datetime) -> datetime:
    """ "12 min", "3 h" before now, or "2 d 10:20": that time of day, two days before."""
    if found := _RELATIVE.fullmatch(ago):
        amount = int(found[1])
        return now - (timedelta(minutes=amount) if found[2] == "min" else timedelta(hours=amount))
    found = _DAY.fullmatch(ago)
    if found is None:
        raise ValueError(f"The demo world does not understand {ago!r}")
    day = now.astimezone(LEIPZIG) - timedelta(days=int(found[1]))
    return day.replace(hour=int(found[2]), minute=int(found[3]), second=0, microsecond=0)


def scenes(*, now: datetime) -> Iterator[Scene]:
    """All conversations of the demo world."""
    for path in sorted(WORLD.glob("*.toml")):
        for told in tomllib.loads(path.read_text()).get("conversation", []):
            yield _scene(told, now=now)


def posts(*, now: datetime) -> Iterator[Post]:
    """All posts to lists, oldest first."""
    for path in sorted(WORLD.glob("*.toml")):
        for told in tomllib.loads(path.read_text()).get("post", []):
            at = moment(told["ago"], now=now)
            yield Post(path.stem, told["by"], at, told["subject"], told["text"])


def _scene(told: dict[str, Any], *, now: datetime) -> Scene:
    return Scene(
        address=told["address"],
        contact=(told["from"][0], told["from"][1]),
        cc=tuple((name, address) for name, address in told.get("cc", [])),
        subject=told["subject"],
        labels=tuple(told.get("labels", [])),
        assign=told.get("assign"),
        confidential=tuple(told.get("confidential", [])),
        automatic=told.get("automatic", ""),
        html=(WORLD / told["html"]).read_text() if "html" in told else "",
        raw=(WORLD / told["raw"]).read_bytes() if "raw" in told else b"",
        steps=tuple(
            Step(at=moment(step["ago"], now=now), by=step.get("by"), what=step)
            for step in told["steps"]
        ),
    )
