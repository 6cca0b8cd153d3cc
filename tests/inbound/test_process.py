"""From the ledger to the conversation: one outcome each, whatever a mail does to us (law 2)."""

from pathlib import Path

import pytest

from tests.inbound.conftest import Corridor, letter
from tests.world import READ_WRITE
from tripost.addresses import verp
from tripost.conversations.detail import recipients
from tripost.inbound import claims
from tripost.inbound.doctor import examine
from tripost.inbound.filing import file
from tripost.inbound.ledger import IntakeRow, intake
from tripost.inbound.lookup import ReadMail
from tripost.inbound.readers import Readers
from tripost.inbound.reading import Task, read
from tripost.kit.secrets import installation
from tripost.outbound.actions import Frozen, enqueue
from tripost.outbound.models import Delivery
from tripost.store.blobs import digest
from tripost.store.models import Blob, Change, Conversation, Entry, Intake, Message
from tripost.store.reads import DjangoReader

FRAGILE = "tests.inbound.fragile"


def test_a_first_mail_begins_a_conversation(corridor: Corridor) -> None:
    support = corridor.house.world.address("support")
    assert corridor.receive(letter(), support) == "new"
    row = Conversation.objects.get()
    assert (row.subject, row.state, row.messages) == ("Defekte Lieferung", "new", 1)
    assert row.waiting_since is not None
    entry = Intake.objects.get()
    assert (entry.subject, entry.conversation_id) == ("Defekte Lieferung", row.id)
    assert Message.objects.get(id=entry.message_id).blob_id == entry.blob_id


def test_an_answer_follows_within_its_address_only(corridor: Corridor) -> None:
    world = corridor.house.world
    support, sales = world.address("support"), world.address("sales")
    corridor.receive(letter(), support)
    answer = letter("Noch was", message_id="m2@x", In_Reply_To="<m1@praxis-weiss.example>")
    assert corridor.receive(answer, support, sales) == "follow-up"
    outcomes = dict(Intake.objects.values_list("recipient", "outcome"))
    assert outcomes["sales@acme.example"] == "new"
    assert Conversation.objects.count() == 2


def test_mails_of_one_batch_find_each_other(corridor: Corridor) -> None:
    support = corridor.house.world.address("support")
    corridor.accept(letter(), support)
    corridor.accept(
        letter("zwei", message_id="m2@x", References="<m1@praxis-weiss.example>"), support
    )
    corridor.accept(letter("drei", message_id="m3@x", In_Reply_To="<m2@x>"), support)
    assert [one[0] for one in corridor.process()] == ["new", "follow-up", "follow-up"]
    assert list(Entry.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]


def test_a_stranger_with_a_known_id_is_marked(corridor: Corridor) -> None:
    support = corridor.house.world.address("support")
    corridor.receive(letter(), support)
    raw = letter(
        "Hallo", message_id="m2@evil", author="Eve <eve@evil.example>",
        In_Reply_To="<m1@praxis-weiss.example>",
    )  # fmt: skip
    assert corridor.receive(raw, support) == "follow-up"
    assert Message.objects.get(message_id="m2@evil").warnings == ["stranger"]
    for number in (3, 4):  # of one batch; who has come in once has no part for that
        again = letter(
            f"Noch {number}", message_id=f"m{number}@evil", author="Eve <eve@evil.example>",
            In_Reply_To="<m1@praxis-weiss.example>",
        )  # fmt: skip
        corridor.accept(again, support)
    corridor.process()
    for number in (3, 4):
        assert Message.objects.get(message_id=f"m{number}@evil").warnings == ["stranger"]


def test_nobody_is_told_of_a_mail_that_joins_something_confidential(corridor: Corridor) -> None:
    support = corridor.house.world.address("support", anna=READ_WRITE)
    root = corridor.house.world.user("root", role="administrator")
    corridor.receive(letter(), support)
    Conversation.objects.update(confidential=True)
    Change.objects.all().delete()
    answer = letter("Geheim", message_id="m2@x", In_Reply_To="<m1@praxis-weiss.example>")
    [pending] = corridor.accept(answer, support)
    for name in ("anna", "root"):
        shown = _ledger(corridor, name, pending.intake)
        assert shown is None or (shown.sender, shown.subject) == ("…@praxis-weiss.example", "")
    corridor.process()
    assert Conversation.objects.get().messages == 2
    assert list(Change.objects.values_list("kind", flat=True)) == ["message.added"]
    assert _ledger(corridor, "anna", pending.intake) is None
    assert _ledger(corridor, root.address.partition("@")[0], pending.intake) is None


