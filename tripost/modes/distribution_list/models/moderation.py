"""Which posts wait for a moderator, who may post without one, and who answered a send."""

from django.db import models

from tripost.kit.fields import Id


class HeldPost(models.Model):
    """A post that the policy did not let through by itself."""

    id = Id(primary_key=True)  # the intake row's id
    address = models.ForeignKey("addresses.Address", on_delete=models.CASCADE)
    conversation = models.ForeignKey("store.Conversation", on_delete=models.CASCADE)
    message = models.ForeignKey("store.Message", on_delete=models.CASCADE)
    reason = models.CharField(max_length=40)
    at = models.DateTimeField()
    decided = models.CharField(max_length=10, default="")  # "" | approved | refused
    decided_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT)
    believed = models.BooleanField(default=False, db_default=False)  # is it from whom it says?
    decided_at = models.DateTimeField(null=True)
    note = models.TextField(default="", db_default="")  # the reason, in the moderator's words
    told_at = models.DateTimeField(null=True)  # the author, that and why it was refused


class Allowed(models.Model):
    """Somebody outside who may always post, because a moderator said so once."""

    address = models.ForeignKey("addresses.Address", on_delete=models.CASCADE)
    email = models.CharField(max_length=320)  # lower case
    by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField()

    class Meta:
        """Once per list."""

        constraints = (models.UniqueConstraint(fields=("address", "email"), name="one_allowed"),)


class Answer(models.Model):
    """The conversation that one person's answers to one send make in one of our inboxes."""

    outgoing = models.ForeignKey("outbound.Outgoing", on_delete=models.CASCADE)
    address = models.ForeignKey("addresses.Address", on_delete=models.CASCADE)  # the inbox
    email = models.CharField(max_length=320)  # lower case, who answered
    conversation = models.ForeignKey("store.Conversation", on_delete=models.CASCADE)

    class Meta:
        """One conversation per person, send and inbox."""

        constraints = (
            models.UniqueConstraint(fields=("outgoing", "address", "email"), name="one_answer"),
        )
