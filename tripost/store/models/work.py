"""How people work on conversations: own names of states, acts and their inverse, tasks, links."""

from django.db import models

from tripost.kit.fields import Id
from tripost.store.models.conversation import Conversation, State


class Status(models.Model):
    """An own name over one of the fixed types, e.g. "At the printer's" over waiting."""

    name = models.CharField(max_length=60, unique=True)
    type = models.CharField(max_length=10, choices=State.choices)
    tone = models.PositiveSmallIntegerField(default=1)
    position = models.PositiveSmallIntegerField(default=0)


class Act(models.Model):
    """What one person did in one go to one or many conversations, kept so that it can be undone."""

    id = Id(primary_key=True)
    by = models.ForeignKey("people.User", on_delete=models.CASCADE)
    at = models.DateTimeField()
    kind = models.CharField(max_length=20)  # state | assign | label | move | merge | split | …
    undoes = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="undoing")
    undone_at = models.DateTimeField(null=True)


class ActItem(models.Model):
    """One conversation of an act: how it was and how it became (columns of the row, by name)."""

    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="items")
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE)
    entry = models.PositiveIntegerField(default=0)  # its event's number; 0 = none (personal)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)


class Task(models.Model):
    """Something to do that belongs to a conversation."""

    id = Id(primary_key=True)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE)
    position = models.PositiveIntegerField()
    text = models.CharField(max_length=1000)
    assignee = models.ForeignKey(
        "people.User", null=True, on_delete=models.SET_NULL, related_name="tasks"
    )
    team = models.ForeignKey("people.Team", null=True, on_delete=models.SET_NULL)
    due_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        "people.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(
        "people.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        """What somebody has still to do is found at once."""

        indexes = (
            models.Index(
                fields=("assignee", "due_at"), name="task_open",
                condition=models.Q(done_at__isnull=True),
            ),
        )  # fmt: skip


class Link(models.Model):
    """Two conversations that have to do with each other; `one` has the lower id."""

    one = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField()

    class Meta:
        """Linked once."""

        constraints = (models.UniqueConstraint(fields=("one", "other"), name="one_link"),)


class Invited(models.Model):
    """May see this one conversation without a right on its address."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE)
    user = models.ForeignKey("people.User", on_delete=models.CASCADE)
    by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Invited once."""

        constraints = (
            models.UniqueConstraint(fields=("user", "conversation"), name="one_invitation"),
        )


class Guest(models.Model):
    """Somebody without a login who may look at one conversation by a link; `digest` is the
    SHA-256 (hex) of its secret."""

    id = Id(primary_key=True)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE)
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, unique=True)
    notes = models.BooleanField(default=False)  # sees notes too
    by = models.ForeignKey("people.User", on_delete=models.CASCADE)
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_seen_at = models.DateTimeField(null=True)
