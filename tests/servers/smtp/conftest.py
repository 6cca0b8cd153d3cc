"""Every door is tried in both event loops: asyncio's own and uvloop, which serves in earnest."""

import asyncio

import pytest
import uvloop

POLICIES = [asyncio.DefaultEventLoopPolicy(), uvloop.EventLoopPolicy()]


@pytest.fixture(params=POLICIES, ids=["asyncio", "uvloop"])
def event_loop_policy(request: pytest.FixtureRequest) -> asyncio.AbstractEventLoopPolicy:
    """pytest-asyncio makes the loop of each test by this."""
    policy: asyncio.AbstractEventLoopPolicy = request.param
    return policy
