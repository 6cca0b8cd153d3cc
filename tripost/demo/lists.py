"""The demo world's list: settings, readers, segments, campaigns and what came back of one."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from tripost.addresses.models import Address
from tripost.conversations import actions
from tripost.core.compose import Letter, compose
from tripost.delivery import failures
from tripost.demo.script import WORLD, moment
from tripost.jobs.models import Job
from tripost.kit.secrets import installation
from tripost.modes.distribution_list.campaigns import (
    freezing,
    queries,
    replying,
    starting,
    viewing,
    writing,
)
from tripost.modes.distribution_list.campaigns.links import Followed
from tripost.modes.distribution_list.expanding import born
from tripost.modes.distribution_list.joining import consents, leaving, tokens, words
from tripost.modes.distribution_list.models import Campaign, Segment, Subscriber
from tripost.modes.distribution_list.moderation.jobs import HELD
from tripost.modes.distribution_list.posting import changing
from tripost.modes.distribution_list.posting import settings as posting
from tripost.modes.distribution_list.segments import actions as segments
from tripost.modes.distribution_list.subscribers import attributes, audience, subscribing
from tripost.outbound import tally
from tripost.outbound.models import Delivery, DeliveryState, Outgoing
from tripost.people.policies import Actor
from tripost.store.models import Conversation
from tripost.store.services import Services

PACE: Final = timedelta(seconds=7)  # between two copies of the past

Arrive = Callable[[str, tuple[str, str], bytes, datetime], int]
"""(address, who, raw mail, when) → the conversation it is filed in."""


@dataclass(frozen=True, slots=True)
class Newsroom:
    """news@ and what it takes to play its past."""

    services: Services
    news: Address
    who: Callable[[str], Actor]
    arrive: Arrive
    now: datetime

    def do(self, action: Callable[[], Any]) -> Any:
        """As everybody writes."""
        return self.services.writer.submit(action).result()


def subscribers(names: Sequence[str]) -> list[subscribing.Wish]:
    """s01@example.net and so on, with what they said of themselves."""
    told = _told()["readers"]
    return [
        subscribing.Wish(
            email=_email(number),
            name=name,
            attributes={
                key: value
                for key, value in zip(
                    ("ort", "kundennummer", "interesse"), told["values"][number - 1], strict=True
                )
                if value
            },
            language="en" if number in told["english"] else "",
        )
        for number, name in enumerate(names, start=1)
    ]


def found(news: int, *, by: int, at: datetime) -> None:
    """Before the first subscriber: how the list is run and what it asks."""
    told = _told()
    changing.change(news, values=told["settings"], by=by, at=at)
    for place, one in enumerate(told["attribute"]):
        wish = attributes.Definition(
            key=one["key"], label=one["label"], kind=one["kind"], position=place,
            choices=tuple(one.get("choices", ())), asked=one.get("asked", False),
        )  # fmt: skip
        attributes.add(news, attributes.clean(wish), by=by, at=at)


def play(room: Newsroom) -> None:
    """After the posts: segments, who signed up, campaigns, and a post that waits."""
    told = _told()
    by = room.who("anna").id
    for one in told["segment"]:
        segments.add(room.news.pk, name=one["name"], query=one["query"], by=by, at=room.now)
    for one in told["signed_up"]:
        _signed_up(room, one["reader"], at=moment(one["ago"], now=room.now))
    for one in told["template"]:
        writing.keep_template(
            address=room.news.pk, name=one["name"], content={"blocks": one["blocks"]},
            template=None, at=room.now,
        )  # fmt: skip
    for one in told["campaign"]:
        _campaign(room, one)
    _held(room, told["held"])


def left(outgoing: int, *, at: datetime) -> None:
    """All copies of a mail to the list were handed over, one after the other, from `at` on."""
    born(at=at, lease_until=at + PACE, limit=1000)
    copies = list(Delivery.objects.filter(outgoing_id=outgoing).order_by("id"))
    for place, copy in enumerate(copies):
        copy.state, copy.code, copy.attempts = DeliveryState.SENT, "250 2.0.0", 1
        copy.settled_at, copy.lease_until = at + place * PACE, None
    Delivery.objects.bulk_update(copies, ["state", "code", "attempts", "settled_at", "lease_until"])
    Outgoing.objects.filter(pk=outgoing).update(left_at=at)
    tally.move({(outgoing, "sent"): len(copies)}, at=at + len(copies) * PACE)
    Conversation.objects.filter(outgoing__pk=outgoing).update(sending=0)


def _told() -> dict[str, Any]:
    return tomllib.loads((WORLD / "lists.toml").read_text())


def _email(reader: int) -> str:
    return f"s{reader:02d}@example.net"


def _signed_up(room: Newsroom, reader: int, *, at: datetime) -> None:
    """By the page, and confirmed minutes later; the chain says so."""
    how = posting.of(room.services.reader, room.news.pk)
    text = words.consent(how.consent, language=how.language, name=how.name)
    form = f"{room.services.settings.public_url}/l/{room.news.email}"
    for kind, when in (("asked", at), ("confirmed", at + timedelta(minutes=6))):
        consents.add(
            room.news.pk, email=_email(reader), kind=kind, at=when, text=text, form=form,
            source="192.0.2.44",
        )  # fmt: skip
    Subscriber.objects.filter(address=room.news, email=_email(reader)).update(
        source="signup", since=at + timedelta(minutes=6), state="active", left_at=None
    )


def _campaign(room: Newsroom, told: Mapping[str, Any]) -> None:
    """Written; and if it was sent, everything that followed."""
    by = room.who(told["by"]).id
    at = moment(told["sent"], now=room.now) if "sent" in told else room.now - timedelta(hours=2)
    begun = writing.Begun(
        name=told["name"], content={"blocks": told["blocks"]}, subject=told["subject"],
        preheader=told["preheader"],
    )  # fmt: skip
    campaign = room.do(lambda: writing.begin(room.news.pk, begun, by=by, at=at))
    changes: dict[str, Any] = {"clicks": "sent" in told}
    if "segment" in told:
        changes["segment"] = Segment.objects.get(address=room.news, name=told["segment"]).pk
    if "reply_to" in told:
        changes |= {"reply_to": told["reply_to"], "reply_inbox": told["reply_inbox"]}
    room.do(lambda: writing.save(campaign, changes, version=1, by=by, at=at))
    if "sent" in told:
        outgoing = _leave(room, campaign, by=by, at=at)
        _happened(room, told["happened"], outgoing=outgoing, at=at)


def _leave(room: Newsroom, campaign: int, *, by: int, at: datetime) -> int:
    """As the worker lets it leave: built, frozen, copied. Returns the mailing."""
    services = room.services
    Campaign.objects.filter(pk=campaign).update(
        state="scheduled", send_at=at, asked_by=by, zone="ours"
    )
    one = queries.one(services.reader, campaign=campaign)
    how = posting.of(services.reader, room.news.pk)
    answers = replying.answers_to(services.reader, campaign=one, how=how)
    made = starting.prepare(
        services.blobs,
        installation(),
        campaign=one,
        how=how,
        answers=answers,
        base_url=services.settings.public_url,
        at=at,
    )
    chosen = audience.chosen(
        services.reader, address=room.news.pk, query=one.query, topic=one.topic, at=at, by=by
    )
    run: freezing.Run = room.do(
        lambda: freezing.begin(campaign, version=2, made=made, blobs=services.blobs, at=at)
    )
    times = freezing.times_of(one, how=how)
    room.do(lambda: freezing.freeze(run, chosen, times=times))
    room.do(lambda: freezing.let_go(run, total=len(chosen), at=at))
    room.do(lambda: left(run.outgoing, at=at))
    return run.outgoing


def _happened(room: Newsroom, told: Mapping[str, Any], *, outgoing: int, at: datetime) -> None:
    """What came back in the minutes and days after, by the ways it really comes."""

    def copy(one: Mapping[str, Any]) -> tuple[Delivery, datetime]:
        row = Delivery.objects.get(outgoing_id=outgoing, recipient=_email(one["reader"]))
        return row, at + timedelta(minutes=one["after"])

    bounced = told["bounced"]
    row, when = copy(bounced)
    room.do(
        lambda: failures.returned(
            row.pk, code=bounced["code"], text=bounced["text"], hard=False, at=when
        )
    )
    for one in told["clicked"]:
        row, when = copy(one)
        followed = Followed(row.pk, one["link"])
        room.do(partial(viewing.clicked, followed, by_machine=False, at=when))
    row, when = copy(told["left"])
    assert row.subscriber_id is not None
    holder = tokens.Holder(row.subscriber_id, tokens.mark(row.recipient), row.pk)
    room.do(lambda: leaving.leave(holder, how="one-click", at=when))
    _signed_up(room, told["left"]["reader"], at=moment(told["left"]["back"], now=room.now))
    row, when = copy(told["answered"])
    conversation = _answered(room, row, text=told["answered"]["text"], at=when)
    ben = room.who("ben").id
    done = when + timedelta(minutes=50)  # by telephone
    room.do(partial(actions.assign, conversation, to=ben, by=ben, at=done))
    room.do(partial(actions.set_state, conversation, state="closed", by=ben, at=done))


def _answered(room: Newsroom, copy: Delivery, *, text: str, at: datetime) -> int:
    """To the inbox that gets the answers; returns the conversation."""
    mail = copy.outgoing.message
    assert mail is not None
    name = Subscriber.objects.get(address=room.news, email=copy.recipient).name
    letter = Letter(
        from_=(name, copy.recipient),
        to=(("Acme Support", "support@acme.example"),),
        subject=f"Re: {mail.subject}",
        text=text + "\n",
        date=at,
        message_id=f"{int(at.timestamp())}.a@example.net",
        in_reply_to=mail.message_id,
        references=(mail.message_id,),
    )
    return room.arrive("support", (name, copy.recipient), compose(letter), at)


def _held(room: Newsroom, told: Mapping[str, Any]) -> None:
    """A stranger's post; the moderators know of it, so no notice waits to leave."""
    at = moment(told["ago"], now=room.now)
    name, email = told["from"]
    letter = Letter(
        from_=(name, email),
        to=((room.news.name, room.news.email),),
        subject=told["subject"],
        text=told["text"] + "\n",
        date=at,
        message_id=f"{int(at.timestamp())}.h@{email.partition('@')[2]}",
    )
    room.arrive("news", (name, email), compose(letter), at)
    Job.objects.filter(name=HELD).delete()
