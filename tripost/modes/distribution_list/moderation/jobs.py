"""The names of the work that held posts make."""

from typing import Final

HELD: Final = "list.held"  # ask the moderators
TOLD: Final = "list.told"  # tell a moderator what their answer has done
REFUSED: Final = "list.refused"  # tell the author
ASKED_PER_HOUR: Final = 30
"""Held posts of one list that moderators get a mail about; a flood of them waits in the app."""
