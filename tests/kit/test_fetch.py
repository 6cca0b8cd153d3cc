"""The way out: which addresses are out in the world, and which tricks are refused."""

import socket
import threading
from ipaddress import ip_address

import pytest

from tripost.kit import fetch as module
from tripost.kit.fetch import Refused, fetch, is_public

INSIDE = (
    "0.0.0.0 10.0.0.1 100.64.0.1 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1 "
    "192.0.0.8 192.0.2.1 192.168.1.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 240.0.0.1 "
    "255.255.255.255 :: ::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::7f00:1 "
    "64:ff9b:1::a00:1 2002:7f00:1:: 2001:0:7f00:1:: 100::1 2001:db8::1 fc00::1 fd12::1 fe80::1 "
    "fec0::1 ff02::1"
)


@pytest.mark.parametrize("address", INSIDE.split())
def test_what_is_not_out_in_the_world(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700:4700::1111"])
def test_what_is(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://localhost/",
        "http://user:pass@93.184.216.34/",
        "http://93.184.216.34:22/",
        "http://93.184.216.34:notaport/",
        "http://93.184.216.34/a b",
        "http://93.184.216.34/\r\nHost: x",
        "http://",
        "//93.184.216.34/",
    ],
)
def test_tricks_are_refused_before_anything_is_sent(url: str) -> None:
    with pytest.raises(Refused):
        fetch(url, types=frozenset(("image/png",)), limit=10)


def test_a_host_that_drips_headers_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    gone = threading.Event()

    def drip() -> None:
        peer, _ = listener.accept()
        peer.sendall(b"HTTP/1.1 200 OK\r\n")
        while not gone.wait(0.02):
            try:
                peer.sendall(b"x")
            except OSError:
                gone.set()

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    monkeypatch.setattr(module, "TOTAL_SECONDS", 0.2)
    monkeypatch.setattr(module, "_pinned", lambda parts: listener.getsockname())
    with pytest.raises(Refused):
        fetch("http://drip.example/x.png", types=frozenset(("image/png",)), limit=1_000)
    gone.set()
    thread.join(5)
    listener.close()
