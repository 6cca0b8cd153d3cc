"""Files people export: every usual way to write one, and lines that are broken."""

import csv
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripost.core.table import LINE, BadTable, Broken, Row, look, rows


def read(raw: bytes) -> list[tuple[object, ...]]:
    """(line, cells …) of rows, (line, reason) of what is broken."""
    return [
        (r.line, *r.cells) if isinstance(r, Row) else (r.line, r.reason)
        for r in rows(raw, look(raw))
    ]


TEXT = "E-Mail;Name;Ort\na@x.de;Änne Müßig;Köln\nb@x.de;Jörg;Gröbzig\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman", "cp850"],
)
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_same_table_however_it_is_written(encoding: str, separator: str, end: str) -> None:
    text = TEXT.replace(";", separator).replace("\n", end)
    form = look(text.encode(encoding))
    assert (form.separator, form.head, form.columns) == (separator, True, ("E-Mail", "Name", "Ort"))
    assert read(text.encode(encoding)) == [
        (2, "a@x.de", "Änne Müßig", "Köln"), (3, "b@x.de", "Jörg", "Gröbzig"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a@x.de\nb@x.de", [(1, "a@x.de"), (2, "b@x.de")]),
        ("sep=;\nmail;n\na@x.de;1,5", [(3, "a@x.de", "1,5")]),
        ("mail,n\n\n ,\na@x.de,x\n", [(4, "a@x.de", "x")]),
        ('mail,n\na@x.de,"x, y"', [(2, "a@x.de", "x, y")]),
        ('mail,n\na@x.de,"x ""y"""', [(2, "a@x.de", 'x "y"')]),
        ('mail,n\na@x.de,5" Rohr', [(2, "a@x.de", '5" Rohr')]),
        ('mail,n\na@x.de,"Rosa" Muster', [(2, "a@x.de", "Rosa Muster")]),
        ('mail,n\na@x.de,"two\nlines"\nb@x.de,y',
         [(2, "a@x.de", "two\nlines"), (4, "b@x.de", "y")]),
        ('mail,n\na@x.de,"open\nb@x.de,y\nc@x.de,"z"',
         [(2, "quote"), (3, "b@x.de", "y"), (4, "c@x.de", "z")]),
        ('mail,n\na@x.de,"open\nb@x.de,"open\nc@x.de,z',
         [(2, "quote"), (3, "quote"), (4, "c@x.de", "z")]),
        ('mail\n"a@x.de\nb@x.de', [(2, "quote"), (3, "b@x.de")]),
        ("mail,n\na@x.de\nb@x.de,x,\nc@x.de,x,y",
         [(2, "a@x.de", ""), (3, "b@x.de", "x"), (4, "columns")]),
        ("mail,n\na@x.de,\0\nb@x.de,y", [(2, "control"), (3, "b@x.de", "y")]),
        ("mail,n\na@x.de,=1+1\n", [(2, "a@x.de", "=1+1")]),
        ("mail,n\na@x.de,\u2028\u0085x\n", [(2, "a@x.de", "x")]),
    ],
)  # fmt: skip
def test_what_stands_in_the_lines(text: str, wanted: list[tuple[object, ...]]) -> None:
    assert read(text.encode()) == wanted


def test_a_cell_of_a_megabyte_costs_its_line_alone() -> None:
    raw = b"mail,n\na@x.de," + b"x" * 1_000_000 + b"\nb@x.de,y\n"
    first, second = rows(raw, look(raw))
    assert isinstance(first, Broken)
    assert (first.line, first.reason, len(first.text)) == (2, "too-long", 500)
    assert second == Row(3, ("b@x.de", "y"))
    assert read(b'mail,n\na@x.de,"' + b"y\n" * LINE + b"b@x.de,y\n")[0] == (2, "quote")


def test_some_broken_letters_in_a_file_of_good_ones() -> None:
    raw = b"mail,n\n" + "a@x.de,Müßig\n".encode() * 20 + b"b@x.de,M\xfc\nc@x.de,z\n"
    assert look(raw).encoding == "utf-8"
    assert read(raw)[-2:] == [(22, "encoding"), (23, "c@x.de", "z")]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"), (b" \n\n", "empty"), (b"\xef\xbb\xbf", "empty"),
        (b"PK\x03\x04\x14\0", "spreadsheet"), (b"\xd0\xcf\x11\xe0\xa1", "spreadsheet"),
        (b"%PDF-1.7\n%", "no-table"), (b"\x89PNG\r\n", "no-table"), (b"\1\2\3\4" * 50, "no-table"),
        (b",".join(b"c%d" % n for n in range(10_000)), "too-many-columns"),
    ],
)  # fmt: skip
def test_what_is_no_table_says_so(raw: bytes, reason: str) -> None:
    with pytest.raises(BadTable) as wrong:
        look(raw)
    assert wrong.value.reason == reason
    assert wrong.value.message


@given(
    st.one_of(st.binary(max_size=300), st.text('ab@x.de,;"\n\t\0ä', max_size=200).map(str.encode))
)
def test_any_bytes_are_read_or_refused_and_no_line_is_lost(raw: bytes) -> None:
    try:
        form = look(raw)
    except BadTable:
        return
    found = list(rows(raw, form))
    lines = [record.line for record in found]
    assert lines == sorted(set(lines))
    assert all(len(r.cells) == len(form.columns) for r in found if isinstance(r, Row))
    assert list(rows(raw, form)) == found


_CELL = st.text('abcäß;,"\n |x', max_size=8).map(str.strip)


@given(
    table=st.lists(st.tuples(_CELL, _CELL), min_size=1, max_size=8),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_what_the_csv_module_writes_is_read_as_it_was(
    table: list[tuple[str, str]], end: str
) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerows([("mail", "one", "other"), *(("p@x.de", *cells) for cells in table)])
    raw = out.getvalue().encode()
    found = list(rows(raw, look(raw)))
    assert [r.cells for r in found if isinstance(r, Row)] == [("p@x.de", *cells) for cells in table]


def test_a_file_of_open_quotes_is_read_once() -> None:
    """Each could go on in the next fifty lines, and each of those in its next fifty (P30)."""
    good = 'email;name\na@x.de;"Anna\nMüßig"\n'
    raw = good.encode() + b'x";"aaaaaaaaaaaa\n' * 20_000
    began = time.perf_counter()
    found = read(raw)
    assert time.perf_counter() - began < 10, "it took minutes for a megabyte"
    assert found[0] == (2, "a@x.de", "Anna\nMüßig")
    assert len(found) == 20_001
