"""The real server that commands work beside."""

from tests.storms.conftest import server as server
