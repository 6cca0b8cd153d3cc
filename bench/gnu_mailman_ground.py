"""A list with members, made by Mailman's own Python: its configuration and a number.

Anyone may post; each copy is made for its member alone (personalised, a sender of its own).
"""

import sys


def main(configuration: str, number: int) -> None:
    """news@lists.test."""
    from mailman.core.initialize import initialize

    initialize(configuration)
    from mailman.database.transaction import transaction
    from mailman.interfaces.action import Action
    from mailman.interfaces.archiver import ArchivePolicy
    from mailman.interfaces.domain import IDomainManager
    from mailman.interfaces.listmanager import IListManager
    from mailman.interfaces.mailinglist import Personalization
    from mailman.interfaces.member import MemberRole
    from mailman.interfaces.styles import IStyleManager
    from mailman.interfaces.usermanager import IUserManager
    from zope.component import getUtility

    with transaction():
        getUtility(IDomainManager).add("lists.test")
        news = getUtility(IListManager).create("news@lists.test")
        getUtility(IStyleManager).get("legacy-default").apply(news)
        news.default_nonmember_action = Action.accept
        news.archive_policy = ArchivePolicy.never
        news.max_message_size = 0
        news.max_num_recipients = 0
        news.require_explicit_destination = False
        news.digests_enabled = False
        news.send_welcome_message = False
        news.personalize = Personalization.individual
        users = getUtility(IUserManager)
        for n in range(number):
            address = users.create_address(f"user{n}@member.test", f"User {n}")
            news.subscribe(address, MemberRole.member)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
