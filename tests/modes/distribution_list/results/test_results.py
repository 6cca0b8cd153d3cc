"""A report of a post by mail; who sees one; numbers, pages and filters."""

import pytest

from tests.inbound.conftest import letter
from tests.modes.distribution_list.results.conftest import PEOPLE, Office
from tripost.conversations.confidential.readers import set_readers
from tripost.modes.distribution_list.models import Subscriber
from tripost.outbound.models import Delivery, Destination, Outgoing


def posted(office: Office) -> str:
    """By Anna, from her mail program; the mailing's id."""
    raw = letter(
        "Am Sonntag ist alles aus.", message_id="p1@acme.example", subject="Wartung",
        author="Anna <anna@acme.example>", To="news@acme.example",
    )  # fmt: skip
    assert office.inwards.receive(raw, office.news, sender="anna@acme.example") == "post"
    return str(Outgoing.objects.get().pk)


def test_a_post_by_mail_has_a_report_too(office: Office) -> None:
    mailing = posted(office)
    assert office.report(mailing)["mailing"]["state"] == "waiting"
    office.leave(mailing)
    assert sorted(office.sink.taken()) == sorted(f"{name}@example.net" for name in PEOPLE)
    with office.inwards.house.client() as program:
        program.post(office.copy("uta").one_click, data={"List-Unsubscribe": "One-Click"})
    shown = office.report(mailing)
    one = shown["mailing"]
    assert (one["kind"], one["subject"], one["state"]) == ("post", "Wartung", "sent")
    assert (one["by"], one["name"], one["campaign"]) == ("anna@acme.example", "", None)
    assert (one["totals"]["sent"], one["totals"]["unsubscribed"]) == (8, 1)
    assert shown["links"] == []


def test_a_confidential_one_is_there_for_its_readers_alone(office: Office) -> None:
    mailing = posted(office)
    path = f"/addresses/{office.news.pk}/mailings"
    assert [one["id"] for one in office.dana("GET", path)["items"]] == [mailing]
    anna = office.inwards.house.world.user("anna").pk
    conversation = Outgoing.objects.get().conversation_id
    assert conversation is not None
    office.inwards.house.services.writer.submit(
        lambda: set_readers(conversation, users=[anna], by=anna, at=office.now)
    ).result(10)
    assert office.dana("GET", path)["items"] == []
    for suffix in ("", "/recipients", "/recipients.csv"):
        office.dana("GET", f"/mailings/{mailing}{suffix}", status=404)
    assert office.report(mailing)["mailing"]["id"] == mailing


@pytest.mark.parametrize("ident", ["0", "x", "9" * 30, "123456789"])
def test_what_is_no_mailing_is_not_there(office: Office, ident: str) -> None:
    office.anna("GET", f"/mailings/{ident}", status=404)
    office.anna("POST", f"/mailings/{ident}/cancel", status=404)


def test_recipients_come_page_by_page_and_as_they_are_looked_for(office: Office) -> None:
    Subscriber.objects.bulk_create(
        Subscriber(address=office.news, email=f"n_{n:02}@example.org", since=office.now)
        for n in range(30)
    )
    mailing = posted(office)
    office.leave(mailing)
    found: list[str] = []
    cursor = ""
    while True:
        page = office.anna("GET", f"/mailings/{mailing}/recipients?limit=7{cursor}")
        found += [one["address"] for one in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert found == sorted(found)
    assert len(found) == len(set(found)) == 38
    assert len(office.rows(mailing, q="n_0")) == 10
    assert office.rows(mailing, q="n%250") == {}, "no sign stands for others"
    assert office.rows(mailing, state="failed") == {}
    assert office.rows(mailing, state="waiting") == {}


def test_a_domain_that_asks_to_be_slow_is_named(office: Office) -> None:
    mailing = posted(office)
    for domain in ("example.net", "other.example"):
        Destination.objects.create(
            domain=domain, limit=2, code="421 4.7.0", text="slower", at=office.now
        )
    Delivery.objects.create(
        id=1, outgoing_id=int(mailing), recipient="jana@example.net", domain="example.net",
        next_at=office.now,
    )  # fmt: skip
    [slow] = office.report(mailing)["destinations"]
    assert (slow["domain"], slow["limit"], slow["text"]) == ("example.net", 2, "slower")
