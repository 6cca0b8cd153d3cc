"""Who is this? By name (`anna`) or address, and password."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from tripost.people.models import User


def find_user(login: str) -> User | None:
    """The active user with this address, or the only one whose address begins with this name."""
    login = login.strip().lower()
    if not login:
        return None  # empty never matches
    active = User.objects.filter(is_active=True)
    if "@" in login:
        return active.filter(address=login).first()
    found = list(active.filter(address__startswith=f"{login}@")[:2])
    return found[0] if len(found) == 1 else None


class NameOrAddress(BaseBackend):
    """Checks a password; takes as long for people who do not exist (PROMISES L38)."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **_: Any,
    ) -> User | None:
        """The user, or None when name or password is wrong."""
        if not username or not password:
            return None
        user = find_user(username)
        if user is None:
            User().set_password(password)
            return None
        return user if user.check_password(password) else None

    def get_user(self, user_id: int) -> User | None:
        """The user of a session, as long as they are active."""
        return User.objects.filter(pk=user_id, is_active=True).first()
