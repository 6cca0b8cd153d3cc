"""A post waits, the moderators are asked by mail, and one word of an answer decides, once."""

from functools import partial

import pytest

from tests.modes.distribution_list.moderation.conftest import OUTSIDE, Desk
from tripost.addresses import tokened
from tripost.addresses.models import Address
from tripost.addresses.queries import resolve
from tripost.conversations.confidential.readers import set_readers
from tripost.jobs.models import Job
from tripost.kit.secrets import installation
from tripost.modes.distribution_list.models import Allowed, ListSettings, Subscriber
from tripost.modes.distribution_list.moderation import letters, tokens
from tripost.outbound.claim import Copy, sifted
from tripost.outbound.fanout import mails_of
from tripost.outbound.models import Outgoing
from tripost.people.models import Grant, User
from tripost.store.models import Conversation, Entry, Message
from tripost.store.reads import DjangoReader


def test_everybody_who_may_decide_is_asked_with_the_mail_attached(desk: Desk) -> None:
    assert desk.post("Kommt alle!") == "held"
    desk.work()
    asked = dict(desk.letters())
    assert sorted(asked) == ["anna@acme.example", "ben@acme.example"]
    german, english = asked["anna@acme.example"], asked["ben@acme.example"]
    assert german["Subject"] == "Freigeben? Einladung"
    assert english["Subject"] == "Approve? Einladung"
    assert english["Auto-Submitted"] == "auto-generated"
    assert english["Reply-To"].addresses[0].username.startswith("mod-")
    assert english["Reply-To"] != german["Reply-To"]
    text, enclosed = english.iter_parts()
    assert "may not post here without approval" in text.get_content()
    assert enclosed.get_content_type() == "message/rfc822"
    assert "Kommt alle!" in enclosed.get_payload(0).get_content()
    assert enclosed["Content-Transfer-Encoding"] in ("7bit", "8bit")


@pytest.mark.parametrize(
    ("word", "decided", "told"),
    [
        ("approve", "approved", "Approved: Einladung"),
        ("Freigeben.\n\nGruß", "approved", "Approved: Einladung"),
        ("always", "approved", "Approved: Einladung"),
        ("refuse", "refused", "Refused: Einladung"),
        ("was?", "", "Not understood: Einladung"),
    ],
)
def test_the_first_word_decides_and_is_answered(
    desk: Desk, word: str, decided: str, told: str
) -> None:
    desk.post()
    desk.work()
    notice = dict(desk.letters())["ben@acme.example"]
    assert desk.answer(notice, word, by="ben") == "follow-up"
    row = desk.held()
    assert row.decided == decided
    assert (row.decided_by is not None and row.decided_by.address == "ben@acme.example") == bool(
        decided
    )
    assert desk.posted() == int(decided == "approved")
    assert Allowed.objects.count() == int(word == "always")
    desk.work()
    to, answer = desk.letters()[-1]
    assert (to, answer["Subject"]) == ("ben@acme.example", told)
    assert answer["Auto-Submitted"] == "auto-replied"
    assert answer["Reply-To"] is None, "an answer to the answer asks nothing any more"
    assert Conversation.objects.count() == 1, "the answer lies beside the post"


def test_whoever_comes_second_is_told_who_was_quicker(desk: Desk) -> None:
    desk.post()
    desk.work()
    asked = dict(desk.letters())
    desk.answer(asked["ben@acme.example"], "ok", by="ben")
    desk.answer(asked["anna@acme.example"], "ablehnen", by="anna")
    desk.answer(asked["ben@acme.example"], "ablehnen", by="ben")  # replayed
    desk.work()
    assert (desk.held().decided, desk.posted()) == ("approved", 1)
    said = sorted((mail["Subject"], to, mail.get_content()) for to, mail in desk.letters()[2:])
    assert [one[:2] for one in said] == [
        ("Approved: Einladung", "ben@acme.example"),
        ("Decided already: Einladung", "ben@acme.example"),
        ("Schon entschieden: Einladung", "anna@acme.example"),
    ]
    assert "Ben war schneller: die Mail wurde freigegeben" in said[2][2]


