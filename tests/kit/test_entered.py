"""What people enter becomes one clean line, or is refused with a sentence."""

import pytest

from tripost.kit.entered import BadInput, one_line


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (" Anna  Berger ", "Anna Berger"),
        ("Zoë Ångström", "Zoë Ångström"),
        ("می‌خواهم", "می‌خواهم"),  # a joiner between letters is spelling, not control
        ("👩‍🔧 Support", "👩‍🔧 Support"),
        ("Anna\u00a0B.\n", "Anna B."),
        ("x" * 20, "x" * 20),
    ],
)
def test_a_line_is_kept_with_single_blanks(text: str, kept: str) -> None:
    assert one_line(text, limit=20, code="bad-name", what="A name") == kept


@pytest.mark.parametrize(
    "text", ["", "  ", "\n", "Anna\r\nBcc: x@y.example", "a\tb", "a\u2028b", "a\x00", "x" * 21]
)
def test_what_is_empty_long_or_more_than_a_line_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="A name has") as wrong:
        one_line(text, limit=20, code="bad-name", what="A name")
    assert wrong.value.code == "bad-name"
