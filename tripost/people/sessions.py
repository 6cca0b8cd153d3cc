"""Django's session engine, with cookies kept only as their SHA-256 (PROMISES L35)."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from tripost.kit.secrets import digest
from tripost.people.models import Session


class SessionStore(DatabaseStore):
    """A stolen backup opens no session: the table does not hold what the cookie says."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Our table."""
        return Session

    def _get_session_from_db(self) -> Session | None:
        found = Session.objects.filter(
            session_key=digest(self.session_key or ""), expire_date__gt=timezone.now()
        ).first()
        if found is None:
            self._session_key = None
        return found

    def exists(self, session_key: str) -> bool:
        """Whether this cookie is known."""
        return Session.objects.filter(session_key=digest(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row, with the user beside the data so that the API finds them by one index."""
        user = data.get("_auth_user_id")
        return Session(
            session_key=digest(self._get_or_create_session_key()),  # type: ignore[attr-defined] # private
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            user_id=int(user) if user else None,
        )

    def delete(self, session_key: str | None = None) -> None:
        """End the session of this cookie, or the current one."""
        key = session_key or self.session_key
        if key:
            Session.objects.filter(session_key=digest(key)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        """Forget what no cookie can use any more."""
        Session.objects.filter(expire_date__lt=timezone.now()).delete()
