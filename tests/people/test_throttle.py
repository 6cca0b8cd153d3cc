"""Who guesses waits; a network of IPv6 is one place, and only proxies we name are believed."""

from datetime import datetime, timedelta
from ipaddress import ip_network
from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from tripost.people import throttle
from tripost.servers.http.pages.frame import source_of


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("nonsense", "nonsense"),
        ("x" * 100, "x" * 64),
    ],
)
def test_one_place_on_the_net(source: str, place: str) -> None:
    assert throttle.place_of(source) == place


@pytest.mark.django_db
def test_moving_within_an_ipv6_network_does_not_help(now: datetime) -> None:
    for number in range(throttle.PER_LOGIN):
        throttle.failed(f"2001:db8::{number:x}", login="anna", at=now)
    assert throttle.waiting("2001:db8::ffff", login="anna", at=now) is not None
    assert throttle.waiting("2001:db8:0:1::1", login="anna", at=now) is None
    assert throttle.waiting("2001:db8::ffff", login="ben", at=now) is None
    assert throttle.waiting("2001:db8::ffff", login="anna", at=now, limit=9) is None
    later = now + throttle.WINDOW + timedelta(seconds=1)
    assert throttle.waiting("2001:db8::ffff", login="anna", at=later) is None


PROXIES = ("127.0.0.0/8", "10.0.0.0/24")


@pytest.mark.parametrize(
    ("peer", "header", "source"),
    [
        ("203.0.113.7", None, "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", "203.0.113.7"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "1.2.3.4, 198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "198.51.100.1, 10.0.0.9", "198.51.100.1"),
        ("10.0.0.9", "2001:db8::1", "2001:db8::1"),
        ("10.0.1.9", "2001:db8::1", "10.0.1.9"),
        ("127.0.0.1", "nonsense", "127.0.0.1"),
        ("127.0.0.1", "10.0.0.8, 10.0.0.9", "10.0.0.8"),
    ],
)
def test_only_proxies_that_are_trusted_are_believed(
    peer: str, header: str | None, source: str
) -> None:
    settings = SimpleNamespace(trusted_proxies=tuple(ip_network(p) for p in PROXIES))
    headers = {} if header is None else {"HTTP_X_FORWARDED_FOR": header}
    request = RequestFactory().get("/sign-in/", REMOTE_ADDR=peer, **headers)
    request.META["tripost.services"] = SimpleNamespace(settings=settings)
    assert source_of(request) == source
