"""The one log (law 4): every write leaves one Change; ids and kinds, never content."""

from django.db import models

from tripost.kit.fields import Id


class Modseq(models.Model):
    """The one locked row that numbers changes, so that number order is commit order."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    value = models.BigIntegerField(default=0)


class Change(models.Model):
    """What happened, in the order in which it was committed."""

    modseq = Id(primary_key=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=30)
    address_id = models.BigIntegerField(null=True)
    conversation_id = models.BigIntegerField(null=True)
    actor_id = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)
