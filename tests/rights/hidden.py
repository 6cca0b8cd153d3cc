"""A world to look for leaks in: five people who may see something, and what none of them may see.

Every text of the hidden conversation holds the canary, whose letters stand nowhere else.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
from django.db import transaction

from tests.doors import House
from tests.world import READ_WRITE
from tripost.addresses.models import Address
from tripost.conversations.append import Appended
from tripost.kit.ids import new_id
from tripost.outbound.models import Delivery, Outgoing
from tripost.people import actions as people
from tripost.people import teams
from tripost.people.models import Right, Team
from tripost.store.models import (
    Attachment,
    Blob,
    Contact,
    ContactReader,
    Conversation,
    Draft,
    Identity,
    Intake,
    Invited,
    Link,
    Mention,
    ReadMark,
    Task,
)

CANARY = "zqx"
WATCHERS = {
    "colleague": Right.READ | Right.WRITE_AS,  # of the same address
    "manager": Right.MANAGE,  # looks after it and may not read
    "owner": Right.OWN | Right.WRITE_AS,  # sees what is assigned to them
    "visitor": 0,  # invited to one open conversation
    "stranger": 0,  # every right, on another address
    "root": 0,  # administrator without any right
}
EVERYTHING = Right.READ | Right.WRITE_AS | Right.WRITE_ON_BEHALF | Right.MANAGE
OPEN_CONTACT = "kunde@offen.example"
HIDDEN_CONTACT = f"{CANARY}mail@geheim.example"
OTHER_HIDDEN = f"{CANARY}cc@geheim.example"


@dataclass
class Ground:
    """What there is: `open` things everybody above may see some of, `hidden` ones none may."""

    house: House
    support: Address
    sales: Address
    open: dict[str, str] = field(default_factory=dict)
    hidden: dict[str, str] = field(default_factory=dict)


def settle(house: House) -> Ground:
    """Everybody moves in; the open conversation has one of everything."""
    world = house.world
    world.user("root", role="administrator")
    grants = {name: int(bits) for name, bits in WATCHERS.items() if bits}
    support = world.address("support", insider=int(READ_WRITE | Right.MANAGE), **grants)
    sales = world.address("sales", mode="list", stranger=int(EVERYTHING))
    with transaction.atomic():
        team = teams.add_team("Rot", members=[world.user("owner").pk], by=None, at=house.now)
        people.set_team_grant(support.pk, team=team.pk, rights=Right.OWN, by=None, at=house.now)
    ground = Ground(house, support, sales)
    for name in ("insider", *WATCHERS):
        house.token(name)
    ground.open = house.services.writer.submit(
        lambda: _conversation(ground, "offen", contact=OPEN_CONTACT, other="cc@offen.example")
    ).result(20)
    _work(ground, ground.open, "offen", contact=OPEN_CONTACT)
    Conversation.objects.filter(pk=ground.open["conversation"]).update(assignee=world.user("owner"))
    with house.client("insider") as insider:
        wish = {"name": "r", "text": "{{contact.name}} {{conversation.subject}}"}
        wish |= {"for": "address", "address": support.email}
        answer = insider.post("/api/v1/saved-replies", json=wish)
        assert answer.is_success, answer.text
        ground.open["reply"] = answer.json()["id"]
        for query in ("Rechnung", "is:open", "is:confidential", "is:mine"):
            wish = {"name": query, "query": query, "sort": "newest", "for": "all"}
            answer = insider.post("/api/v1/saved-views", json=wish)
            assert answer.is_success, answer.text
    Invited.objects.create(
        conversation_id=int(ground.open["conversation"]), user=world.user("visitor"), at=house.now
    )
    return ground


def hide(ground: Ground, *, how: str) -> None:
    """The same once more, for one reader alone, from its first moment on: with a protected
    "contact", or because its "sensitivity" was said; or for all who read there ("open")."""

    def make() -> dict[str, str]:
        if how == "contact":
            contact = Contact.objects.create(id=new_id(ground.house.now), protected=True)
            Identity.objects.create(contact=contact, email=HIDDEN_CONTACT)
            insider = ground.house.world.user("insider")
            ContactReader.objects.create(contact=contact, user=insider)
        return _conversation(
            ground,
            CANARY,
            contact=HIDDEN_CONTACT,
            other=OTHER_HIDDEN,
            sensitive=how == "sensitivity",
        )

    ground.hidden = ground.house.services.writer.submit(make).result(20)
    made = Conversation.objects.get(pk=int(ground.hidden["conversation"]))
    readers = [r.user.address for r in made.reader_set.all()]
    assert readers == ([] if how == "open" else ["insider@acme.example"])
    _work(ground, ground.hidden, CANARY, contact=HIDDEN_CONTACT, label=how != "open")
    if how != "open":
        ground.house.services.writer.submit(lambda: _tempt(ground)).result(20)


def _tempt(ground: Ground) -> None:
    """Everything that shows an open conversation to somebody hangs on the hidden one too."""
    world, now = ground.house.world, ground.house.now
    hidden, shown = int(ground.hidden["conversation"]), int(ground.open["conversation"])
    Conversation.objects.filter(pk=hidden).update(
        assignee=world.user("owner"), team=Team.objects.get(), twin_of=shown
    )
    Invited.objects.create(conversation_id=hidden, user=world.user("visitor"), at=now)
    one, other = sorted((hidden, shown))
    Link.objects.create(one_id=one, other_id=other, at=now)
    for number, name in enumerate(WATCHERS):
        user = world.user(name)
        Task.objects.create(
            id=new_id(now), conversation_id=hidden, position=number + 2, text=f"{CANARY}given",
            assignee=user, due_at=now, created_at=now,
        )  # fmt: skip
        ReadMark.objects.create(
            conversation_id=hidden, user=user, starred=True, followed=True, up_to=1
        )
        Mention.objects.create(conversation_id=hidden, user=user, number=2)
        Draft.objects.create(
            id=new_id(now), author=user, address=ground.support, conversation_id=hidden,
            kind="reply", text=f"{CANARY}begun", updated_at=now,
        )  # fmt: skip


def _conversation(
    ground: Ground, word: str, *, contact: str, other: str, sensitive: bool = False
) -> dict[str, str]:
    """A mail with a file, as the corridor in leaves it."""
    house = ground.house
    place = house.world.mail(
        ground.support,
        at=house.now + timedelta(seconds=1),
        message_id=f"{word}id@x.example",
        sensitive=sensitive,
        subject=f"{word}subject Rechnung",
        visible=f"{word}body steht darin",
        folded=f"{word}folded",
        snippet=f"{word}body steht darin",
        from_address=contact,
        from_name=f"{word}name",
        contact=(f"{word}name", contact),
        recipients={"to": [["", ground.support.email]], "cc": [[f"{word}ccname", other]]},
    )
    part = Attachment.objects.create(
        message_id=place.message, path="1", name=f"{word}file.pdf", content_type="text/plain",
        size=1, offset=0, length=1, encoding="7bit",
    )  # fmt: skip
    intake = Intake.objects.create(
        id=new_id(house.now), received_at=house.now, channel="smtp", sender=contact,
        recipient=ground.support.email, address_id=ground.support.pk,
        blob=Blob.objects.first(), size=1, fingerprint=f"{word}print", outcome="new",
        subject=f"{word}subject", conversation_id=place.conversation, message_id=place.message,
        detail=f"{word}detail",
    )  # fmt: skip
    return {
        "conversation": str(place.conversation),
        "message": str(place.message),
        "mailing": str(_mailing(ground, place, word)),
        "attachment": str(part.pk),
        "intake": str(intake.pk),
        "contact": contact,
    }


def _mailing(ground: Ground, place: Appended, word: str) -> int:
    """The mail went on to somebody, as a post does."""
    now = ground.house.now
    made = Outgoing.objects.create(
        id=new_id(now), address=ground.support, kind="post", base=Blob.objects.first(),
        conversation_id=place.conversation, message_id=place.message, created_at=now,
        not_before=now, left_at=now, finished_at=now, copies=1, sent=1,
    )  # fmt: skip
    Delivery.objects.create(
        id=new_id(now), outgoing=made, recipient=f"{word}reader@x.example", state="sent",
        next_at=now, settled_at=now,
    )  # fmt: skip
    return made.pk


def _work(
    ground: Ground, made: dict[str, str], word: str, *, contact: str, label: bool = True
) -> None:
    """What the insider does there, through the doors of the app."""
    place = f"/conversations/{made['conversation']}"
    with ground.house.client("insider") as insider:

        def do(method: str, path: str, body: Any = None, **more: Any) -> Any:
            answer = insider.request(method, f"/api/v1{path}", json=body, **more)
            assert answer.is_success, f"{method} {path}: {answer.text}"
            return answer.json() if answer.content else None

        do("POST", f"{place}/notes", {"text": f"{word}note @insider"})
        # The words that stick on what is not confidential are the house's words.
        do("PUT", f"{place}/labels", {"labels": [f"{word}label" if label else "offenlabel"]})
        wish = {"text": f"{word}task", "assignee": "insider@acme.example"}
        made["task"] = do("POST", f"{place}/tasks", wish)["id"]
        do("PUT", f"{place}/priority", {"priority": 1})
        do("PUT", f"{place}/due", {"due_at": "2026-11-23T08:00:00Z"})
        people = [{"address": contact, "name": f"{word}name", "role": "to"}]
        do("PUT", f"{place}/participants", {"participants": people})
        file = {"file": (f"{word}upload.txt", b"x")}
        made["upload"] = insider.post("/api/v1/uploads", files=file).json()["id"]
        draft = {"conversation": made["conversation"], "address_id": str(ground.support.pk)}
        texts = {"text": f"{word}draft", "subject": f"{word}draftsubject"}
        made["draft"] = do("POST", "/drafts", {**draft, **texts})["id"]
        do("POST", f"/drafts/{made['draft']}/share", {"shared": True})
        reply = {"text": f"{word}reply", "seen_up_to": 99, "force": True}
        copy = {"cc": [{"address": f"{word}out@x.example", "name": ""}]}
        sent = do("POST", f"{place}/replies", {**reply, **copy})
        made["send"] = sent["message"]["sending"]["id"]
        do("PATCH", f"/contacts/{contact}", {"company": f"{word}company", "phone": f"{word}phone"})
        note = do("POST", f"/contacts/{contact}/notes", {"text": f"{word}contactnote"})
        made["contactnote"] = note["id"]
        star = {"kind": "star", "on": True}
        acted = do("POST", "/acts", {"conversations": [made["conversation"]], "do": star})
        made["act"] = acted["act"]
        wish = {"name": f"{word}guest", "days": 3, "notes": True}
        made["link"] = do("POST", f"{place}/guests", wish)["url"]


def bodies(answer: httpx.Response) -> tuple[int, Any]:
    """What an answer says, comparable."""
    try:
        return answer.status_code, answer.json()
    except ValueError:
        return answer.status_code, answer.content
