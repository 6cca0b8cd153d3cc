"""Work to be done later: claimed by lease, retried, unique by key."""

from django.db import models


class Job(models.Model):
    """One piece of work, named; safe to run twice."""

    name = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict)
    key = models.CharField(max_length=120, null=True, unique=True)  # null: not unique
    run_at = models.DateTimeField(db_index=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failed_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, default="")
