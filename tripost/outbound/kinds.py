"""Which mails go to everyone on a list, with a copy of their own for each?"""

from typing import Final

FANOUT: Final = ("post", "campaign", "digest")
FANOUT_SQL: Final = "('post', 'campaign', 'digest')"
