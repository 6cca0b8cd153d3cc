"""Saved views and their numbers. The full-text index is made by hand (migrations)."""

from django.db import models

from tripost.kit.fields import Id


class View(models.Model):
    """A saved query: for one person (`owner` alone), a team, or all."""

    id = Id(primary_key=True)
    name = models.CharField(max_length=120)
    query = models.CharField(max_length=2000)
    sort = models.CharField(max_length=10, default="newest")
    owner = models.ForeignKey("people.User", on_delete=models.CASCADE)
    shared = models.BooleanField(default=False)  # for all
    team = models.ForeignKey("people.Team", null=True, on_delete=models.CASCADE)
    tone = models.PositiveSmallIntegerField(default=1)
    position = models.PositiveSmallIntegerField(default=0)
