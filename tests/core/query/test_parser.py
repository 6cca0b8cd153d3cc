"""What people type becomes a tree, or an error that points at the word."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tripost.core.query import (
    FIELDS,
    Ago,
    And,
    BadQuery,
    Date,
    Day,
    Field,
    Node,
    Not,
    Or,
    Words,
    parse,
    printed,
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", And(())),
        ("rechnung", And((Words("rechnung"),))),
        ("rechnung tisch", And((Words("rechnung"), Words("tisch")))),
        ('"neue platte" x', And((Words("neue platte"), Words("x")))),
        ("from:jana", And((Field("from", "jana"),))),
        ('subject:"defekte lieferung"', And((Field("subject", "defekte lieferung"),))),
        ("-is:closed", And((Not(Field("is", "closed")),))),
        ("IS:Open", And((Field("is", "open"),))),
        ("a OR b", And((Or((And((Words("a"),)), And((Words("b"),)))),))),
        ("https://x.example", And((Words("https://x.example"),))),
        ("- x", And((Words("-"), Words("x")))),
        ('"from:jana"', And((Words("from:jana"),))),
        ("waiting:>4h", And((Field("waiting", Ago(14_400), ">"),))),
        ("due:<1d", And((Field("due", Ago(86_400), "<"),))),
        ("due:morgen", And((Field("due", Day(1)),))),
        ("due:overdue", And((Field("due", "overdue"),))),
        ("larger:2mb", And((Field("larger", 2 << 20),))),
        ("smaller:1.5kb", And((Field("smaller", 1536),))),
        ("before:2026-11-01", And((Field("before", Date(2026, 11, 1)),))),
        ("after:1.11.2026", And((Field("after", Date(2026, 11, 1)),))),
        ("after:gestern", And((Field("after", Day(-1)),))),
        ("older_than:2d", And((Field("older_than", Ago(172_800)),))),
        ("priority:>=high", And((Field("priority", "high", ">="),))),
        ("assigned:mich", And((Field("assigned", "me"),))),
        ("number:#4821", And((Field("number", 4821),))),
        ("number:3765281646184512349", And((Field("number", 3765281646184512349),))),
        ('label:"sehr eilig"', And((Field("label", "sehr eilig"),))),
        ("from:>x", And((Field("from", ">x"),))),
    ],
)
def test_a_query_becomes_a_tree(text: str, wanted: And) -> None:
    assert parse(text) == wanted


@pytest.mark.parametrize(
    ("text", "position", "word", "reason"),
    [
        ("is:nonsense", 0, "is:nonsense", "unknown-value"),
        ("a (b", 2, "(", "unclosed-bracket"),
        ("a) b", 1, ")", "stray-bracket"),
        ('x "never closed', 2, '"never closed', "unclosed-quote"),
        ("from:", 0, "from:", "empty-value"),
        ("waiting:>", 0, "waiting:>", "empty-value"),
        ("a OR", 2, "OR", "dangling-or"),
        ("OR a", 0, "OR", "dangling-or"),
        ("(a OR ) b", 3, "OR", "dangling-or"),
        ("a -(", 3, "(", "unclosed-bracket"),
        ("a --b", 2, "-", "dangling-minus"),
        ("x before:31.2.2026", 2, "before:31.2.2026", "bad-date"),
        ("x older_than:soon", 2, "older_than:soon", "bad-duration"),
        ("x larger:big", 2, "larger:big", "bad-size"),
        ("number:zwei", 0, "number:zwei", "bad-number"),
        (f"number:{2**63}", 0, f"number:{2**63}", "bad-number"),
        ("due:<overdue", 0, "due:<overdue", "not-comparable"),
        ("x form:jana", 2, "form:jana", "unknown-field"),
    ],
)
def test_an_error_points_at_the_word(text: str, position: int, word: str, reason: str) -> None:
    with pytest.raises(BadQuery) as wrong:
        parse(text)
    assert (wrong.value.position, wrong.value.word, wrong.value.reason) == (position, word, reason)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("x " * 70, "too-many-words"),
        ("wort " * 10_000, "too-long"),
        ("(" * 20 + "x", "too-deep"),
        ("x" * 3000, "too-long"),
    ],
)
def test_too_much_is_refused(text: str, reason: str) -> None:
    with pytest.raises(BadQuery) as wrong:
        parse(text)
    assert wrong.value.reason == reason
    assert len(wrong.value.word) <= 40


def test_every_field_takes_some_value() -> None:
    tried = ("x", "1", "2d", "2mb", "today", "open", "attachment", "high", "list", "new")
    for name in FIELDS:
        assert any(_is_a_field(f"{name}:{value}") for value in tried), name


def _is_a_field(text: str) -> bool:
    try:
        return isinstance(parse(text).nodes[0], Field)
    except BadQuery:
        return False


PIECES = st.sampled_from(
    [
        "a", "(", ")", "-", "OR", " ", '"', ":", "from:x", "is:open", "is:", "waiting:>4h", "ü",
        "due:<", "due:today", "before:2026-11-01", "larger:1.7mb", "number:12", "<", ">=", "label:",
        "priority:>=low", "\u2028", "\x00", "9", "older_than:90m", "state:spam", "team:none",
    ]
)  # fmt: skip


@given(st.one_of(st.text(alphabet='ab:-()"OR is<>'), st.lists(PIECES).map("".join), st.text()))
def test_any_text_is_a_bad_query_or_a_tree_that_prints_as_itself(text: str) -> None:
    tree, wrong = _read(text)
    if wrong is not None:
        assert 0 <= wrong.position <= len(text)
        assert text[wrong.position :].startswith(wrong.word)
    else:
        assert parse(printed(tree)) == tree


def _read(text: str) -> tuple[And, BadQuery | None]:
    try:
        return parse(text), None
    except BadQuery as wrong:
        return And(()), wrong


LEAVES = st.one_of(
    st.builds(Words, st.text("ab:-()<>", min_size=1)),
    st.builds(Field, st.just("from"), st.text("ab:-()<>", min_size=1)),
    st.builds(Field, st.just("older_than"), st.integers(0, 10**7).map(lambda n: Ago(n * 60))),
    st.builds(Field, st.just("waiting"), st.builds(Ago, st.just(3600)), st.sampled_from("<>=")),
    st.builds(Field, st.just("larger"), st.integers(0, 10**8)),
)
TREES: st.SearchStrategy[Node] = st.recursive(
    LEAVES,
    lambda some: st.one_of(
        some.filter(lambda node: not isinstance(node, Not)).map(Not),
        st.lists(some, max_size=3).map(lambda nodes: And(tuple(nodes))),
        st.lists(
            st.lists(some, min_size=1, max_size=2).map(lambda nodes: And(tuple(nodes))),
            min_size=2,
            max_size=3,
        ).map(lambda nodes: Or(tuple(nodes))),
    ),
    max_leaves=8,
)


@given(st.lists(TREES, max_size=3).map(lambda nodes: And(tuple(nodes))))
@example(And((And((Words("-"),)),)))
@example(And((Not(Words("-")),)))
def test_any_tree_prints_and_is_read_again(tree: And) -> None:
    assert parse(printed(tree)) == tree
