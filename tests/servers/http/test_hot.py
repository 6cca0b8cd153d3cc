"""The short way to the list answers byte for byte what the long way does, or nothing at all."""

import pytest

from tests.doors import House
from tests.world import READ_WRITE
from tripost.servers.http.hot import Hot


@pytest.mark.parametrize(
    ("query", "short"),
    [
        ("", True),
        ("limit=1", True),
        ("address=support@acme.example&view=open", True),
        ("address=SUPPORT%40acme.example", True),
        ("view=mine&limit=1000", True),
        ("limit=0", False),
        ("limit=1001", False),
        ("limit=x", False),
        (f"limit={'1' * 5000}", False),
        ("cursor=eHw5OTk5OTk5OTk5OTk5OTk5OTk5OQ", False),  # x|99999999999999999999
        ("cursor=MjAyNi0xMS0yM3w5OTk5OTk5OTk5OTk5OTk5OTk5OQ", False),  # a day, the same number
        ("limit=1&limit=2", False),
        ("view=nonsense", False),
        ("cursor=nonsense", False),
        ("address=sales@acme.example", False),
        ("address=nobody@acme.example", False),
        ("q=x", False),
        ("ids=1", False),
    ],
)
def test_both_ways_agree(house: House, query: str, short: bool) -> None:
    if house.services.reader.__class__.__name__ != "SqliteReader":
        pytest.skip("on PostgreSQL there is only the long way")
    support = house.world.address("support", anna=READ_WRITE)
    house.world.address("sales", ben=READ_WRITE)
    for number in range(3):
        house.world.mail(support, message_id=f"m{number}@x.example")
    who = house.world.actor("anna")
    scope = {
        "path": "/api/v1/conversations",
        "method": "GET",
        "query_string": query.encode(),
        "headers": [],
    }
    body = Hot(house.services).answer(scope, who)
    assert (body is not None) is short
    with house.client("anna") as client:
        hot = client.get(f"/api/v1/conversations?{query}")
        house.app._inner._hot._reader = None
        cold = client.get(f"/api/v1/conversations?{query}")
    assert (hot.status_code, hot.content) == (cold.status_code, cold.content)
    if body is not None:
        assert body == cold.content
