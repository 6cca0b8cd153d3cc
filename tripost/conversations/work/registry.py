"""The only list of acts that need their own hands, by the kind in POST /acts and in `Act.kind`."""

from typing import Final

from tripost.conversations.confidential import readers
from tripost.conversations.order import participants
from tripost.conversations.order.performers import Merging, Moving, again
from tripost.conversations.together import tasks_back
from tripost.conversations.work.base import OwnDoor, Performer

PERFORMERS: Final[dict[str, Performer]] = {
    "merge": Merging(),
    "move": Moving(),
    "split": OwnDoor("POST /conversations/{id}/split", back=again),
    "participants": OwnDoor("PUT /conversations/{id}/participants", back=participants.put_back),
    "readers": OwnDoor("PUT /conversations/{id}/readers", back=readers.put_back),
    "task": OwnDoor("/conversations/{id}/tasks and /tasks/{id}", back=tasks_back.put_back),
}
