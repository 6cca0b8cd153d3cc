"""Which addresses and parameters are understood?"""

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripost.core.smtp.grammar import SyntaxProblem, is_address, mail_path, rcpt_path

GOOD = [
    "a@b",
    "a.b+c=d@example.test",
    "..dots..@docomo.test",
    '"quoted \\" local"@b.test',
    "a@[192.0.2.1]",
    "a@[IPv6:2001:db8::1]",
    "jörg@bücher.test",
    "a@under_score.test",
    "x" * 300 + "@b.test",
]
BAD = [
    "",
    "a",
    "@b",
    "a@",
    "a b@c",
    "a@b c",
    "a@b\r\nRCPT TO:<c@d>",
    "a@b\n",
    "a@b\0",
    "a@b>",
    "<a@b",
    "a@-b.test",
    "a@b..test",
    "a@.test",
    "a@b@c",
    "a,c@b",
    "a\u2028@b c",
    "\ud800@b",
    "x" * 600 + "@b.test",
    '"a\r\n"@b',
    '"unclosed@b',
]


@pytest.mark.parametrize("address", GOOD)
def test_addresses_of_the_world_are_taken(address: str) -> None:
    assert is_address(address)
    assert mail_path(f"FROM:<{address}>".encode()).address == address
    assert rcpt_path(f"TO:<{address}>".encode()).address == address


@pytest.mark.parametrize("address", BAD)
def test_what_is_no_address_is_refused(address: str) -> None:
    assert not is_address(address)


@given(st.text())
def test_no_address_can_end_a_command(address: str) -> None:
    if is_address(address):
        assert not set(address) & set("\r\n\0")
        assert '"' in address or not set(address) & set("<> ")


@given(st.binary())
def test_any_bytes_are_understood_or_refused(argument: bytes) -> None:
    for read in (mail_path, rcpt_path):
        for start in (b"", b"FROM:", b"TO:<", b"FROM:<a@b> "):
            with contextlib.suppress(SyntaxProblem):
                assert not set(read(start + argument).address) & set("\r\n")


@pytest.mark.parametrize(
    "hostile", ['"' * 2000, '"\\' * 1000, "a." * 1000, "<" * 2000, "a-" * 1000]
)
def test_hostile_lines_cost_no_more_than_others(hostile: str) -> None:
    start = time.process_time()
    for argument in (f"FROM:<{hostile}", f"FROM:<{hostile}>", f"FROM:<a@{hostile}> {hostile}"):
        with pytest.raises(SyntaxProblem):
            mail_path(argument.encode())
    assert time.process_time() - start < 0.5


def test_the_null_sender_and_postmaster() -> None:
    assert mail_path(b"FROM:<>").address == ""
    assert rcpt_path(b"TO:<postmaster>").address == "postmaster"
    with pytest.raises(SyntaxProblem):
        mail_path(b"FROM:<postmaster>")
