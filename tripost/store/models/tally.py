"""How many conversations there are of each kind, kept by triggers of the database."""

from django.db import models


class Tally(models.Model):
    """Non-confidential conversations of one address in one state, by assignee and team (0: none).

    Triggers on `store_conversation` keep it exact (decision 0014): a number beside a list must not
    cost more the more mail there is. Nobody else writes here.
    """

    address_id = models.BigIntegerField()
    state = models.CharField(max_length=10)
    assignee_id = models.BigIntegerField()
    team_id = models.BigIntegerField()
    n = models.BigIntegerField()

    class Meta:
        """Also the way it is read: by address and state."""

        constraints = (
            models.UniqueConstraint(
                fields=("address_id", "state", "assignee_id", "team_id"), name="one_tally"
            ),
        )
