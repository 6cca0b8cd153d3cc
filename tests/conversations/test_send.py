"""Answers cross nothing, are frozen at the click, and can be taken back while they wait."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.conversations.office import Office
from tests.world import READ_WRITE
from tripost.conversations import actions, drafts
from tripost.conversations.detail import conversation as detail
from tripost.conversations.send import Crossed, Sent, send
from tripost.conversations.taking_back import undo
from tripost.conversations.together.notes import add_note
from tripost.conversations.writing import Words, begin
from tripost.kit.entered import BadInput
from tripost.outbound.actions import TooLate
from tripost.outbound.models import Delivery, Outgoing
from tripost.people.models import Right
from tripost.people.policies import Forbidden, Hidden
from tripost.store.models import Conversation, Draft, Entry, Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(now: datetime, tmp_path: Path) -> Office:
    return Office.opened(now, tmp_path)


def begun(office: Office) -> int:
    support = office.address("support", anna=READ_WRITE, ben=READ_WRITE)
    support.signature = "Acme GmbH"
    support.save()
    return office.mail(support).conversation


def test_an_answer_goes_to_who_wrote_with_thread_signature_and_quote(office: Office) -> None:
    conversation = begun(office)
    mail = office.sent(office.answer("anna", conversation, seen_up_to=1))
    text = mail.get_content().replace("\r\n", "\n")
    assert mail["To"] == "Jana Weiß <jana@praxis-weiss.example>"
    assert mail["From"] == "Acme Support <support@acme.example>"
    assert mail["Subject"] == "Re: Defekte Lieferung"
    assert mail["In-Reply-To"] == "<m1@praxis-weiss.example>"
    assert "\n-- \nAcme GmbH\n" in text
    assert "schrieb Jana Weiß:\n> Guten Tag, leider" in text
    shown = Message.objects.get(direction="out")
    assert shown.visible == "Die Ersatzplatte kommt am Freitag."
    assert "Acme GmbH" in shown.folded


def test_the_second_of_two_who_race_is_held_with_the_first_and_keeps_the_draft(
    office: Office,
) -> None:
    conversation = begun(office)
    first = office.answer("anna", conversation, seen_up_to=1)
    second = office.answer("ben", conversation, seen_up_to=1, text="Wir schicken Ersatz.")
    assert isinstance(first, Sent)
    assert isinstance(second, Crossed)
    assert second.newer == (first.place.number,)
    kept = Draft.objects.get(pk=second.draft)
    assert (kept.text, kept.held, kept.author.name) == ("Wir schicken Ersatz.", "crossing", "Ben")
    assert Outgoing.objects.count() == 1
    assert isinstance(office.answer("ben", conversation, seen_up_to=1, force=True), Sent)


@pytest.mark.parametrize("newer", ["mail", "note"])
def test_a_new_mail_or_note_holds_a_send_an_event_does_not(office: Office, newer: str) -> None:
    conversation = begun(office)
    anna = office.user("anna").pk
    actions.assign(conversation, to=anna, by=anna, at=office.now)
    assert isinstance(office.answer("anna", conversation, seen_up_to=1), Sent)
    if newer == "mail":
        office.mail(office.address("support"), conversation=conversation, message_id="m2@x")
    else:
        add_note(conversation, by=office.user("ben").pk, text="Halt!", at=office.now)
    assert isinstance(office.answer("anna", conversation, seen_up_to=3), Crossed)


def test_undo_gives_the_words_back_and_leaves_no_mail(office: Office) -> None:
    conversation = begun(office)
    before = Conversation.objects.values().get(pk=conversation)
    done = office.answer("anna", conversation, seen_up_to=1, close=True)
    assert isinstance(done, Sent)
    assert Conversation.objects.get(pk=conversation).state == "closed"
    draft = undo(done.outgoing, by=office.user("anna").pk, at=office.now + timedelta(seconds=9))
    assert draft.text == "Die Ersatzplatte kommt am Freitag."
    after = Conversation.objects.values().get(pk=conversation)
    changed = {key for key in before if before[key] != after[key]}
    assert changed == {"last_entry", "last_activity_at"} - (
        {"last_activity_at"} if before["last_activity_at"] == after["last_activity_at"] else set()
    )
    assert not Message.objects.filter(direction="out").exists()
    assert set(Delivery.objects.values_list("state", flat=True)) == {"cancelled"}
    numbers = Entry.objects.filter(conversation=conversation).values_list("number", flat=True)
    assert sorted(numbers) == [1, 2, 3, 4, 5], "first, answer, taken, closed, given back"


@pytest.mark.parametrize("seconds", [10, 11, 3600])
def test_undo_comes_too_late_after_the_window(office: Office, seconds: int) -> None:
    conversation = begun(office)
    done = office.answer("anna", conversation, seen_up_to=1)
    assert isinstance(done, Sent)
    with pytest.raises(TooLate):
        undo(done.outgoing, by=1, at=office.now + timedelta(seconds=seconds))
    assert Message.objects.filter(direction="out").exists()


def test_undo_comes_too_late_once_a_copy_is_claimed(office: Office) -> None:
    conversation = begun(office)
    done = office.answer("anna", conversation, seen_up_to=1)
    assert isinstance(done, Sent)
    Delivery.objects.update(lease_until=office.now)
    with pytest.raises(TooLate):
        undo(done.outgoing, by=1, at=office.now)


def test_an_undone_first_mail_takes_its_conversation_along(office: Office) -> None:
    support = office.address("support", anna=READ_WRITE)
    words = Words(text="Hallo", subject="Termin", to=(("", "l@brandt.example"),))
    ready = begin(office.desk(), who=office.actor("anna"), address=support.pk, words=words)
    done = send(ready, blobs=office.blobs, at=office.now)
    assert isinstance(done, Sent)
    assert Conversation.objects.get().contact_address == "l@brandt.example"
    draft = undo(done.outgoing, by=office.user("anna").pk, at=office.now)
    assert draft.conversation_id is None
    assert draft.recipients["to"] == [["", "l@brandt.example"]]
    assert not Conversation.objects.exists()


@pytest.mark.parametrize("work", ["note", "answer", "undone", "draft"])
def test_an_undone_first_mail_takes_nothing_of_others_along(office: Office, work: str) -> None:
    support = office.address("support", anna=READ_WRITE, ben=READ_WRITE)
    words = Words(text="Hallo", subject="Termin", to=(("", "l@brandt.example"),))
    ready = begin(office.desk(), who=office.actor("anna"), address=support.pk, words=words)
    first = send(ready, blobs=office.blobs, at=office.now)
    assert isinstance(first, Sent)
    place, ben = first.place.conversation, office.user("ben").pk
    match work:
        case "note":
            add_note(place, by=ben, text="Wichtig", at=office.now)
        case "draft":
            kept = drafts.Written(author=ben, address=support.pk, conversation=place, kind="reply")
            drafts.save(kept, draft=None, at=office.now)
        case _:
            answer = office.answer("ben", place, seen_up_to=1)
            assert isinstance(answer, Sent)
            if work == "undone":
                undo(answer.outgoing, by=ben, at=office.now)
    draft = undo(first.outgoing, by=office.user("anna").pk, at=office.now)
    assert (draft.conversation_id, draft.kind) == (place, "reply")
    left = Conversation.objects.get(pk=place)
    assert (left.messages, left.last_content) == (
        (1, 2) if work == "answer" else (0, left.last_content)
    )
    assert Entry.objects.filter(conversation=place, kind="note").count() == (work == "note")
    assert Draft.objects.filter(author_id=ben).count() == (work in ("draft", "undone"))


def test_undo_leaves_what_has_happened_since(office: Office) -> None:
    conversation = begun(office)
    support, jana = office.address("support"), "m1@praxis-weiss.example"
    late = office.now + timedelta(seconds=3)
    done = office.answer("anna", conversation, seen_up_to=1, close=True)
    assert isinstance(done, Sent)
    office.mail(
        support, conversation=conversation, state="open", message_id="m2@praxis-weiss.example",
        references=(jana,), snippet="Es eilt!", visible="Es eilt!", at=late,
    )  # fmt: skip
    waiting = Conversation.objects.get(pk=conversation)
    undo(done.outgoing, by=office.user("anna").pk, at=late)
    row = Conversation.objects.get(pk=conversation)
    assert (row.state, row.snippet, row.messages) == ("open", "Es eilt!", 2)
    assert row.waiting_since == office.now, "our answer never left: they wait since the first mail"
    assert waiting.waiting_since == late


def test_undo_opens_nothing_that_a_colleague_has_closed(office: Office) -> None:
    conversation = begun(office)
    done = office.answer("anna", conversation, seen_up_to=1)
    assert isinstance(done, Sent)
    at = office.now + timedelta(seconds=1)
    actions.set_state(conversation, state="closed", by=office.user("ben").pk, at=at)
    undo(done.outgoing, by=office.user("anna").pk, at=at)
    row = Conversation.objects.get(pk=conversation)
    assert (row.state, row.waiting_since) == ("closed", None)


def test_the_draft_it_came_from_is_gone_after_the_send(office: Office) -> None:
    conversation = begun(office)
    anna = office.user("anna").pk
    written = drafts.Written(
        author=anna,
        address=office.address("support").pk,
        conversation=conversation,
        kind="reply",
        text="Die",
    )
    draft = drafts.save(written, draft=None, at=office.now).pk
    assert isinstance(office.answer("anna", conversation, seen_up_to=1, draft=draft), Sent)
    assert not Draft.objects.exists()


def test_an_attachment_travels_and_opens_again(office: Office) -> None:
    conversation = begun(office)
    data = b"%PDF-1.4 " + bytes(range(256)) * 20
    upload = drafts.upload(
        owner=office.user("anna").pk,
        name="../Größe.pdf",
        content_type="application/pdf",
        size=len(data),
        blob=office.blobs.put(data),
        at=office.now,
    )
    mail = office.sent(office.answer("anna", conversation, seen_up_to=1, uploads=(upload.pk,)))
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "..Größe.pdf"
    assert attached.get_content() == data
    assert Conversation.objects.get(pk=conversation).attachments == 1
    for asked in ("größe.pdf", "jana@praxis-weiss.example ersatzplatte"):
        hits = office.found("anna", asked)
        assert [hit.conversation for hit in hits][:1] == [conversation]
        assert hits[0].text.startswith("Die Ersatzplatte")
    with pytest.raises(BadInput, match="no longer there"):
        office.answer("ben", conversation, seen_up_to=9, uploads=(upload.pk,))


def test_html_is_made_harmless_and_gets_a_text_part(office: Office) -> None:
    conversation = begun(office)
    html = "<p>Guten <b>Tag</b></p><script>alert(1)</script>"
    mail = office.sent(office.answer("anna", conversation, seen_up_to=1, text="", html=html))
    body, plain = mail.get_body(("html",)), mail.get_body(("plain",))
    assert "<b>Tag</b>" in body.get_content()
    assert "alert" not in body.get_content()
    assert plain.get_content().startswith("Guten Tag")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"text": "  "}, "empty-mail"),
        ({"to": (), "cc": ()}, "no-recipient"),
        ({"to": tuple(("", f"x{n}@y.example") for n in range(600))}, "too-many-recipients"),
        ({"subject": "x\r\nBcc: a@b.example"}, "bad-header"),
        ({"to": (("a\nb", "x@y.example"),)}, "bad-header"),
        ({"to": (("", "nobody"),)}, "bad-header"),
        ({"identity": "on_behalf"}, "bad-identity"),
    ],
)
def test_what_cannot_be_sent_is_refused_and_nothing_is_left(
    office: Office, words: dict[str, Any], code: str
) -> None:
    conversation = begun(office)
    with pytest.raises(BadInput) as wrong:
        office.answer("anna", conversation, seen_up_to=1, **words)
    assert wrong.value.code == code
    assert not Outgoing.objects.exists()
    assert Entry.objects.count() == 1


def test_rights_decide_who_writes_as_whom(office: Office) -> None:
    conversation = begun(office)
    office.address("support", cem=Right.READ, dana=Right.READ | Right.WRITE_ON_BEHALF)
    with pytest.raises(Forbidden):
        office.answer("cem", conversation, seen_up_to=1)
    with pytest.raises(Hidden):
        office.answer("emil", conversation, seen_up_to=1)
    mail = office.sent(office.answer("dana", conversation, seen_up_to=1))
    assert mail["From"] == "Acme Support <support@acme.example>"
    assert mail["Sender"] == "Dana <dana@acme.example>"


def test_the_next_answer_goes_to_the_customer_not_to_a_stranger(office: Office) -> None:
    support = office.address("support", anna=READ_WRITE)
    first = office.mail(
        support,
        recipients={
            "to": [["", "support@acme.example"]],
            "cc": [["Empfang", "empfang@praxis-weiss.example"]],
            "reply_to": [["Jana", "praxis@praxis-weiss.example"]],
        },
    )
    office.mail(
        support,
        conversation=first.conversation,
        message_id="m2@x",
        from_address="mallory@evil.example",
        stranger=True,
    )
    _, shown = detail(office.reader, who=office.actor("anna"), ident=first.conversation, now="2026")
    assert [p.address for p in shown.reply_to] == ["praxis@praxis-weiss.example"]
    assert [p.address for p in shown.reply_cc] == ["empfang@praxis-weiss.example"]
    mallory = (("", "Mallory@evil.example"),)
    mail = office.sent(office.answer("anna", first.conversation, seen_up_to=2))
    assert mail["In-Reply-To"] == "<m1@praxis-weiss.example>", "a stranger's mail is not quoted"
    mail = office.sent(office.answer("anna", first.conversation, seen_up_to=3, to=mallory))
    assert mail["In-Reply-To"] == "<m1@praxis-weiss.example>"
    mail = office.sent(office.answer("anna", first.conversation, seen_up_to=5))
    assert mail["In-Reply-To"] == "<m2@x>", "a colleague has written to them: they take part"
    assert [(p.address, p.stranger) for p in shown.participants][-1] == (
        "mallory@evil.example",
        True,
    )


def test_a_post_is_nobodys_open_work(office: Office) -> None:
    news = office.address("news", mode="list", anna=READ_WRITE)
    words = Words(text="Neu: Ida", subject="Neu")
    ready = begin(office.desk(), who=office.actor("anna"), address=news.pk, words=words)
    assert isinstance(send(ready, blobs=office.blobs, at=office.now), Sent)
    assert Conversation.objects.get().state == "closed"
