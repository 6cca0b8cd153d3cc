"""What is frozen to leave (law 5), and what became of it for each recipient."""

from django.db import models

from tripost.kit.fields import Id


class Outgoing(models.Model):
    """One mail of ours, frozen at the click. `base` holds its bytes before any per-copy header."""

    id = Id(primary_key=True)
    address = models.ForeignKey("addresses.Address", on_delete=models.PROTECT)
    conversation = models.ForeignKey("store.Conversation", null=True, on_delete=models.PROTECT)
    message = models.OneToOneField("store.Message", null=True, on_delete=models.PROTECT)
    author = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT)
    kind = models.CharField(max_length=10)  # reply | new | forward | notice | test | one of FANOUT
    base = models.ForeignKey("store.Blob", on_delete=models.PROTECT)
    envelope_from = models.CharField(max_length=320, blank=True)  # "" = null sender
    created_at = models.DateTimeField()
    not_before = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    expanded = models.BooleanField(default=True)  # a post: are its Delivery rows all made?
    cursor = models.BigIntegerField(default=0)  # the last subscriber (campaign: Frozen) with a row
    left_at = models.DateTimeField(null=True)  # the first copy has been tried: no way back
    draft = models.JSONField(default=dict)  # what to give back to the writer on undo
    paused_at = models.DateTimeField(null=True)  # nothing of it is claimed meanwhile
    total = models.PositiveIntegerField(default=0, db_default=0)  # recipients; known once frozen
    # Tallies of its Delivery rows, kept by results.py, so that nobody counts a hundred thousand:
    copies = models.PositiveIntegerField(default=0, db_default=0)  # rows made so far
    sent = models.PositiveIntegerField(default=0, db_default=0)
    deferred = models.PositiveIntegerField(default=0, db_default=0)  # now
    failed = models.PositiveIntegerField(default=0, db_default=0)
    cancelled = models.PositiveIntegerField(default=0, db_default=0)
    finished_at = models.DateTimeField(null=True)  # every copy is settled

    class Meta:
        """What waits to leave, and posts whose copies are to be made, are found without a scan."""

        indexes = (
            models.Index(
                fields=("not_before",),
                name="posts_to_expand",
                condition=models.Q(expanded=False, cancelled_at__isnull=True),
            ),
            models.Index(
                fields=("not_before",),
                name="sends_waiting",
                condition=models.Q(left_at__isnull=True, cancelled_at__isnull=True),
            ),
        )


class DeliveryState(models.TextChoices):
    """Where one copy for one recipient stands."""

    QUEUED = "queued"
    SENT = "sent"
    DEFERRED = "deferred"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Delivery(models.Model):
    """One message to one recipient; its own queue, claimed in batches by lease."""

    id = Id(primary_key=True)
    # Found by `one_delivery_per_recipient`; another index would cost each copy.
    outgoing = models.ForeignKey(
        Outgoing, on_delete=models.CASCADE, related_name="deliveries", db_index=False
    )
    recipient = models.CharField(max_length=320)
    state = models.CharField(
        max_length=10, choices=DeliveryState.choices, default=DeliveryState.QUEUED
    )
    next_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    waits_since = models.DateTimeField(null=True)  # its first try that was in vain
    attempts = models.PositiveSmallIntegerField(default=0)
    code = models.CharField(max_length=16, default="")  # last reply, "450 4.2.0"
    detail = models.CharField(max_length=500, default="")
    settled_at = models.DateTimeField(null=True)
    domain = models.CharField(max_length=253, default="", db_default="")  # of the recipient
    subscriber_id = models.BigIntegerField(null=True)  # whose copy of a post this is
    bounced_at = models.DateTimeField(null=True)  # came back after the next hop had taken it
    complained_at = models.DateTimeField(null=True)  # RFC 5965
    unsubscribed_at = models.DateTimeField(null=True)  # by a link in this copy
    answered_at = models.DateTimeField(null=True)
    clicked_at = models.DateTimeField(null=True)

    class Meta:
        """A recipient gets a mail once; answers and list copies are found apart, by time."""

        constraints = (
            models.UniqueConstraint(
                fields=("outgoing", "recipient"), name="one_delivery_per_recipient"
            ),
        )
        indexes = (
            models.Index(
                fields=("next_at", "id"),
                name="answers_due",
                condition=models.Q(state__in=("queued", "deferred"), subscriber_id__isnull=True),
            ),
            # A copy that was claimed when it was made never enters this one.
            models.Index(
                fields=("next_at", "id"),
                name="copies_due",
                condition=models.Q(
                    state__in=("queued", "deferred"),
                    subscriber_id__isnull=False,
                    lease_until__isnull=True,
                ),
            ),
            models.Index(
                fields=("domain", "next_at"),
                name="copies_of_domain",
                condition=models.Q(
                    state__in=("queued", "deferred"),
                    subscriber_id__isnull=False,
                    lease_until__isnull=True,
                ),
            ),
            # What happened afterwards is counted per send over these few rows.
            models.Index(
                fields=("outgoing",),
                name="delivery_events",
                condition=models.Q(bounced_at__isnull=False)
                | models.Q(complained_at__isnull=False)
                | models.Q(unsubscribed_at__isnull=False)
                | models.Q(answered_at__isnull=False)
                | models.Q(clicked_at__isnull=False),
            ),
            models.Index(
                fields=("answered_at", "subscriber_id"),
                name="delivery_answered",
                condition=models.Q(answered_at__isnull=False),
            ),
            models.Index(
                fields=("complained_at", "subscriber_id"),
                name="delivery_complained",
                condition=models.Q(complained_at__isnull=False),
            ),
            models.Index(
                fields=("subscriber_id", "id"),
                name="delivery_subscriber",
                condition=models.Q(subscriber_id__isnull=False),
            ),
        )


class Attempt(models.Model):
    """One try to hand a delivery to the next hop."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE)
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10)  # sent | deferred | failed | unknown
    code = models.CharField(max_length=16, default="")
    text = models.CharField(max_length=500, default="")


class Suppression(models.Model):
    """An address we no longer write to, and why."""

    email = models.CharField(max_length=320, unique=True)
    reason = models.CharField(max_length=20)
    at = models.DateTimeField()


class Destination(models.Model):
    """A recipient domain that asked us to be slower, and how slow we are with it now."""

    domain = models.CharField(max_length=253, primary_key=True)
    limit = models.PositiveSmallIntegerField()  # copies on their way at the same time
    closed_until = models.DateTimeField(null=True)
    code = models.CharField(max_length=16, default="")
    text = models.CharField(max_length=500, default="")
    at = models.DateTimeField()
