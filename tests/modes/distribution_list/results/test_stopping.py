"""A mailing is paused, goes on, is cancelled: nobody gets two, nobody is left out by accident."""

import pytest

from tests.modes.distribution_list.results.conftest import Office
from tripost.modes.distribution_list.models import Subscriber
from tripost.outbound.models import Delivery
from tripost.store.models import Change


def crowd(office: Office, number: int) -> None:
    Subscriber.objects.bulk_create(
        Subscriber(address=office.news, email=f"n{n:04}@example.org", since=office.now)
        for n in range(number)
    )


def post(office: Office, mailing: str, what: str, *, status: int = 204) -> None:
    office.anna("POST", f"/mailings/{mailing}/{what}", status=status)


def test_what_is_paused_waits_while_others_leave(office: Office) -> None:
    first = office.campaign(query="city:Bonn")
    post(office, first, "pause")
    post(office, first, "pause")  # safe to ask twice
    assert office.report(first)["mailing"]["state"] == "paused"
    second = office.campaign(query="city:Köln")
    office.leave(second)
    assert office.sink.taken() == ["willi@example.net"]
    assert office.report(first)["mailing"]["totals"]["waiting"] == 6
    post(office, first, "resume")
    office.leave(first)
    assert len(office.sink.taken()) == len(set(office.sink.taken())) == 7
    report = office.report(first)["mailing"]
    assert (report["state"], report["totals"]["sent"]) == ("sent", 6)
    post(office, first, "pause", status=409)


def test_paused_in_the_middle_everybody_gets_one(office: Office) -> None:
    crowd(office, 300)
    mailing = office.campaign()
    with office.leaving():
        office.until(lambda: len(office.sink.mails) >= 20)
        post(office, mailing, "pause")
        assert office.report(mailing)["mailing"]["state"] == "paused"
        post(office, mailing, "resume")
        office.until(lambda: Delivery.objects.filter(state="sent").count() == 308)
    assert len(office.sink.taken()) == len(set(office.sink.taken())) == 308
    assert office.report(mailing)["mailing"]["totals"]["sent"] == 308


def test_what_is_cancelled_never_leaves(office: Office) -> None:
    full = {"pia@example.net", "tim@example.net", "uta@example.net", "vera@example.net"}

    def later(verb: str, argument: str) -> str | None:
        return (
            "452 4.2.2 full" if verb == "RCPT" and any(f"<{n}>" in argument for n in full) else None
        )

    office.sink.answer = later
    mailing = office.campaign(query="city:Bonn")
    with office.leaving():
        office.until(lambda: Delivery.objects.filter(state__in=("sent", "deferred")).count() == 6)
    totals = office.report(mailing)["mailing"]["totals"]
    assert (totals["sent"], totals["deferred"]) == (2, 4)
    assert set(office.rows(mailing, state="deferred")) == {n.partition("@")[0] for n in full}
    post(office, mailing, "cancel")
    report = office.report(mailing)["mailing"]
    assert report["state"] == "cancelled"
    assert (report["totals"]["sent"], report["totals"]["cancelled"]) == (2, 4)
    office.sink.answer = lambda verb, argument: None
    office.inwards.house.pass_time(days=2)
    other = office.campaign(query="city:Köln")
    office.leave(other)
    assert full.isdisjoint(office.sink.taken())
    for what in ("pause", "resume", "cancel"):
        post(office, mailing, what, status=409)


def test_cancelled_before_the_first_copy_nobody_gets_any(office: Office) -> None:
    mailing = office.campaign()
    post(office, mailing, "cancel")
    office.leave(office.campaign(query="city:Köln"))
    assert office.sink.taken() == ["willi@example.net"]
    report = office.report(mailing)["mailing"]
    assert (report["state"], report["totals"]["cancelled"]) == ("cancelled", 8)
    assert report["totals"]["waiting"] == 0


@pytest.mark.parametrize("what", ["pause", "resume", "cancel"])
def test_who_only_moderates_looks_and_stops_nothing(office: Office, what: str) -> None:
    mailing = office.campaign()
    assert office.dana("GET", f"/mailings/{mailing}")["mailing"]["state"] == "waiting"
    office.dana("POST", f"/mailings/{mailing}/{what}", status=403)


def test_browsers_hear_how_far_it_is(office: Office) -> None:
    mailing = office.campaign()
    Change.objects.all().delete()
    office.leave(mailing)
    told = Change.objects.filter(kind="delivery.updated")
    assert told
    assert all(change.data == {"outgoing": [mailing]} for change in told)
    assert len(told) <= 4, "by the second, not by the copy"


def test_mailings_are_listed_newest_first_page_by_page(office: Office) -> None:
    made = []
    for _ in range(3):
        made.append(office.campaign())
        office.inwards.house.pass_time(minutes=1)
    path = f"/addresses/{office.news.pk}/mailings"
    first = office.anna("GET", f"{path}?limit=2")
    rest = office.anna("GET", f"{path}?limit=2&cursor={first['next']}")
    assert [one["id"] for one in first["items"] + rest["items"]] == made[::-1]
    assert rest["next"] is None
    assert {one["kind"] for one in first["items"]} == {"campaign"}
