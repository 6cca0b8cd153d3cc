"""What leaves as CSV is read back as it was, and computes nothing."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripost.core.cells import harmless, line


@given(st.lists(st.text(st.characters(exclude_characters="\0", codec="utf-8")), min_size=2))
def test_a_line_is_read_back(values: list[str]) -> None:
    read = next(csv.reader(io.StringIO(line(values), newline="")))
    assert read == [harmless(value) for value in values]


@pytest.mark.parametrize(
    "cell", ["=1+1", "+49", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠A1"]
)
def test_no_cell_is_a_formula(cell: str) -> None:
    assert harmless(cell).startswith("'")


def test_numbers_stay_numbers() -> None:
    assert line([-3, 1.5, None]) == "-3,1.5,\r\n"