def test_a_stranger_who_quotes_something_confidential_opens_nothing(corridor: Corridor) -> None:
    support = corridor.house.world.address("support", anna=READ_WRITE)
    corridor.receive(letter(), support)
    Conversation.objects.update(confidential=True)
    forwarded = letter(
        "> Geheim", author="x@evil.example", message_id="m9@evil",
        In_Reply_To="<m1@praxis-weiss.example>",
    )  # fmt: skip
    corridor.accept(forwarded, support)
    corridor.process()
    assert Conversation.objects.get().confidential
    assert Message.objects.get(message_id="m9@evil").warnings == ["stranger"]


def _ledger(corridor: Corridor, name: str, ident: int) -> IntakeRow | None:
    who = corridor.house.world.actor(name)
    rows = intake(DjangoReader(), who=who, outcome=None, limit=10, before=None)
    return next((row for row in rows if row.id == str(ident)), None)


def test_the_same_bytes_by_another_envelope_are_a_duplicate(corridor: Corridor) -> None:
    support = corridor.house.world.address("support")
    corridor.accept(letter(), support)
    corridor.accept(letter(), support, recipients=["support+shop@acme.example"])
    assert [one[0] for one in corridor.process()] == ["new", "duplicate"]
    assert corridor.receive(letter(), support, sender="list@example.net") == "duplicate"
    assert Message.objects.count() == 1


def test_an_automatic_answer_is_filed_quietly(corridor: Corridor) -> None:
    support = corridor.house.world.address("support")
    corridor.receive(letter(), support)
    Conversation.objects.update(state="closed", waiting_since=None)
    before = Conversation.objects.get().last_activity_at
    corridor.house.pass_time(hours=1)
    away = letter(
        "Ich bin im Urlaub", message_id="m2@x", Auto_Submitted="auto-replied",
        In_Reply_To="<m1@praxis-weiss.example>",
    )  # fmt: skip
    assert corridor.receive(away, support) == "automatic"
    row = Conversation.objects.get()
    assert (row.state, row.waiting_since, row.last_activity_at) == ("closed", None, before)
    assert row.messages == 2


@pytest.mark.parametrize(
    "raw",
    [b"", b"\r\n", b"no header at all", letter(message_id=""), b"\0\xff\xfe" * 50,
     letter(subject="=?utf-8?q?x=0ABcc:=20evil@example.net?="),
     letter(Date="Mon, 01 Jan 0001 00:00:00 +1400"),
     letter(Date="Fri, 31 Dec 9999 23:59:59 -1200")],
)  # fmt: skip
def test_odd_mails_are_filed_too(corridor: Corridor, raw: bytes) -> None:
    assert corridor.receive(raw, corridor.house.world.address("support")) == "new"
    assert "\n" not in Conversation.objects.get().subject


def test_a_colleague_is_believed_from_a_trusted_network_only(corridor: Corridor) -> None:
    world = corridor.house.world
    support = world.address("support", anna=READ_WRITE)
    for place, peer in enumerate(("127.0.0.1", "203.0.113.9")):
        raw = letter(str(place), message_id=f"{place}@x", author="Anna <anna@acme.example>")
        corridor.receive(raw, support, peer=peer)
    authors = list(Message.objects.order_by("id").values_list("author_id", flat=True))
    assert authors == [world.user("anna").pk, None]


def test_filing_the_same_batch_twice_changes_nothing(corridor: Corridor) -> None:
    support = corridor.house.world.address("support")
    corridor.accept(letter(), support)
    [pending] = claims.look(DjangoReader(), at=corridor.house.now, limit=5)
    mail = ReadMail(pending, read(Task(letter(), "")), None, False)
    assert file([mail], at=corridor.house.now) == 1
    changes = Change.objects.count()
    assert file([mail], at=corridor.house.now) == 0
    assert (Message.objects.count(), Change.objects.count()) == (1, changes)


@pytest.mark.parametrize("corridor", [Readers(seconds=2, module=FRAGILE)], indirect=True)
@pytest.mark.parametrize("poison", ["kill-the-reader", "hang-the-reader", "stumble"])
def test_a_mail_that_breaks_its_reader_is_quarantined_alone(
    corridor: Corridor, poison: str
) -> None:
    support = corridor.house.world.address("support")
    corridor.accept(letter("davor", message_id="a@x"), support)
    corridor.accept(letter(poison, message_id="b@x"), support)
    corridor.accept(letter("danach", message_id="c@x"), support)
    for _ in range(claims.TRIES):
        outcomes = corridor.process()
        corridor.house.pass_time(minutes=1)
    assert [one[0] for one in outcomes] == ["new", "quarantined", "new"]
    assert outcomes[1][1], "the error is not shown"
    assert Intake.objects.get(outcome="quarantined").attempts == claims.TRIES


