"""Whom the operations of working together are for."""

from tests.doors import House
from tests.rights.decided import EVA, ONCE, Decided, Request, _draft, _on, _plain
from tests.rights.roles import Place
from tripost.kit.ids import new_id
from tripost.store.models import Task


def _task(house: House, place: Place) -> Request:
    task = Task.objects.create(
        id=new_id(house.now), conversation_id=place.conversation, position=1, text="x",
        created_at=house.now,
    )  # fmt: skip
    return Request(f"/tasks/{task.pk}", {"done": True})


TOGETHER: dict[str, Decided] = {
    "share_draft": Decided(
        "own", lambda h, p: Request(f"/drafts/{_draft(h, p).pk}/share", {"shared": True}), ONCE
    ),
    "list_mentionable": Decided("readers", _on("/conversations/{c}/mentionable")),
    "set_invited": Decided("writers", _on("/conversations/{c}/invited", {"users": [EVA]})),
    "add_tasks": Decided("writers", _on("/conversations/{c}/tasks", {"text": "x"})),
    "change_task": Decided("writers", _task),
    "remove_task": Decided("writers", _task),
    "list_tasks": Decided("anyone", _plain("/tasks?mine=0"), ONCE),
}
