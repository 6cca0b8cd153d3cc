"""The only place that names all three rooms."""

from typing import Final

from tripost.addresses.models import Mode as Key
from tripost.modes.base import Mode
from tripost.modes.distribution_list.mode import DistributionList
from tripost.modes.shared_mailbox.mode import SharedMailbox
from tripost.modes.team_inbox.mode import TeamInbox

_ROOMS: Final[dict[str, Mode]] = {
    Key.LIST: DistributionList(),
    Key.MAILBOX: SharedMailbox(),
    Key.INBOX: TeamInbox(),
}


def room(mode: str) -> Mode:
    """The room of a mode (`list`, `mailbox`, `inbox`); raises KeyError for anything else."""
    return _ROOMS[mode]
