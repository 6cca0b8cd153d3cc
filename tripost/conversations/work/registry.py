"""The only list of acts that need their own hands, by the kind in POST /acts and in `Act.kind`."""

from typing import Final

from tripost.conversations.work.base import Performer

PERFORMERS: Final[dict[str, Performer]] = {}
