"""What happens to conversations of lists: decided, answered, warned of, set up."""

from collections.abc import Callable
from functools import partial

from tests.doors import House
from tripost.kit.ids import new_id
from tripost.modes.distribution_list import actions, warning
from tripost.modes.distribution_list.models import HeldPost
from tripost.modes.distribution_list.posting import changing
from tripost.modes.distribution_list.replies.filing import Answers
from tripost.modes.distribution_list.replies.sends import Send
from tripost.outbound.models import Delivery, Outgoing
from tripost.store.models import Conversation, Message


def _decided(how: str) -> Callable[[House, int], None]:
    """A post waited for a moderator."""

    def act(house: House, thread: int) -> None:
        held = HeldPost.objects.create(
            id=new_id(house.now), address_id=_address(thread), conversation_id=thread,
            message=_first(thread), reason="nobody", believed=True,
            at=house.now,
        )  # fmt: skip
        anna = house.world.user("anna").pk
        if how == "approve":
            action = partial(actions.approve, held.pk, by=anna, at=house.now, always=True)
        else:
            action = partial(
                actions.refuse, held.pk, by=anna, at=house.now, note="nein", tell_author=True
            )
        house.services.writer.submit(action).result(10)

    return act


def _set_up(house: House, thread: int) -> None:
    """Its list gets a prefix."""
    action = partial(
        changing.change, _address(thread), values={"prefix": "[x]"}, by=None, at=house.now
    )
    assert house.services.writer.submit(action).result(10)


def _sent(house: House, thread: int) -> Outgoing:
    mail = _first(thread)
    made = Outgoing.objects.create(
        id=new_id(house.now), address_id=_address(thread), conversation_id=thread, message=mail,
        kind="post", base_id=mail.blob_id, created_at=house.now, not_before=house.now,
        copies=10, sent=4, failed=6,
    )  # fmt: skip
    Delivery.objects.create(
        id=new_id(house.now), outgoing=made, recipient="jana@x.example", state="sent",
        next_at=house.now, subscriber_id=1,
    )  # fmt: skip
    return made


def _answered(house: House, thread: int) -> None:
    """Somebody answered a mailing, and the answer lies in this conversation."""
    made = _sent(house, thread)
    send = Send(made.pk, made.address_id, "post", None, "Herbst")
    answers = Answers({})

    def act() -> None:
        place = {"address": _address(thread), "email": "jana@x.example", "conversation": thread}
        answers.begins(send, **place)
        answers.noted(send, email="jana@x.example", at=house.now)
        answers.filed(send, at=house.now, **place)
        answers.tell(at=house.now)

    house.services.writer.submit(act).result(10)


def _warned(house: House, thread: int) -> None:
    """Many copies of it did not arrive."""
    _sent(house, thread)
    [bad] = warning.found(at=house.now)
    action = partial(warning.tell, bad, ready=(), at=house.now)
    assert house.services.writer.submit(action).result(10)


def _first(thread: int) -> Message:
    return Message.objects.filter(conversation_id=thread).earliest("number")


def _address(thread: int) -> int:
    return int(Conversation.objects.get(pk=thread).address_id)


LIST_ACTIONS: dict[str, Callable[[House, int], None]] = {
    "held approved": _decided("approve"),
    "held refused": _decided("refuse"),
    "list set up": _set_up,
    "mailing answered": _answered,
    "bounces warned": _warned,
}
