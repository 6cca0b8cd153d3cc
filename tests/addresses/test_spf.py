"""The SPF record names our host in the way the standard wants it."""

import pytest

from tripost.addresses.queries import KeyRow, dns_records


@pytest.mark.parametrize(
    ("base_url", "wanted"),
    [
        ("https://mail.acme.example", "a:mail.acme.example"),
        ("http://127.0.0.1:8000", "ip4:127.0.0.1"),
        ("http://[2001:db8::1]:8000", "ip6:2001:db8::1"),
    ],
)
def test_our_host(base_url: str, wanted: str) -> None:
    row = KeyRow(domain="acme.example", selector="tripost", rsa="", ed25519="")
    records = dns_records(row, kind="split", base_url=base_url)
    assert f"v=spf1 mx {wanted} ~all" in [record.value for record in records]