@pytest.mark.parametrize(
    ("by", "peer", "more"),
    [
        ("cem", "127.0.0.1", {}),  # forwarded to a colleague
        ("eve", "127.0.0.1", {}),  # and to somebody who is no colleague
        ("ben", OUTSIDE, {}),  # no proof that it is Ben
        ("ben", "127.0.0.1", {"Auto_Submitted": "auto-replied"}),  # he is on holiday
    ],
)
def test_nobody_else_decides_whatever_they_hold(
    desk: Desk, by: str, peer: str, more: dict[str, str]
) -> None:
    desk.post()
    desk.work()
    notice = dict(desk.letters())["ben@acme.example"]
    assert desk.answer(notice, "approve", by=by, peer=peer, **more) in ("follow-up", "automatic")
    desk.work()
    assert (desk.held().decided, desk.posted()) == ("", 0)
    assert len(desk.letters()) == 2, "and nobody gets an answer"


def test_a_token_somebody_made_up_is_no_address_of_ours(desk: Desk) -> None:
    desk.post()
    good = tokens.answer_to(
        installation(), tokens.Asked(desk.news.pk, desk.held().pk, 1), domain="acme.example"
    )
    directory = desk.corridor.house.services.reader
    assert resolve(directory, good) == desk.news.pk
    forged = good[:-16] + ("a" if good[-16] != "a" else "b") + good[-15:]
    assert resolve(directory, forged) is None
    leave = tokened.make(
        installation(),
        tokened.LEAVE,
        address=desk.news.pk,
        payload=b"x" * 12,
        domain="acme.example",
    )
    swapped = leave.replace("leave-", "mod-")
    assert tokens.read(installation(), swapped) is None, "each word has one purpose"


def test_a_right_that_was_taken_away_counts(desk: Desk) -> None:
    desk.post()
    desk.work()
    notice = dict(desk.letters())["ben@acme.example"]
    Grant.objects.filter(user__address="ben@acme.example").update(rights=1)
    desk.answer(notice, "approve", by="ben")
    desk.work()
    assert (desk.held().decided, desk.posted()) == ("", 0)
    assert desk.letters()[-1][1]["Subject"] == "No longer yours to decide: Einladung"


def test_a_confidential_post_is_told_to_its_readers_alone(desk: Desk) -> None:
    desk.post()
    ben = User.objects.get(address="ben@acme.example").pk
    conversation = desk.held().conversation_id
    at = desk.corridor.house.now
    action = partial(set_readers, conversation, users=[ben], by=ben, at=at)
    desk.corridor.house.services.writer.submit(action).result(10)
    desk.work()
    assert [to for to, _ in desk.letters()] == ["ben@acme.example"]
    assert desk.ask("anna", "GET", "/addresses/news@acme.example/held").json()["items"] == []
    assert desk.ask("anna", "POST", f"/held/{desk.held().pk}/approve").status_code == 404


def test_a_refusal_with_a_reason_reaches_the_author(desk: Desk) -> None:
    desk.post(message_id="p@fremd.example")
    desk.work()
    notice = dict(desk.letters())["ben@acme.example"]
    desk.answer(notice, "refuse: no advertisements, please", by="ben")
    desk.work()
    told = dict(desk.letters())["gast@fremd.example"]
    assert told["Subject"] == "Nicht verteilt: Einladung"  # in the language of the list
    assert "no advertisements, please" in told.get_content()
    assert (told["In-Reply-To"], told["Auto-Submitted"]) == ("<p@fremd.example>", "auto-replied")
    assert desk.held().told_at is not None
    entry = Entry.objects.get(kind="refused")
    assert (entry.data["note"], entry.data["told"]) == ("no advertisements, please", True)
    assert Message.objects.filter(direction="out").count() == 0


@pytest.mark.parametrize(
    ("peer", "more"),
    [
        (OUTSIDE, {}),  # unverified: it might hit somebody else
        ("127.0.0.1", {"List_Id": "<other.example>"}),
        ("127.0.0.1", {"author": "Bot <no-reply@fremd.example>"}),
        ("127.0.0.1", {"X_Auto_Response_Suppress": "All"}),
    ],
)
def test_no_machine_and_nobody_unverified_is_told(
    desk: Desk, peer: str, more: dict[str, str]
) -> None:
    assert desk.post(peer=peer, **more) == "held"
    body = {"reason": "no", "tell_author": True}
    answer = desk.ask("ben", "POST", f"/held/{desk.held().pk}/refuse", body)
    assert answer.status_code == 204, answer.text
    desk.work()
    assert [to for to, _ in desk.letters() if not to.endswith("@acme.example")] == []
    assert desk.held().told_at is None


