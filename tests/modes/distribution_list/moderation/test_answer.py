"""What does a moderator's first word say?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripost.modes.distribution_list.moderation.answer import NOTE, Said, read


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("freigeben", Said("approve")),
        ("\n\n  Freigeben.\n\nViele Grüße\nAnna", Said("approve")),
        ("OK", Said("approve")),
        ("ok, danke!", Said("approve")),
        ("*approve*", Said("approve")),
        ("> approve", Said("approve")),
        ("Ja bitte", Said("approve")),
        ("immer", Said("always")),
        ("Always, please", Said("always")),
        ("ablehnen", Said("refuse")),
        ("Nein", Said("refuse")),
        ("refuse: this is an advertisement", Said("refuse", "this is an advertisement")),
        ("Ablehnen – bitte ohne Anhang", Said("refuse", "bitte ohne Anhang")),
        ("ablehnen\nbitte ohne Anhang", Said("refuse")),
        ("Okay, but who pays for it?", None),
        ("Ja, aber erst morgen", None),
        ("Freigeben würde ich das nicht", None),
        ("Was meint ihr?", None),
        ("okidoki", None),
        ("", None),
        ("🎉", None),
    ],
)
def test_only_what_is_clear_decides(text: str, said: Said | None) -> None:
    assert read(text) == said


@given(st.text(max_size=3000))
def test_nothing_breaks_it_and_no_note_is_long(text: str) -> None:
    said = read(text)
    assert said is None or len(said.note) <= NOTE
    assert said is None or "\n" not in said.note
