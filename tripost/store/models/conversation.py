"""A conversation, its workflow and its numbered entries: the same row in every mode (law 8)."""

from django.db import models

from tripost.kit.fields import Id


class State(models.TextChoices):
    """Where the work on a conversation stands."""

    OPEN = "open"
    WAITING = "waiting"
    SNOOZED = "snoozed"
    CLOSED = "closed"


class Conversation(models.Model):
    """What a list row shows is kept here, so that a page of fifty is one index scan."""

    id = Id(primary_key=True)
    address = models.ForeignKey("addresses.Address", on_delete=models.PROTECT)
    subject = models.CharField(max_length=998, blank=True)
    base_subject = models.CharField(max_length=998, blank=True)
    snippet = models.CharField(max_length=300, blank=True)
    contact_name = models.CharField(max_length=320, blank=True)
    contact_address = models.CharField(max_length=320, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    assignee = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT)
    team = models.ForeignKey("people.Team", null=True, on_delete=models.SET_NULL)
    priority = models.SmallIntegerField(default=0)
    snoozed_until = models.DateTimeField(null=True)
    waiting_since = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    last_activity_at = models.DateTimeField()
    last_entry = models.PositiveIntegerField(default=0)
    last_content = models.PositiveIntegerField(default=0)  # the newest message or note
    messages = models.PositiveIntegerField(default=0)
    attachments = models.PositiveIntegerField(default=0)
    sending = models.PositiveSmallIntegerField(default=0)  # sends that wait to leave
    confidential = models.BooleanField(default=False)
    labels = models.JSONField(default=list)  # names, for the row; `Labelling` is the truth

    class Meta:
        """One index per way to look at the list."""

        indexes = (
            models.Index(fields=("address", "state", "last_activity_at"), name="conv_state"),
            models.Index(fields=("address", "last_activity_at"), name="conv_all"),
            models.Index(fields=("assignee", "state", "last_activity_at"), name="conv_mine"),
            models.Index(fields=("contact_address", "last_activity_at"), name="conv_contact"),
        )


class Entry(models.Model):
    """A message, note or event; numbers count up without gaps in each conversation."""

    id = Id(primary_key=True)
    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)  # message | note | an event's kind
    at = models.DateTimeField()
    actor = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT)
    message = models.OneToOneField("store.Message", null=True, on_delete=models.PROTECT)
    text = models.TextField(blank=True)  # of a note
    data = models.JSONField(default=dict)  # of an event

    class Meta:
        """Two writers can never take the same number."""

        constraints = (
            models.UniqueConstraint(fields=("conversation", "number"), name="entry_number"),
        )


class Participant(models.Model):
    """Someone who takes part in a conversation from outside."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE)
    email = models.CharField(max_length=320)
    name = models.CharField(max_length=320, blank=True)
    role = models.CharField(max_length=4)  # from | to | cc
    stranger = models.BooleanField(default=False)  # joined by answering a known id

    class Meta:
        """Once per conversation."""

        constraints = (
            models.UniqueConstraint(fields=("conversation", "email"), name="one_participant"),
        )


class Mention(models.Model):
    """A note named this person."""

    user = models.ForeignKey("people.User", on_delete=models.CASCADE)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE)
    number = models.PositiveIntegerField()  # the note's entry

    class Meta:
        """Once per note."""

        constraints = (
            models.UniqueConstraint(fields=("user", "conversation", "number"), name="one_mention"),
        )


class Label(models.Model):
    """A word people stick on conversations; `tone` is one of the twelve colours."""

    name = models.CharField(max_length=60, unique=True)
    tone = models.PositiveSmallIntegerField(default=1)


class Labelling(models.Model):
    """This conversation carries that label."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE)
    label = models.ForeignKey(Label, on_delete=models.CASCADE)

    class Meta:
        """A label sticks once."""

        constraints = (
            models.UniqueConstraint(fields=("label", "conversation"), name="one_labelling"),
        )


class Reader(models.Model):
    """Who may see a confidential conversation."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE)
    user = models.ForeignKey("people.User", on_delete=models.CASCADE)

    class Meta:
        """Named once."""

        constraints = (models.UniqueConstraint(fields=("conversation", "user"), name="one_reader"),)


class ReadMark(models.Model):
    """How far a person has read; entry numbers above it are new to them."""

    user = models.ForeignKey("people.User", on_delete=models.CASCADE)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE)
    up_to = models.PositiveIntegerField(default=0)

    class Meta:
        """One mark per person."""

        constraints = (models.UniqueConstraint(fields=("user", "conversation"), name="one_mark"),)


class Draft(models.Model):
    """What somebody began to write; kept on the server, never lost."""

    id = Id(primary_key=True)
    author = models.ForeignKey("people.User", on_delete=models.CASCADE)
    address = models.ForeignKey("addresses.Address", on_delete=models.CASCADE)
    conversation = models.ForeignKey(Conversation, null=True, on_delete=models.CASCADE)
    kind = models.CharField(max_length=10)  # reply | new | note
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
