"""How people come onto a list: sign-up with proof, imports with a way back, their attributes."""

from django.db import models

from tripost.kit.fields import Id


class Attribute(models.Model):
    """What a list knows about its subscribers besides address and name."""

    address = models.ForeignKey("addresses.Address", on_delete=models.CASCADE)
    key = models.SlugField(max_length=40)  # lower case; names it in queries and variables
    label = models.CharField(max_length=80)
    kind = models.CharField(max_length=6)  # text | number | date | choice
    choices = models.JSONField(default=list)  # of a choice
    asked = models.BooleanField(default=False)  # the sign-up and preferences pages ask for it
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """A key means one thing per list."""

        constraints = (models.UniqueConstraint(fields=("address", "key"), name="one_attribute"),)


class SignUp(models.Model):
    """Somebody filled in the public form; nothing happens until they press the link in the mail."""

    id = Id(primary_key=True)
    address = models.ForeignKey("addresses.Address", on_delete=models.CASCADE)
    email = models.CharField(max_length=320)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=5)
    attributes = models.JSONField(default=dict)
    topics = models.JSONField(null=True)
    consent = models.TextField()  # exactly what they agreed to
    form = models.CharField(max_length=500)  # where the form stood
    source = models.CharField(max_length=64)  # network of the visitor, cut (/24, /48)
    at = models.DateTimeField()
    mailed = models.CharField(max_length=64, default="")  # SHA-256 of the mail that asked
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        """Unconfirmed ones are forgotten by age; limits count by source and by address."""

        indexes = (
            models.Index(fields=("at",), name="signup_at"),
            models.Index(fields=("address", "email"), name="signup_email"),
        )


class Notice(models.Model):
    """A mail of ours that nobody wrote (please confirm, you asked to leave …): so that one address
    gets few of them, and that they are forgotten again."""

    outgoing = models.OneToOneField(
        "outbound.Outgoing", primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    email = models.CharField(max_length=320)  # as limits.mailbox has it: without +detail
    kind = models.CharField(max_length=12)  # confirm | member | leave | move | moved
    answered = models.BooleanField(default=False, db_default=False)  # its link was used
    at = models.DateTimeField()

    class Meta:
        """Counted per address, forgotten by age."""

        indexes = (
            models.Index(fields=("email", "at"), name="notice_email"),
            models.Index(fields=("at",), name="notice_at"),
        )


class Consent(models.Model):
    """What a subscriber agreed to or took back: never changed, only added to."""

    id = Id(primary_key=True)
    address = models.ForeignKey("addresses.Address", on_delete=models.CASCADE)
    email = models.CharField(max_length=320)
    kind = models.CharField(max_length=12)
    # asked | confirmed | vouched (a colleague or an import) | changed | withdrawn
    text = models.TextField(blank=True)  # what they agreed to, word for word
    form = models.CharField(max_length=500, blank=True)
    source = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL)
    detail = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        """The chain of one person on one list."""

        indexes = (
            models.Index(fields=("address", "email"), name="consent_of"),
            models.Index(fields=("address", "kind", "email", "at"), name="consent_kind"),
        )


class Import(models.Model):
    """A file of subscribers: what it did, line by line, and how to take it back."""

    id = Id(primary_key=True)
    address = models.ForeignKey("addresses.Address", on_delete=models.CASCADE)
    by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField()
    file = models.CharField(max_length=200)
    blob = models.ForeignKey("store.Blob", null=True, on_delete=models.PROTECT, related_name="+")
    # its bytes, as long as they are needed
    form = models.JSONField(default=dict)  # core.table.Form
    mapping = models.JSONField(default=dict)  # {"columns": [...], "made": [keys it made]}
    update = models.BooleanField(default=False, db_default=False)  # who is there is brought up
    evidence = models.TextField(blank=True)  # where the consent of these people is kept
    state = models.CharField(max_length=8, default="running")
    # running | done | failed | undoing | undone
    lines = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0, db_default=0)  # of them; here work goes on
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    present = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0, db_default=0)  # by undo: changed since by others
    finished_at = models.DateTimeField(null=True)


class ImportLine(models.Model):
    """One line that was refused, added or changed; `before` is what undo brings back."""

    load = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="told")
    line = models.PositiveIntegerField()  # in the file, the head is line 1
    kind = models.CharField(max_length=8)  # refused | added | changed | kept
    reason = models.CharField(max_length=40, blank=True)
    text = models.CharField(max_length=500, blank=True)  # the line, cut
    subscriber = models.ForeignKey(
        "distribution_list.Subscriber", null=True, on_delete=models.CASCADE
    )
    before = models.JSONField(null=True)
    mark = models.CharField(max_length=16, default="", db_default="")  # of how it left them

    class Meta:
        """Read in the order of the file."""

        indexes = (models.Index(fields=("load", "kind", "line"), name="import_lines"),)
