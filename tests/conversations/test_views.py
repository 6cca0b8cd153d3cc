"""The views of the list, what is put away, and the orders; each along an index."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from tests.world import READ_WRITE, World
from tripost.conversations.queries import Wanted, page
from tripost.conversations.work import do
from tripost.conversations.work.act import perform
from tripost.kit.entered import BadInput
from tripost.people.policies import Visible
from tripost.store.models import Conversation

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


class Desk(World):
    """Anna and Ben at support@ and office@; eight conversations, A the oldest."""

    def settle(self) -> dict[str, int]:
        support = self.address("support", anna=READ_WRITE, ben=READ_WRITE)
        office = self.address("office", mode="mailbox", anna=READ_WRITE)
        return {
            name: self.mail(
                office if name in "BD" else support, subject=name, message_id=f"{name}@x",
                at=self.now + number * HOUR,
            ).conversation
            for number, name in enumerate("ABCDEFGH")
        }  # fmt: skip

    def do(self, name: str, ids: list[int], act: do.Do) -> None:
        perform(ids, do=act, who=self.actor(name), at=self.now)

    def shown(self, name: str = "anna", **wanted: Any) -> str:
        """The subjects of a view, page by page of three."""
        found, cursor = "", None
        while True:
            one = page(
                self.reader, who=self.actor(name), wanted=Wanted(limit=3, cursor=cursor, **wanted)
            )
            found += "".join(row.subject for row in one.items)
            cursor = one.next
            if cursor is None:
                return found


@pytest.fixture
def desk(now: datetime) -> Desk:
    return Desk(now)


def test_to_do_is_new_and_open_in_one_order(desk: Desk) -> None:
    made = desk.settle()
    desk.do("anna", [made["C"], made["G"]], do.SetState(state="open"))
    desk.do("anna", [made["H"]], do.SetState(state="waiting"))
    desk.do("anna", [made["F"]], do.SetState(state="closed"))
    assert desk.shown(view="open") == "GEDCBA"
    assert desk.shown(view="unassigned") == "GEDCBA"
    assert desk.shown(view="waiting") == "H"
    assert desk.shown("ben", view="open") == "GECA"


def test_spam_and_trash_are_nowhere_but_in_their_views(desk: Desk) -> None:
    made = desk.settle()
    everything = do.Assign(user=desk.user("anna").pk)
    desk.do("anna", list(made.values()), everything)
    desk.do("anna", list(made.values()), do.Star(True))
    desk.do("anna", [made["A"]], do.SetState(state="spam"))
    desk.do("anna", [made["B"]], do.SetState(state="trash"))
    for view in ("all", "open", "mine", "starred", "unread"):
        assert desk.shown(view=view) == "HGFEDC", view
    assert (desk.shown(view="spam"), desk.shown(view="trash")) == ("A", "B")


def test_starred_and_followed_are_ones_own(desk: Desk) -> None:
    made = desk.settle()
    desk.do("anna", [made["A"], made["D"]], do.Star(True))
    desk.do("anna", [made["B"], made["E"]], do.Follow(True))
    assert (desk.shown(view="starred"), desk.shown(view="followed")) == ("DA", "EB")
    assert (desk.shown("ben", view="starred"), desk.shown("ben", view="followed")) == ("", "")
    desk.user("anna").grants.filter(address=desk.address("office")).delete()
    assert (desk.shown(view="starred"), desk.shown(view="followed")) == ("A", "E")


def test_what_is_put_away_is_back_with_something_newer(desk: Desk) -> None:
    made = desk.settle()
    mine = [made["A"], made["C"]]
    desk.do("anna", mine, do.Assign(user=desk.user("anna").pk))
    desk.do("anna", mine, do.Follow(True))
    desk.do("anna", mine, do.Archive(True))
    assert (desk.shown(view="mine"), desk.shown(view="followed")) == ("", "")
    assert desk.shown(view="all") == "HGFEDCBA"
    assert desk.shown("ben", view="open") == "HGFECA"
    desk.mail(
        desk.address("support"), conversation=made["A"], message_id="n@x", at=desk.now + 9 * HOUR
    )
    assert (desk.shown(view="mine"), desk.shown(view="followed")) == ("A", "A")


def test_due_shows_what_has_a_time_soonest_first(desk: Desk) -> None:
    made = desk.settle()
    for hours, name in enumerate("FBA"):
        desk.do("anna", [made[name]], do.SetDue(due_at=desk.now + hours * HOUR))
    desk.do("anna", [made["B"]], do.SetState(state="closed"))
    assert desk.shown(view="due") == "FA"
    assert desk.shown(view="due", sort="newest") == "FA"
    assert desk.shown(view="open", sort="due") == "FAHGEDC"


def test_what_sleeps_stands_in_the_order_in_which_it_wakes(desk: Desk) -> None:
    made = desk.settle()
    for hours, name in enumerate("FBAD", start=1):
        until = None if name == "A" else desk.now + hours * HOUR
        desk.do("anna", [made[name]], do.SetState(state="snoozed", until=until))
    assert desk.shown(view="later") == "FBDA"
    assert desk.shown(view="later", sort="newest") == "FDBA"


@pytest.mark.parametrize(
    ("sort", "wanted"),
    [
        (None, "HGFEDCBA"),
        ("newest", "HGFEDCBA"),
        ("oldest", "ABCDEFGH"),
        ("waiting", "ABCDEGHF"),
        ("priority", "DGBHFECA"),
    ],
)
def test_orders(desk: Desk, sort: str | None, wanted: str) -> None:
    made = desk.settle()
    Conversation.objects.filter(pk=made["F"]).update(waiting_since=None)
    for name, priority in (("D", 2), ("B", 1), ("G", 1), ("A", -1)):
        desk.do("anna", [made[name]], do.SetPriority(priority=priority))
    assert desk.shown(sort=sort) == wanted


def test_a_condition_of_somebody_else_narrows(desk: Desk) -> None:
    desk.settle()
    condition = Visible("(c.subject = %s OR c.subject = %s)", ("B", "E"))
    assert desk.shown(condition=condition) == "EB"
    assert desk.shown("ben", condition=condition, sort="priority") == "E"


def test_an_unknown_order_is_told(desk: Desk) -> None:
    desk.settle()
    with pytest.raises(BadInput, match="one of newest"):
        desk.shown(sort="size")


def test_a_person_with_very_many_addresses_gets_their_list(desk: Desk) -> None:
    for number in range(300):
        desk.address(f"a{number}", anna=READ_WRITE)
    desk.settle()
    assert desk.shown(view="open") == "HGFEDCBA"


PLANS = {
    ("open", "newest"): "conv_state",
    ("all", "newest"): "conv_all",
    ("all", "oldest"): "conv_all",
    ("mine", "newest"): "conv_mine",
    ("waiting", "newest"): "conv_state",
    ("all", "waiting"): "conv_waiting",
    ("all", "due"): "conv_due",
    ("due", "due"): "conv_due",
    ("later", "wakes"): "conv_wakes",
    ("all", "priority"): "conv_priority",
}


@pytest.mark.parametrize(("view", "sort"), PLANS)
def test_each_is_walked_along_its_index(desk: Desk, view: str, sort: str) -> None:
    """Of many rows, all at one address: without a temporary tree, whatever the planner knows."""
    if connection.vendor != "sqlite":
        pytest.skip("the plan is SQLite's")
    desk.address("support", anna=READ_WRITE)
    plans: list[str] = []

    class Explained:
        def rows(self, sql: str, params: Any = ()) -> list[Any]:
            if "FROM store_conversation c" in sql and "store_draft WHERE" not in sql:
                with connection.cursor() as cursor:
                    cursor.execute(f"EXPLAIN QUERY PLAN {sql}", list(params))
                    plans.append(" | ".join(str(row[3]) for row in cursor.fetchall()))
            return []

        def row(self, sql: str, params: Any = ()) -> None:
            return None

    page(Explained(), who=desk.actor("anna"), wanted=Wanted(view=view, sort=sort))
    assert PLANS[view, sort] in plans[0], plans[0]
    if "COMPOUND" not in plans[0]:  # else up to fifty rows of each walk are sorted
        assert "TEMP B-TREE" not in plans[0], plans[0]
