"""What somebody is writing: drafts and the files for them."""

from django.db import models

from tripost.kit.fields import Id


class Draft(models.Model):
    """What somebody began to write; kept on the server, never lost."""

    id = Id(primary_key=True)
    author = models.ForeignKey("people.User", on_delete=models.CASCADE)
    address = models.ForeignKey("addresses.Address", on_delete=models.CASCADE)
    conversation = models.ForeignKey("store.Conversation", null=True, on_delete=models.CASCADE)
    kind = models.CharField(max_length=10)  # reply | new | note | forward
    forwards = models.ForeignKey("store.Message", null=True, on_delete=models.SET_NULL)
    version = models.PositiveIntegerField(db_default=1)  # grows with each save
    shared = models.BooleanField(db_default=False)  # whoever may write here may go on with it
    recipients = models.JSONField(default=dict)
    subject = models.CharField(max_length=998, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    seen_up_to = models.PositiveIntegerField(default=0)
    held = models.CharField(max_length=20, blank=True)  # why a send was held: "crossing"
    updated_at = models.DateTimeField()


class Upload(models.Model):
    """A file somebody attached; it belongs to its owner until a mail takes it along."""

    id = Id(primary_key=True)
    owner = models.ForeignKey("people.User", on_delete=models.CASCADE)
    draft = models.ForeignKey(Draft, null=True, on_delete=models.SET_NULL, related_name="uploads")
    blob = models.ForeignKey("store.Blob", on_delete=models.PROTECT)
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=200)
    size = models.BigIntegerField()
    created_at = models.DateTimeField()
