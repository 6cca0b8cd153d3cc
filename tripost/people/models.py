"""Who works here, in which team, and what each may do with which address."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class Role(models.TextChoices):
    """What a person is to the whole installation."""

    ADMINISTRATOR = "administrator"
    MEMBER = "member"


class Right(models.IntegerChoices):
    """What a grant allows, as bits: a grant holds their sum."""

    READ = 1, "read"
    WRITE_AS = 2, "write_as"
    WRITE_ON_BEHALF = 4, "write_on_behalf"
    MANAGE = 8, "manage"
    OWN = 16, "own"  # sees only what is assigned to them or to a team of theirs
    MODERATE = 32, "moderate"  # decides about held posts of a list


class Users(BaseUserManager["User"]):
    """Makes users; addresses are kept in lower case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user with this address, whatever its case."""
        return self.get(address=(username or "").lower())


class User(AbstractBaseUser):
    """A person with a login. `address` is their own mail address; it names them everywhere."""

    address = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.MEMBER)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=5, default="en")
    scheme = models.CharField(max_length=10, default="auto")
    shortcuts = models.BooleanField(default=True)
    timezone = models.CharField(max_length=60, default="Europe/Berlin")  # IANA name
    density = models.CharField(max_length=12, default="comfortable")  # or "compact"
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Users] = Users()
    USERNAME_FIELD = "address"

    @property
    def is_administrator(self) -> bool:
        """May set up domains, addresses and people; is not thereby a reader (law 7)."""
        return self.role == Role.ADMINISTRATOR


class Team(models.Model):
    """People who are granted rights together."""

    name = models.CharField(max_length=100, unique=True)
    members = models.ManyToManyField(User, related_name="teams")


class Grant(models.Model):
    """A user or a team may do this with that address."""

    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="grants")
    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE, related_name="grants")
    address = models.ForeignKey("addresses.Address", on_delete=models.CASCADE)
    rights = models.PositiveSmallIntegerField(default=Right.READ)

    class Meta:
        """One grant per person or team and address."""

        constraints = (
            models.UniqueConstraint(fields=("user", "address"), name="one_grant_per_user"),
            models.UniqueConstraint(fields=("team", "address"), name="one_grant_per_team"),
            models.CheckConstraint(
                condition=models.Q(user__isnull=False) ^ models.Q(team__isnull=False),
                name="grant_to_user_or_team",
            ),
        )


class Token(models.Model):
    """A long random secret for programs, kept only as its SHA-256 (hex)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=20, default="api")  # "api" or "app-password"
    name = models.CharField(max_length=100, default="", db_default="")  # what it is for
    scopes = models.CharField(max_length=100, default="api")  # "api" | "read" | "imap,smtp,dav"
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)  # within `tokens.NOTED`


class SignInFailure(models.Model):
    """A sign-in that failed, to slow down guessing from one place at one login."""

    at = models.DateTimeField(db_index=True)
    source = models.CharField(max_length=64)
    login = models.CharField(max_length=254)


class Session(AbstractBaseSession):
    """A browser that is signed in. `session_key` is the SHA-256 (hex) of what its cookie says."""

    session_key = models.CharField(max_length=64, primary_key=True)
    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="sessions")


class Answered(models.Model):
    """A POST with an Idempotency-Key: written with what it did, so that it is done once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE)
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)  # SHA-256 (hex) over path and body
    status = models.PositiveSmallIntegerField(default=0)  # 0: done, the answer is not kept yet
    content_type = models.CharField(max_length=100, default="")
    body = models.BinaryField(default=b"")
    rights = models.JSONField(default=dict)  # with which it was asked (people.answers)
    at = models.DateTimeField(db_index=True)

    class Meta:
        """A key is used once per person."""

        constraints = (models.UniqueConstraint(fields=("user", "key"), name="one_answer_per_key"),)


class Audit(models.Model):
    """Who did what that others must be able to trust: each row holds the hash of the one before."""

    at = models.DateTimeField()
    actor = models.ForeignKey(User, null=True, on_delete=models.SET_NULL)
    kind = models.CharField(max_length=40)
    address_id = models.BigIntegerField(null=True)
    conversation_id = models.BigIntegerField(null=True)
    detail = models.JSONField(default=dict)
    hash = models.CharField(max_length=64)  # SHA-256 (hex) over the row and the hash before
