"""Are secrets unreadable without the key, and tokens of one purpose useless for another?"""

import pytest

from tripost.kit.secrets import Secrets, Unreadable


def test_a_secret_comes_back_and_is_not_to_be_seen_at_rest() -> None:
    kept = Secrets("key one").encrypt("-----BEGIN PRIVATE KEY-----")
    assert "PRIVATE" not in kept
    assert Secrets("key one").decrypt(kept) == "-----BEGIN PRIVATE KEY-----"


@pytest.mark.parametrize(
    "kept",
    ["", "gAAAA", "ünsinn", Secrets("key two").encrypt("x")],
    ids=["nothing", "cut", "words", "another key"],
)
def test_what_was_not_encrypted_here_is_refused(kept: str) -> None:
    with pytest.raises(Unreadable):
        Secrets("key one").decrypt(kept)


def test_a_token_serves_one_purpose_and_one_message() -> None:
    ours = Secrets("key one")
    mac = ours.mac("unsubscribe", b"7")
    assert ours.genuine("unsubscribe", b"7", mac=mac)
    assert not ours.genuine("verp", b"7", mac=mac)
    assert not ours.genuine("unsubscribe", b"8", mac=mac)
    assert not ours.genuine("unsubscribe", b"7", mac=b"")
    assert not ours.genuine("unsubscribe", b"7", mac=mac[:4])
    assert not Secrets("key two").genuine("unsubscribe", b"7", mac=mac)


def test_no_key_is_no_installation() -> None:
    with pytest.raises(ValueError, match="no key"):
        Secrets("")
