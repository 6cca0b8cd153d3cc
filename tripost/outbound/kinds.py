"""Which mails go to everyone on a list, with a copy of their own for each?"""

from typing import Final

FANOUT: Final = ("post", "campaign", "digest")
CAMPAIGN: Final = "campaign"
MANAGED: Final = (CAMPAIGN, "test")  # whoever looks after a list sends these
COMPLAINT: Final = "complaint"  # why of a Suppression that holds for list mail alone
FANOUT_SQL: Final = "('post', 'campaign', 'digest')"
