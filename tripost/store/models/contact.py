"""People outside: who they are, what we noted about them, and who may know it."""

from django.db import models

from tripost.kit.fields import Id


class Contact(models.Model):
    """A person outside, with one or more mail addresses."""

    id = Id(primary_key=True)
    name = models.CharField(max_length=320, blank=True)
    company = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=100, blank=True)
    protected = models.BooleanField(default=False)  # only for its readers
    fields = models.JSONField(default=list)  # [{"name", "value", "protected"}]


class Identity(models.Model):
    """A mail address (lower case) of a contact."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="identities")
    email = models.CharField(max_length=320, unique=True)


class ContactReader(models.Model):
    """Who may know of a protected contact, and read protected fields of an open one."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="readers")
    user = models.ForeignKey("people.User", on_delete=models.CASCADE)

    class Meta:
        """Named once."""

        constraints = (
            models.UniqueConstraint(fields=("contact", "user"), name="one_contact_reader"),
        )


class ContactNote(models.Model):
    """What somebody noted about a person."""

    id = Id(primary_key=True)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey("people.User", on_delete=models.PROTECT)
    at = models.DateTimeField()
    text = models.TextField()
