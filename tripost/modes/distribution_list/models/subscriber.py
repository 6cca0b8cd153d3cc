"""Who gets the mails of a list, and by which questions they are found."""

from django.db import models


class Subscriber(models.Model):
    """Gets list copies, needs no login. The row stays when they leave: nobody re-adds them."""

    address = models.ForeignKey("addresses.Address", on_delete=models.CASCADE)
    email = models.CharField(max_length=320)  # lower case
    name = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, default="active")  # see README.md
    attributes = models.JSONField(default=dict)  # key → value, see Attribute
    since = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    language = models.CharField(max_length=5, default="", db_default="")  # "" = the list's
    delivery = models.CharField(max_length=8, default="each", db_default="each")
    # each | digest | pause
    paused_until = models.DateTimeField(null=True)  # null while paused: until they say
    resumes = models.CharField(max_length=8, default="each", db_default="each")  # after the pause
    topics = models.JSONField(null=True)  # keys they want; null = all
    source = models.CharField(max_length=10, default="", db_default="")  # hand|import|signup|api
    consent = models.CharField(max_length=9, default="", db_default="")
    # "" | vouched | confirmed: what their chain comes to now; kept by joining/consents.py alone
    score = models.FloatField(default=0, db_default=0)  # of bounces, halved as time passes
    bounces = models.PositiveSmallIntegerField(default=0)  # of different posts
    bounced_at = models.DateTimeField(null=True)
    digested_at = models.DateTimeField(null=True)  # up to when the last digest told them

    class Meta:
        """Once per list; found by address over all lists too."""

        constraints = (models.UniqueConstraint(fields=("address", "email"), name="one_subscriber"),)
        indexes = (
            models.Index(fields=("email",), name="subscriber_email"),
            models.Index(fields=("address", "state"), name="subscriber_state"),
            models.Index(fields=("address", "since"), name="subscriber_since"),
            models.Index(
                fields=("address", "digested_at"),
                name="subscriber_digest",
                condition=models.Q(delivery="digest", state="active"),
            ),
            models.Index(
                fields=("paused_until",),
                name="subscriber_paused",
                condition=models.Q(delivery="pause", paused_until__isnull=False),
            ),
        )


class Segment(models.Model):
    """A saved question about the subscribers of a list, in the one query language."""

    address = models.ForeignKey("addresses.Address", on_delete=models.CASCADE)
    name = models.CharField(max_length=120)
    query = models.TextField()
    created_by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField()

    class Meta:
        """A name means one thing per list."""

        constraints = (models.UniqueConstraint(fields=("address", "name"), name="one_segment"),)
