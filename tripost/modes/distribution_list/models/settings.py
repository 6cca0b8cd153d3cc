"""How one list is run: what its copies say, who may join and how, what is kept to read."""

from django.db import models

from tripost.kit.fields import Id


class ListSettings(models.Model):
    """One row per list that was set up differently from the defaults; none = the defaults."""

    address = models.OneToOneField(
        "addresses.Address", primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    language = models.CharField(max_length=5, default="de", db_default="de")
    prefix = models.CharField(max_length=40, default="", db_default="")  # before the subject
    footer = models.TextField(default="", db_default="")  # plain text, a MIME part of its own
    reply_to = models.CharField(max_length=8, default="author", db_default="author")
    # author | list | inbox | fixed
    reply_inbox = models.ForeignKey(
        "addresses.Address", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reply_fixed = models.CharField(max_length=320, default="", db_default="")
    posting_domains = models.JSONField(default=list)  # with Address.posting = domain
    max_size = models.BigIntegerField(default=0, db_default=0)  # bytes; 0 = what the server takes
    attachments = models.CharField(max_length=6, default="any", db_default="any")  # any|hold|strip
    attachment_types = models.JSONField(default=list)  # endings that are always let through: "pdf"
    archive = models.CharField(max_length=8, default="private", db_default="private")
    # off | private (colleagues who may read) | public
    public_since = models.DateTimeField(
        null=True
    )  # older posts stay private; null = all are public
    topics = models.JSONField(default=list)  # [{"key", "name", "words": [subject tags]}]
    sign_up = models.BooleanField(default=False, db_default=False)  # the public page is open
    intro = models.TextField(default="", db_default="")  # what the sign-up page says
    consent = models.TextField(default="", db_default="")  # the text one agrees to; "" = the usual
    digest = models.CharField(max_length=7, default="daily", db_default="daily")  # daily|weekly
    digest_hour = models.PositiveSmallIntegerField(default=8, db_default=8)
    timezone = models.CharField(max_length=60, default="Europe/Berlin", db_default="Europe/Berlin")
    approval = models.BooleanField(default=False, db_default=False)  # a second person looks first
    clicks = models.BooleanField(default=False, db_default=False)  # links are counted
    brand = models.JSONField(default=dict)  # {"colour", "logo", "font", "imprint"}
    warned_at = models.DateTimeField(null=True)  # owners, of many bounces
    digest_at = models.DateTimeField(null=True)  # when the next digest is due
    indexed = models.BooleanField(default=False, db_default=False)  # search engines may list it


class Nested(models.Model):
    """A list that is a member of a list: whoever is on `child` gets what goes to `parent`."""

    parent = models.ForeignKey(
        "addresses.Address", on_delete=models.CASCADE, related_name="nested_lists"
    )
    child = models.ForeignKey(
        "addresses.Address", on_delete=models.CASCADE, related_name="nested_in"
    )

    class Meta:
        """Once; circles are refused in subscribers/nesting.py."""

        constraints = (
            models.UniqueConstraint(fields=("parent", "child"), name="one_nesting"),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("child")), name="nested_in_another"
            ),
        )


class Archived(models.Model):
    """A post as the archive shows it. Taken out = the row goes; the mail stays (law 1)."""

    id = Id(primary_key=True)  # the outgoing's id
    address = models.ForeignKey("addresses.Address", on_delete=models.CASCADE)
    message = models.ForeignKey("store.Message", on_delete=models.CASCADE)
    at = models.DateTimeField()
    subject = models.CharField(max_length=300)
    author = models.CharField(max_length=200)  # a name, never an address
    topics = models.JSONField(default=list)

    class Meta:
        """Newest first."""

        indexes = (models.Index(fields=("address", "-at"), name="archive_of_list"),)
