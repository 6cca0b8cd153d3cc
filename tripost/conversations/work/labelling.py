"""Labels of many conversations: the rows beside the names that stand on the conversation."""

from collections.abc import Mapping, Sequence

from tripost.conversations.labels import made_or_found, offer
from tripost.conversations.work.keeping import Step
from tripost.store.models import Conversation, Labelling


def stick(steps: Sequence[Step]) -> None:
    """Make `Labelling` what the steps say; new words become labels."""
    added = {name for s in steps for name in s.after.labels if name not in s.before.labels}
    labels = {name: made_or_found(name)[0] for name in sorted(added)}
    Labelling.objects.bulk_create(
        [
            Labelling(conversation_id=s.conversation, label=labels[name])
            for s in steps
            for name in s.after.labels
            if name not in s.before.labels
        ],
        ignore_conflicts=True,
    )
    _offer({s.conversation: added & set(s.after.labels) for s in steps})
    gone: dict[str, list[int]] = {}
    for s in steps:
        for name in s.before.labels:
            if name not in s.after.labels:
                gone.setdefault(name, []).append(s.conversation)
    for name, conversations in gone.items():
        Labelling.objects.filter(label__name=name, conversation_id__in=conversations).delete()


def _offer(stuck: Mapping[int, set[str]]) -> None:
    """What sticks where many see it, everybody may know."""
    wanted = [conversation for conversation, names in stuck.items() if names]
    if not wanted:
        return
    seen = Conversation.objects.filter(pk__in=wanted, confidential=False)
    offer({name for key in seen.values_list("pk", flat=True) for name in stuck[key]})
