"""What all tests share: a data folder of their own, and a fixed clock."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says how busy the machine is, not whether the code is right.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    """A Monday morning."""
    return NOW


@pytest.fixture
def corpora() -> Path:
    """The mails that no one here wrote; skips where they are not at hand."""
    usual = Path(__file__).resolve().parent.parent.parent / "shared" / "corpora"
    folder = Path(os.environ.get("TRIPOST_CORPORA", usual))
    if not folder.is_dir():
        pytest.skip(f"the corpora are not at {folder} (TRIPOST_CORPORA)")
    return folder


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], None]:
    """A file per worker in a fresh folder: WAL leftovers never reach the next run."""
    from django.conf import settings

    file = str(tmp_path_factory.mktemp("db") / "test.sqlite3")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")

    def modify() -> None:
        database = settings.DATABASES["default"]
        on_sqlite = database["ENGINE"].endswith("sqlite3")
        database.setdefault("TEST", {})["NAME"] = file if on_sqlite else f"test_tripost_{worker}"

    modify()
    return modify
