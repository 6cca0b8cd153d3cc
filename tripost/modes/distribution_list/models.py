"""Who gets the mails of a list, and which posts wait for a moderator."""

from django.db import models

from tripost.kit.fields import Id


class Subscriber(models.Model):
    """Gets list copies, needs no login. The row stays when they leave: nobody re-adds them."""

    address = models.ForeignKey("addresses.Address", on_delete=models.CASCADE)
    email = models.CharField(max_length=320)  # lower case
    name = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, default="active")  # see README.md
    attributes = models.JSONField(default=dict)
    since = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    bounces = models.PositiveSmallIntegerField(default=0)  # hard ones, of different posts
    bounced_at = models.DateTimeField(null=True)

    class Meta:
        """Once per list."""

        constraints = (models.UniqueConstraint(fields=("address", "email"), name="one_subscriber"),)


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
