"""Servers that end with their test, whatever happens."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.storms.server import Server

SOAK = os.environ.get("TRIPOST_SOAK") == "1"


@pytest.fixture
def soak() -> bool:
    """Whether the long form was asked for (`make soak`)."""
    return SOAK


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Makes servers with a small world in them; not started yet."""
    made: list[Server] = []

    def make(**options: Any) -> Server:
        world = options.pop("world", True)
        one = Server(options.pop("data", tmp_path / f"data{len(made)}"), **options)
        if world:
            one.make_world()
        made.append(one)
        return one

    yield make
    for one in made:
        if one.process is not None and one.process.poll() is None:
            one.kill()
