"""A conversation, its workflow and its numbered entries: the same row in every mode (law 8)."""

from django.db import models

from tripost.kit.fields import Id


class State(models.TextChoices):
    """Where the work on a conversation stands; own names over these types are `Status` rows."""

    NEW = "new"  # a stranger began it, nobody has done anything yet
    OPEN = "open"
    WAITING = "waiting"
    SNOOZED = "snoozed"
    CLOSED = "closed"
    SPAM = "spam"
    TRASH = "trash"
    MERGED = "merged"  # its entries are in another conversation


TO_DO = (State.NEW, State.OPEN)
OUT_OF_SIGHT = (State.SPAM, State.TRASH, State.MERGED)
"""What lists and search leave out unless it is named."""


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
    status = models.ForeignKey("store.Status", null=True, on_delete=models.SET_NULL)
    priority = models.SmallIntegerField(default=0)  # -1 low, 0 normal, 1 high, 2 urgent
    due_at = models.DateTimeField(null=True)
    snoozed_until = models.DateTimeField(null=True)
    snoozed_by = models.ForeignKey(
        "people.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    snoozed_regardless = models.BooleanField(db_default=False)  # an arriving mail wakes it not
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
    tasks_open = models.PositiveSmallIntegerField(db_default=0)
    tasks_done = models.PositiveSmallIntegerField(db_default=0)
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="merged"
    )
    # The same mail began a conversation at another address first.
    twin_of = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="twins")

    class Meta:
        """One index per way to look at the list."""

        indexes = (
            models.Index(
                fields=("snoozed_until",),
                name="conv_snoozed",
                condition=models.Q(snoozed_until__isnull=False),
            ),
            models.Index(
                fields=("address", "snoozed_until"),
                name="conv_wakes",
                condition=models.Q(snoozed_until__isnull=False),
            ),
            models.Index(
                fields=("team", "state", "last_activity_at"),
                name="conv_team",
                condition=models.Q(team__isnull=False),
            ),
            models.Index(
                fields=("address", "due_at"),
                name="conv_due",
                condition=models.Q(due_at__isnull=False),
            ),
            models.Index(
                fields=("address", "waiting_since"),
                name="conv_waiting",
                condition=models.Q(waiting_since__isnull=False),
            ),
            models.Index(
                fields=("address", "state", "priority", "last_activity_at"),
                name="conv_priority",
                condition=~models.Q(priority=0),
            ),
            models.Index(
                fields=("merged_into",),
                name="conv_merged",
                condition=models.Q(merged_into__isnull=False),
            ),
            models.Index(
                fields=("twin_of",),
                name="conv_twins",
                condition=models.Q(twin_of__isnull=False),
            ),
            models.Index(fields=("address", "state", "last_activity_at"), name="conv_state"),
            models.Index(fields=("address", "last_activity_at"), name="conv_all"),
            models.Index(fields=("assignee", "state", "last_activity_at"), name="conv_mine"),
            models.Index(
                fields=("assignee", "last_activity_at", "id"),
                name="conv_given",  # whoever sees only what is theirs, all states
                condition=models.Q(assignee__isnull=False),
            ),
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
    """Someone who takes part in a conversation from outside, as far as mails do not say it.

    Who stands in a mail takes part anyway; here are who wrote, whom we wrote to, and what a
    colleague decided about somebody.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE)
    email = models.CharField(max_length=320)
    name = models.CharField(max_length=320, blank=True)
    role = models.CharField(max_length=5)  # from | to | cc | aside (gets not the next reply)
    stranger = models.BooleanField(default=False)  # joined by answering a known id
    chosen = models.BooleanField(db_default=False)  # a colleague set this role; no mail changes it

    class Meta:
        """Once per conversation."""

        constraints = (
            models.UniqueConstraint(fields=("conversation", "email"), name="one_participant"),
        )
        indexes = (models.Index(fields=("email",), name="participant_email"),)


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
    # False: so far it sticks on confidential conversations only, and nobody else knows the word.
    offered = models.BooleanField(db_default=True)


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
    """What a conversation is to one person: how far they have read (entry numbers above `up_to`
    are new to them), whether they starred, follow or have put it away."""

    user = models.ForeignKey("people.User", on_delete=models.CASCADE)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE)
    up_to = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(null=True)  # when they read last
    starred = models.BooleanField(db_default=False)
    followed = models.BooleanField(db_default=False)
    archived_up_to = models.PositiveIntegerField(db_default=0)  # put away until something newer

    class Meta:
        """One mark per person."""

        constraints = (models.UniqueConstraint(fields=("user", "conversation"), name="one_mark"),)
        indexes = (
            models.Index(
                fields=("user", "conversation"), name="mark_starred",
                condition=models.Q(starred=True),
            ),
            models.Index(
                fields=("user", "conversation"), name="mark_followed",
                condition=models.Q(followed=True),
            ),
            models.Index(
                fields=("user", "conversation"), name="mark_archived",
                condition=models.Q(archived_up_to__gt=0),
            ),
        )  # fmt: skip
