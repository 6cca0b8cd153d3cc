"""Servers that end with their test, whatever happens."""

import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests import postgres
from tests.storms.server import Server

SOAK = os.environ.get("TRIPOST_SOAK") == "1"


@pytest.fixture
def soak() -> bool:
    """Whether the long form was asked for (`make soak`)."""
    return SOAK


@pytest.fixture(scope="session")
def cluster() -> str:
    """The URL of a PostgreSQL of this run's own; skips where there is none."""
    try:
        return postgres.start()
    except postgres.NoPostgres:
        pytest.skip("PostgreSQL is not installed")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> str:
    """The URL of an empty database; "" means SQLite in the data folder."""
    if request.param == "sqlite":
        return ""
    cluster: str = request.getfixturevalue("cluster")
    name = f"storm_{uuid.uuid4().hex}"
    with psycopg.connect(cluster, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return cluster.removesuffix("/tripost") + f"/{name}"


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
