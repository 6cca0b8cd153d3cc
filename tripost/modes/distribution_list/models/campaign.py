"""A composed send: its draft, the recipients frozen for it, and the links they followed."""

from django.db import models

from tripost.kit.fields import Id


class Template(models.Model):
    """Blocks to begin a campaign with; of one list, or of the house."""

    address = models.ForeignKey("addresses.Address", null=True, on_delete=models.CASCADE)
    name = models.CharField(max_length=120)
    content = models.JSONField(default=dict)  # as Campaign.content
    at = models.DateTimeField()


class Campaign(models.Model):
    """Written in the web app; `outgoing` is what left, its bytes frozen at the start."""

    id = Id(primary_key=True)
    address = models.ForeignKey("addresses.Address", on_delete=models.CASCADE)
    state = models.CharField(max_length=10, default="draft")
    # draft | asked (waits for the second person) | scheduled | freezing | sending; from `freezing`
    # on nothing of it can be edited, from `sending` on outbound.standing says how far it is
    name = models.CharField(max_length=200)
    subject = models.CharField(max_length=300, default="")
    preheader = models.CharField(max_length=300, default="")
    content = models.JSONField(default=dict)  # {"blocks": [...]} or {"mjml": "…"}
    segment = models.ForeignKey("distribution_list.Segment", null=True, on_delete=models.SET_NULL)
    query = models.TextField(default="")  # the segment's words, or its own; "" = all
    topic = models.CharField(max_length=40, default="")  # "" = to all topics
    zone = models.CharField(max_length=9, default="ours")  # ours | recipient
    send_at = models.DateTimeField(null=True)  # null = at once; recipient's zone: as if ours
    reply_to = models.CharField(max_length=8, default="")  # "" = as the list says
    reply_inbox = models.ForeignKey(
        "addresses.Address", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    clicks = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)  # every save counts on; stale saves are told
    created_by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        "people.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_by = models.ForeignKey(
        "people.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    outgoing = models.OneToOneField("outbound.Outgoing", null=True, on_delete=models.SET_NULL)
    run = models.PositiveIntegerField(default=0, db_default=0)  # the last job that froze it
    back = models.CharField(max_length=8, default="", db_default="")
    # why it did not leave and is a draft again: audience | topic | content | sender | failed

    class Meta:
        """The latest first; what is due is a job's."""

        indexes = (models.Index(fields=("address", "-changed_at"), name="campaigns_of_list"),)


class Frozen(models.Model):
    """Who gets a send, chosen in one look and kept (law 5). Its Delivery is made when its time
    comes; a post by mail has none of these, its snapshot is a moment."""

    outgoing = models.ForeignKey("outbound.Outgoing", on_delete=models.CASCADE)
    subscriber = models.ForeignKey("distribution_list.Subscriber", on_delete=models.CASCADE)
    email = models.CharField(max_length=320)
    not_before = models.DateTimeField()

    class Meta:
        """Once each; taken in the order of their time."""

        constraints = (models.UniqueConstraint(fields=("outgoing", "email"), name="frozen_once"),)
        indexes = (models.Index(fields=("outgoing", "not_before", "id"), name="frozen_due"),)


class InDigest(models.Model):
    """Whoever reads the list in digests finds this campaign in their next one; chosen and kept in
    the same look as those who get it as a mail of its own."""

    outgoing = models.ForeignKey("outbound.Outgoing", on_delete=models.CASCADE, db_index=False)
    subscriber = models.ForeignKey(
        "distribution_list.Subscriber", on_delete=models.CASCADE, db_index=False
    )

    class Meta:
        """Once each; a digest asks for some people at a time."""

        constraints = (
            models.UniqueConstraint(fields=("outgoing", "subscriber"), name="in_digest_once"),
        )
        indexes = (models.Index(fields=("subscriber",), name="in_digest_of"),)


class Click(models.Model):
    """A signed link was followed. `scanner`: too soon, too many at once, or a known machine."""

    outgoing = models.ForeignKey("outbound.Outgoing", on_delete=models.CASCADE)
    subscriber = models.ForeignKey("distribution_list.Subscriber", on_delete=models.CASCADE)
    link = models.PositiveSmallIntegerField()  # its place in the campaign
    at = models.DateTimeField()
    scanner = models.BooleanField(default=False)

    class Meta:
        """Counted per send, found per person."""

        indexes = (
            models.Index(fields=("outgoing", "link"), name="clicks_of_send"),
            models.Index(fields=("subscriber", "at"), name="clicks_of_person"),
            models.Index(
                fields=("at", "subscriber"),
                name="clicks_of_people",
                condition=models.Q(scanner=False),
            ),
        )
