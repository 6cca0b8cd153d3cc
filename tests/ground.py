"""The ground of every run, laid before Django reads its settings: a data folder of its own.

Named in `addopts` (-p), because pytest-django reads the settings before any conftest is loaded.
"""

import os
import tempfile

os.environ["TRIPOST_DATA"] = tempfile.mkdtemp(prefix="tripost-test-")
os.environ.setdefault("TRIPOST_DEMO", "0")

if os.environ.get("TRIPOST_TEST_POSTGRES") and "TRIPOST_DATABASE_URL" not in os.environ:
    from tests.postgres import start

    os.environ["TRIPOST_DATABASE_URL"] = start()  # workers inherit it; each has its own database
