"""Which people may decide about a held post? Reads."""

from tripost.people.models import Right, User
from tripost.people.policies import DECIDES, HELD, Actor, actors, may_see
from tripost.store.reads import DjangoReader


def moderators_of(address: int, *, conversation: int, right: int = DECIDES) -> list[User]:
    """Everybody who may decide and sees this conversation, by address; or has another right."""
    reader = DjangoReader()
    users = sorted(
        {
            user
            for user, bits in reader.rows(
                f"SELECT h.user_id, h.rights FROM {HELD} h WHERE h.address_id = %s", (address,)
            )
            if bits & right
        }
    )
    deciding = [
        ident
        for ident, who in actors(reader, users=users).items()
        if decides(who, address=address, conversation=conversation, right=right)
    ]
    return list(User.objects.filter(pk__in=deciding).order_by("address"))


def managers_of(address: int) -> list[User]:
    """Everybody who manages this list, by address."""
    held = DjangoReader().rows(
        f"SELECT h.user_id, h.rights FROM {HELD} h WHERE h.address_id = %s", (address,)
    )
    managing = {user for user, bits in held if bits & Right.MANAGE}
    return list(User.objects.filter(pk__in=managing, is_active=True).order_by("address"))


def decides(who: Actor, *, address: int, conversation: int, right: int = DECIDES) -> bool:
    """Whether this person may decide about a post in this conversation now."""
    return (
        who.may(right, address=address)
        and who.may(Right.READ, address=address)
        and may_see(DjangoReader(), who=who, conversation=conversation)
    )
