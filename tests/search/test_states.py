"""Which states can a query find?"""

import pytest

from tripost.core.query import parse
from tripost.search.states import states_of


@pytest.mark.parametrize(
    ("query", "states"),
    [
        ("", None),
        ("rechnung", None),
        ("is:open", ("new", "open")),
        ("is:unassigned label:Versand", ("new", "open")),
        ("is:mine", ("new", "open", "waiting")),
        ("is:mine is:waiting", ("waiting",)),
        ("(is:closed in:sales)", ("closed",)),
        ("state:open", ("open",)),
        ("state:new", ("new",)),
        ("is:trash", ("trash",)),
        ("is:open is:closed", ()),
        ("-is:closed", None),
        ("is:open OR is:closed", None),
        ("is:starred", None),
    ],
)
def test_a_query_says_which_states_it_can_find(query: str, states: tuple[str, ...] | None) -> None:
    assert states_of(parse(query)) == states
