"""Mail as it came: blobs, the intake ledger, messages and where their attachments stand."""

from django.db import models

from tripost.kit.fields import Id


class Blob(models.Model):
    """Raw bytes by SHA-256 (hex). Small ones inline, large ones as a file (`data` is null)."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField()  # bytes
    data = models.BinaryField(null=True)


class Intake(models.Model):
    """The ledger (law 2): one row per accepted message and recipient, with one outcome.

    It is its own queue: `outcome` is "pending" until processed. Outcomes: new, follow-up, post,
    held, bounce, automatic, duplicate, quarantined.
    """

    id = Id(primary_key=True)
    received_at = models.DateTimeField()
    channel = models.CharField(max_length=12)  # smtp | lmtp | local | demo
    sender = models.CharField(max_length=320, blank=True)  # envelope; "" = null sender
    recipient = models.CharField(max_length=320)
    address_id = models.BigIntegerField()
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT)
    size = models.BigIntegerField()
    fingerprint = models.CharField(max_length=64, unique=True)  # over envelope and content
    trace = models.JSONField(default=dict)  # peer, helo, tls: our own trace headers
    outcome = models.CharField(max_length=12, default="pending")
    detail = models.CharField(max_length=500, default="")
    subject = models.CharField(max_length=300, default="")
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    processed_at = models.DateTimeField(null=True)
    conversation_id = models.BigIntegerField(null=True)
    message_id = models.BigIntegerField(null=True)

    class Meta:
        """What is pending is found without reading what is done."""

        indexes = (
            models.Index(
                fields=("id",), name="intake_pending", condition=models.Q(outcome="pending")
            ),
            models.Index(fields=("conversation_id",), name="intake_conversation"),
        )


class Message(models.Model):
    """A mail under an address: who, to whom, what it says. All but `blob` can be derived again."""

    id = Id(primary_key=True)
    address = models.ForeignKey("addresses.Address", on_delete=models.PROTECT)
    conversation = models.ForeignKey("store.Conversation", on_delete=models.PROTECT)
    number = models.PositiveIntegerField()  # its entry in the conversation
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT)
    direction = models.CharField(max_length=3)  # in | out
    message_id = models.CharField(max_length=998, blank=True)  # without <>; "" = none
    subject = models.CharField(max_length=998, blank=True)
    from_name = models.CharField(max_length=320, blank=True)
    from_address = models.CharField(max_length=320, blank=True)
    recipients = models.JSONField(default=dict)  # {"to": [[name, address]], "cc": …, "reply_to": …}
    at = models.DateTimeField()  # when we had it
    date = models.DateTimeField(null=True)  # what its Date header says
    references = models.TextField(blank=True)  # ids without <>, by blanks
    visible = models.TextField(blank=True)  # text without quotes and signature
    folded = models.TextField(blank=True)
    has_html = models.BooleanField(default=False)
    remote_content = models.BooleanField(default=False)
    attachments = models.PositiveSmallIntegerField(default=0)
    automatic = models.CharField(max_length=20, blank=True)
    verified = models.BooleanField(null=True)
    warnings = models.JSONField(default=list)
    author = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT)

    class Meta:
        """Threads are found by Message-ID within an address, twins by that of what begins."""

        indexes = (
            models.Index(
                fields=("message_id",), name="message_first", condition=models.Q(number=1)
            ),
            models.Index(fields=("address", "message_id"), name="message_thread"),
            models.Index(fields=("conversation", "number"), name="message_conversation"),
        )


class Attachment(models.Model):
    """Where an attachment stands inside the raw mail (offsets in bytes of the blob)."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="parts")
    path = models.CharField(max_length=200)  # "1.2"
    name = models.CharField(max_length=500, blank=True)
    content_type = models.CharField(max_length=200)
    cid = models.CharField(max_length=500, blank=True)
    inline = models.BooleanField(default=False)
    size = models.BigIntegerField()  # decoded bytes
    offset = models.BigIntegerField()
    length = models.BigIntegerField()  # encoded bytes
    encoding = models.CharField(max_length=20, blank=True)