@pytest.mark.parametrize("corridor", [Readers(module=FRAGILE)], indirect=True)
def test_a_quarantined_mail_can_be_taken_up_again(
    corridor: Corridor, monkeypatch: pytest.MonkeyPatch
) -> None:
    support = corridor.house.world.address("support")
    [accepted] = corridor.accept(letter("stumble"), support)
    for _ in range(claims.TRIES):
        corridor.process()
        corridor.house.pass_time(minutes=1)
    corridor.house.loop.run(corridor.readers.stop())
    healthy = Readers()
    corridor.house.loop.run(healthy.start())
    corridor.processor._readers = healthy
    claims.retry(accepted.intake, by=None, at=corridor.house.now)
    assert corridor.process() == [("new", "")]
    corridor.house.loop.run(healthy.stop())
    with pytest.raises(claims.NotQuarantined):
        claims.retry(accepted.intake, by=None, at=corridor.house.now)


def test_a_bounce_by_our_own_sender_fails_its_delivery(corridor: Corridor) -> None:
    world, now = corridor.house.world, corridor.house.now
    support = world.address("support")
    first = world.mail(support)
    raw = b"Subject: Re\r\n\r\nAntwort\r\n"
    Blob.objects.create(sha256=digest(raw), size=len(raw), data=raw)
    outgoing = enqueue(
        Frozen(
            address=support.pk, conversation=first.conversation, message=None, author=None,
            kind="reply", base=digest(raw), envelope_from=support.email,
            recipients=("jana@praxis-weiss.example",), not_before=now, draft={},
        ),
        at=now,
    )  # fmt: skip
    delivery = Delivery.objects.get(outgoing_id=outgoing)
    Delivery.objects.update(state="sent")
    Conversation.objects.update(state="closed")
    back = verp.sender(
        installation(), address=support.pk, delivery=delivery.pk, domain="acme.example"
    )
    assert corridor.receive(REPORT, support, sender="", recipients=[back]) == "bounce"
    delivery.refresh_from_db()
    assert delivery.state == "failed"
    row = Conversation.objects.get()
    assert (row.id, row.state) == (first.conversation, "open")
    assert Entry.objects.filter(conversation=row, kind="bounce").count() == 1


def test_whoever_knows_a_return_path_takes_no_part_by_it(corridor: Corridor) -> None:
    world, now = corridor.house.world, corridor.house.now
    support = world.address("support", anna=READ_WRITE)
    first = world.mail(support)
    raw = b"Subject: Re\r\n\r\nAntwort\r\n"
    Blob.objects.create(sha256=digest(raw), size=len(raw), data=raw)
    outgoing = enqueue(
        Frozen(
            address=support.pk, conversation=first.conversation, message=None, author=None,
            kind="reply", base=digest(raw), envelope_from=support.email,
            recipients=("blind@copy.example",), not_before=now, draft={},
        ),
        at=now,
    )  # fmt: skip
    delivery = Delivery.objects.get(outgoing_id=outgoing).pk
    back = verp.sender(installation(), address=support.pk, delivery=delivery, domain="acme.example")
    mail = letter("Antwortet mir", message_id="m@evil", author="mallory@evil.example")
    assert corridor.receive(mail, support, recipients=[back]) == "automatic"
    to, _ = recipients(DjangoReader(), ident=first.conversation)
    assert [address for _, address in to] == ["jana@praxis-weiss.example"]


def test_a_forged_bounce_changes_no_delivery(corridor: Corridor) -> None:
    support = corridor.house.world.address("support")
    assert corridor.receive(REPORT, support, sender="") == "automatic"


def test_the_doctor_finds_what_is_missing(corridor: Corridor) -> None:
    support = corridor.house.world.address("support")
    blobs = corridor.house.services.blobs
    for number in range(3):
        corridor.receive(letter("x" * 20_000 + str(number), message_id=f"{number}@x"), support)
    assert examine(DjangoReader(), blobs).wrong == []
    files = sorted(one for one in Path(blobs.folder).rglob("*") if one.is_file())
    files[0].unlink()
    files[1].write_bytes(b"changed")
    Entry.objects.filter(number=1, conversation=Conversation.objects.first()).update(number=5)
    Intake.objects.filter(pk=Intake.objects.values("pk")[:1]).update(message_id=4711)
    wrong = " ".join(examine(DjangoReader(), blobs).wrong)
    for sentence in ("are missing", "have changed", "a gap", "their message is gone"):
        assert sentence in wrong


REPORT = (
    b"From: MAILER-DAEMON@mx.example\r\nTo: support@acme.example\r\nSubject: Undelivered\r\n"
    b"Message-ID: <r1@mx.example>\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
    b"--b\r\nContent-Type: text/plain\r\n\r\nIt failed.\r\n"
    b"--b\r\nContent-Type: message/delivery-status\r\n\r\n"
    b"Reporting-MTA: dns; mx.example\r\n\r\n"
    b"Final-Recipient: rfc822; jana@praxis-weiss.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    b"Diagnostic-Code: smtp; 550 5.1.1 unknown user\r\n\r\n--b--\r\n"
)
