"""Saved views and their numbers. The full-text index is made by hand (migrations)."""

from django.db import models

from tripost.kit.fields import Id


class View(models.Model):
    """A saved query: for one person (`owner` alone), a team, or all.

    `built`: its members are kept in `Member`; `looked_at`: as of when, for what time moves.
    """

    id = Id(primary_key=True)
    name = models.CharField(max_length=120)
    query = models.CharField(max_length=2000)
    sort = models.CharField(max_length=10, default="newest")
    owner = models.ForeignKey("people.User", on_delete=models.CASCADE)
    shared = models.BooleanField(default=False)  # for all
    team = models.ForeignKey("people.Team", null=True, on_delete=models.CASCADE)
    tone = models.PositiveSmallIntegerField(default=1)
    position = models.PositiveSmallIntegerField(default=0)
    built = models.BooleanField(db_default=False)
    looked_at = models.DateTimeField(null=True)


class Member(models.Model):
    """This conversation is in that view (of queries that mean the same to everybody)."""

    view = models.ForeignKey(View, on_delete=models.CASCADE)
    conversation_id = models.BigIntegerField(db_index=True)
    address_id = models.BigIntegerField()
    confidential = models.BooleanField()
    last_activity_at = models.DateTimeField()  # as the conversation has it: its place in the list

    class Meta:
        """Once; and its list is one walk."""

        constraints = (
            models.UniqueConstraint(fields=("view", "conversation_id"), name="one_member"),
        )
        indexes = (
            models.Index(
                fields=("view", "last_activity_at", "conversation_id"), name="member_listed"
            ),
        )


class ViewCount(models.Model):
    """How many members of a view that are not confidential an address has."""

    view = models.ForeignKey(View, on_delete=models.CASCADE)
    address_id = models.BigIntegerField()
    n = models.BigIntegerField()

    class Meta:
        """Once."""

        constraints = (
            models.UniqueConstraint(fields=("view", "address_id"), name="one_view_count"),
        )


class Followed(models.Model):
    """How far in the log the members of views are (one row)."""

    modseq = models.BigIntegerField()
