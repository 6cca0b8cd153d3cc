"""Whom the operations of working together are for."""

from datetime import timedelta

from tests.doors import House
from tests.rights.decided import EVA, ONCE, Decided, Request, _draft, _on, _plain
from tests.rights.roles import Place
from tripost.kit.ids import new_id
from tripost.store.models import Guest, Task


def _task(house: House, place: Place) -> Request:
    task = Task.objects.create(
        id=new_id(house.now), conversation_id=place.conversation, position=1, text="x",
        created_at=house.now,
    )  # fmt: skip
    return Request(f"/tasks/{task.pk}", {"done": True})


def _guest(house: House, place: Place) -> Request:
    guest = Guest.objects.create(
        id=new_id(house.now), conversation_id=place.conversation, name="G",
        digest=str(new_id(house.now)), by=house.world.user("insider"), at=house.now,
        expires_at=house.now + timedelta(days=1),
    )  # fmt: skip
    return Request(f"/conversations/{place.conversation}/guests/{guest.pk}")


TOGETHER: dict[str, Decided] = {
    "share_draft": Decided(
        "own", lambda h, p: Request(f"/drafts/{_draft(h, p).pk}/share", {"shared": True}), ONCE
    ),
    "list_mentionable": Decided("readers", _on("/conversations/{c}/mentionable")),
    "set_invited": Decided("writers", _on("/conversations/{c}/invited", {"users": [EVA]})),
    "add_tasks": Decided("writers", _on("/conversations/{c}/tasks", {"text": "x"})),
    "change_task": Decided("writers", _task),
    "remove_task": Decided("writers", _task),
    "add_guest": Decided("writers", _on("/conversations/{c}/guests", {"name": "G", "days": 1})),
    "remove_guest": Decided("writers", _guest),
    "list_tasks": Decided("anyone", _plain("/tasks?mine=0"), ONCE),
}