def test_one_author_is_told_three_times_a_day_at_most(desk: Desk) -> None:
    for _ in range(5):
        desk.post()
        desk.ask("ben", "POST", f"/held/{desk.held().pk}/refuse", {"tell_author": True})
        desk.work()
    assert [to for to, _ in desk.letters()].count("gast@fremd.example") == 3


def test_a_flood_asks_moderators_no_more_than_they_can_bear(desk: Desk) -> None:
    for _ in range(32):
        desk.corridor.accept(
            b"From: gast@fremd.example\r\nSubject: x\r\n\r\n" + str(_).encode(), desk.news
        )
    desk.corridor.process()
    assert Job.objects.filter(name="list.held").count() == 30
    assert len(desk.ask("ben", "GET", "/addresses/news@acme.example/held").json()["items"]) == 32


@pytest.mark.parametrize(
    ("posting", "author", "vouches"),
    [("team", "cem", True), ("members", "eve", False), ("domain", "eve", False)],
)
def test_a_colleague_without_a_right_posts_as_a_subscriber_does(
    desk: Desk, posting: str, author: str, vouches: bool
) -> None:
    """Nothing of it is stopped later for a right that they never had."""
    world = desk.corridor.house.world
    world.user("eve")
    Address.objects.filter(pk=desk.news.pk).update(posting=posting)
    ListSettings.objects.create(address=desk.news, posting_domains=["acme.example"])
    Subscriber.objects.create(address=desk.news, email="eve@acme.example", since=world.now)
    assert desk.post(author=f"X <{author}@acme.example>") == "post"
    made = Outgoing.objects.get(kind="post")
    assert (made.author_id is not None) is vouches
    mail = mails_of(DjangoReader(), [made.pk])[made.pk]
    copy = Copy(delivery=1, recipient="s@x.example", attempts=0, mail=mail)
    assert sifted(DjangoReader(), [copy]).barred == ()
    Grant.objects.filter(address=desk.news).delete()
    assert bool(sifted(DjangoReader(), [copy]).barred) is vouches


def test_the_work_done_twice_writes_one_mail_each(desk: Desk) -> None:
    desk.post()
    arguments = Job.objects.get(name="list.held").arguments
    for _ in range(2):
        desk.corridor.house.loop.run(
            letters.tell_moderators(desk.corridor.house.services, arguments)
        )
    assert len(desk.letters()) == 2


def test_a_large_mail_does_not_go_along(desk: Desk) -> None:
    desk.post("Anfang\n" + "x" * 70 + ("\n" + "y" * 70) * 31_000)
    desk.work()
    _, notice = desk.letters()[0]
    assert notice.get_content_type() == "text/plain"
    assert "Anfang" in notice.get_content()
    assert len(notice.as_bytes()) < 10_000


def test_in_the_app_it_is_decided_as_well(desk: Desk) -> None:
    desk.post("Kommt!")
    [item] = desk.ask("ben", "GET", "/addresses/news@acme.example/held").json()["items"]
    told = {"reason": "not-allowed", "subject": "Einladung", "snippet": "Kommt!", "believed": True}
    assert told.items() <= item.items()
    assert item["can_tell"]
    assert item["author"] == {"address": "gast@fremd.example", "name": "Gast"}
    for name, status in (("cem", 403), ("eve", 404)):
        desk.corridor.house.world.user("eve")
        assert desk.ask(name, "POST", f"/held/{item['id']}/approve").status_code == status
    answer = desk.ask("ben", "POST", f"/held/{item['id']}/approve", {"allow": True})
    assert answer.status_code == 204
    again = desk.ask("anna", "POST", f"/held/{item['id']}/refuse")
    assert (again.status_code, again.json()["code"]) == (409, "decided")
    assert desk.post() == "post", "from now on always"
    assert desk.post(peer=OUTSIDE) == "held", "but not whoever claims to be them"
    path = "/addresses/news@acme.example/allowed"
    [allowed] = desk.ask("ben", "GET", path).json()["items"]
    assert (allowed["address"], allowed["by"]) == ("gast@fremd.example", "ben@acme.example")
    assert desk.ask("ben", "DELETE", f"{path}/Gast@fremd.example").status_code == 204
    assert desk.ask("ben", "DELETE", f"{path}/gast@fremd.example").status_code == 404
    assert desk.post() == "held"
