"""Mail domains and the addresses an organisation works with."""

from django.db import models


class Mode(models.TextChoices):
    """How an address is worked on; it can change at any time (law 8)."""

    LIST = "list"
    MAILBOX = "mailbox"
    INBOX = "inbox"


class Posting(models.TextChoices):
    """Who may post to a distribution list."""

    OWNERS = "owners"
    TEAM = "team"  # whoever has any right on the address
    MEMBERS = "members"  # and its subscribers
    DOMAIN = "domain"  # and everyone of named domains
    ANYONE = "anyone"
    NOBODY = "nobody"  # by mail; campaigns still go out


class Domain(models.Model):
    """A mail domain we host. *split*: only group addresses live here; *full*: everything does."""

    name = models.CharField(max_length=253, unique=True)
    kind = models.CharField(max_length=10, default="split")
    dkim_selector = models.CharField(max_length=63, default="tripost")
    dkim_rsa = models.TextField(default="")  # PEM, encrypted (kit.secrets)
    dkim_ed25519 = models.TextField(default="")
    created_at = models.DateTimeField(auto_now_add=True)


class Address(models.Model):
    """A group address, e.g. support@acme.example, with exactly one mode."""

    email = models.CharField(max_length=320, unique=True)  # lower case, the whole address
    domain = models.ForeignKey(Domain, on_delete=models.PROTECT, related_name="addresses")
    name = models.CharField(max_length=200)  # what others see as sender
    mode = models.CharField(max_length=10, choices=Mode.choices)
    signature = models.TextField(default="", blank=True)
    posting = models.CharField(max_length=10, choices=Posting.choices, default=Posting.TEAM)
    undo_seconds = models.PositiveSmallIntegerField(default=10)
    answer_assigns = models.BooleanField(default=True, db_default=True)  # in a team inbox
    created_at = models.DateTimeField(auto_now_add=True)


class Alias(models.Model):
    """Another name under which mail reaches an address."""

    email = models.CharField(max_length=320, unique=True)
    address = models.ForeignKey(Address, on_delete=models.CASCADE, related_name="aliases")


class SavedReply(models.Model):
    """A text that is sent again and again; `{{contact.first_name}}` and the like are filled in."""

    name = models.CharField(max_length=120)
    folder = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    owner = models.ForeignKey("people.User", null=True, on_delete=models.CASCADE)  # for me alone
    address = models.ForeignKey(Address, null=True, on_delete=models.CASCADE)  # null: for all
