"""The only list of acts that need their own hands, by the kind in POST /acts and in `Act.kind`."""

from typing import Final

from tripost.conversations.order.performers import Merging, Moving, Participating, Splitting
from tripost.conversations.work.base import Performer

PERFORMERS: Final[dict[str, Performer]] = {
    "merge": Merging(),
    "move": Moving(),
    "split": Splitting(),
    "participants": Participating(),
}
