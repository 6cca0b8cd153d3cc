"""The small organisation these tests look at."""

from datetime import datetime

import pytest

from tests.doors import house as house
from tests.world import World


@pytest.fixture
def world(now: datetime) -> World:
    """Nobody is there yet."""
    return World(now)
