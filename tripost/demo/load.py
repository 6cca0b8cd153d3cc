"""Fills an empty data folder with the demo world, through the same corridors real mail takes."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP

from django.contrib.auth.hashers import make_password

from tripost.addresses import actions as addresses
from tripost.addresses.models import Address, Posting
from tripost.conversations import actions
from tripost.conversations.confidential.readers import set_readers
from tripost.conversations.drafts import upload
from tripost.conversations.send import Crossed, send
from tripost.conversations.together.notes import add_note
from tripost.conversations.writing import Desk, Words, begin, reply
from tripost.core.compose import File, Letter, compose
from tripost.core.smtp.envelope import Envelope, Peer
from tripost.demo import lists
from tripost.demo.desk import furnish, settle
from tripost.demo.files import make
from tripost.demo.script import Post, Scene, Step, posts, scenes
from tripost.inbound import accept, claims
from tripost.inbound.filing import file
from tripost.inbound.lookup import ReadMail
from tripost.inbound.reading import Reading, Task, read
from tripost.kit.secrets import installation
from tripost.modes.distribution_list.subscribers import subscribing
from tripost.outbound import tally
from tripost.outbound.models import Delivery, DeliveryState, Outgoing
from tripost.people import actions as people
from tripost.people import policies
from tripost.people.actions import NewUser
from tripost.people.models import Right, User
from tripost.people.policies import Actor
from tripost.store.models import Conversation, Intake, ReadMark
from tripost.store.services import Services

DOMAIN = "acme.example"
PASSWORD = "tripost-demo"  # noqa: S105 printed in the handbook; the demo serves on loopback only
PEOPLE = (
    ("anna", "Anna Keller", "administrator", "en"),
    ("ben", "Ben Yilmaz", "member", "de"),
    ("cem", "Cem Arslan", "member", "de"),
    ("dana", "Dana Novak", "member", "en"),
)
ADDRESSES = (
    ("support", "Acme Support", "inbox", ("anna", "ben", "dana")),
    ("sales", "Acme Sales", "inbox", ("anna", "ben", "dana")),
    ("office", "Acme Office", "mailbox", ("anna", "ben", "cem")),
    ("news", "Acme News", "list", ("anna", "ben", "cem", "dana")),
)
SIGNATURE = "Acme GmbH · Spinnereistraße 7 · 04179 Leipzig\nTelefon 0341 555 0100"
SUBSCRIBERS = (
    "Jana Weiß", "Marc Dubois", "Tom Whitaker", "Sabine Hartmann", "Priya Raman",
    "Peter Lang", "Lukas Brandt", "Helena Sørensen", "Greta Vogel", "Clara Neumann",
    "Oliver Grant", "Yuki Tanaka", "Ahmed El-Sayed", "Lena Fuchs", "Moritz Albrecht",
    "Karin Petersen", "Ines Ostermann", "Jonas Haupt", "Miriam Krüger", "Stefan Vogt",
    "Nora Lindqvist", "Paul Becker", "Zoë Martin", "Emre Demir", "Sofia Rossi",
)  # fmt: skip
READ_AFTER = timedelta(hours=3)  # what is older, everybody has read


@dataclass
class _World:
    """Who and what there is, while the script is played."""

    services: Services
    now: datetime
    users: dict[str, User] = field(default_factory=dict)
    places: dict[str, Address] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        who = policies.actor(self.services.reader, user=self.users[name].pk)
        assert who is not None
        return who

    def desk(self, at: datetime) -> Desk:
        services = self.services
        return Desk(services.reader, services.blobs, installation(), "de", at)


def load(services: Services) -> None:
    """Make the demo world; `services` writes inline. Nothing of it is left to leave."""
    world = _World(services, services.clock())
    _make_house(world)
    places = {local: place.pk for local, place in world.places.items()}
    furnish(places=places, who=world.actor, at=world.now - timedelta(days=40))
    for scene in scenes(now=world.now):
        _play(world, scene)
    for told in posts(now=world.now):
        _post(world, told)
    lists.play(
        lists.Newsroom(
            services=services,
            news=world.places["news"],
            who=world.actor,
            arrive=lambda *mail: _arrive(world, *mail),
            now=world.now,
        )
    )
    settle(who=world.actor, now=world.now)
    _read_what_is_old(world)


def _make_house(world: _World) -> None:
    at = world.now - timedelta(days=40)
    for name, full, role, language in PEOPLE:
        new = NewUser(f"{name}@{DOMAIN}", full, role, make_password(PASSWORD), language)
        world.users[name] = people.add_user(new, by=None, at=at)
    admin = world.users["anna"].pk
    addresses.add_domain(DOMAIN, keys=addresses.new_keys(), by=admin, at=at)
    for local, shown, mode, team in ADDRESSES:
        made = addresses.add_address(f"{local}@{DOMAIN}", name=shown, mode=mode, by=admin, at=at)
        addresses.change_address(
            made.pk, signature=SIGNATURE, posting=Posting.TEAM, by=admin, at=at
        )
        world.places[local] = made
        for name in team:
            rights = Right.READ | Right.WRITE_AS | (Right.MANAGE if name == "anna" else 0)
            people.set_grant(made.pk, user=world.users[name].pk, rights=rights, by=admin, at=at)
    news = world.places["news"].pk
    lists.found(news, by=admin, at=at)
    subscribing.add(news, lists.subscribers(SUBSCRIBERS), by=admin, at=at)


def _play(world: _World, scene: Scene) -> None:
    """One conversation from its first mail to now."""
    conversation: int | None = None
    last_id = ""
    for number, step in enumerate(scene.steps):
        what = step.what
        if "mail" in what:
            raw, message_id = _mail(scene, step, number=number, answers=last_id)
            conversation = _arrive(
                world, scene.address, scene.contact, raw, step.at, automatic=bool(scene.automatic)
            )
            last_id = message_id
        elif "write" in what or "reply" in what:
            conversation, last_id = _write(world, scene, step, conversation=conversation)
        elif conversation is not None:
            _act(world, step, conversation=conversation)
        if number == 0 and conversation is not None:
            _sort(world, scene, conversation=conversation)


def _mail(scene: Scene, step: Step, *, number: int, answers: str) -> tuple[bytes, str]:
    """The raw mail of a contact, and its Message-ID."""
    if scene.raw:
        return scene.raw, ""
    domain = scene.contact[1].partition("@")[2]
    message_id = f"{int(step.at.timestamp())}.{number}@{domain}"
    if charset := step.what.get("charset"):
        return _in_charset(scene, step, charset=charset, message_id=message_id), message_id
    letter = Letter(
        from_=scene.contact,
        to=(("", f"{scene.address}@{DOMAIN}"),),
        cc=scene.cc,
        subject=scene.subject
        if number == 0 or scene.subject[:3] == "AW:"
        else f"Re: {scene.subject}",
        text=step.what["mail"] + "\n",
        html=scene.html,
        date=step.at,
        message_id=message_id,
        in_reply_to=answers,
        references=(answers,) if answers else (),
        files=_files(step),
        headers=(("Auto-Submitted", scene.automatic),) if scene.automatic else (),
    )
    return compose(letter), message_id


def _in_charset(scene: Scene, step: Step, *, charset: str, message_id: str) -> bytes:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = f"{scene.contact[0]} <{scene.contact[1]}>"
    mail["To"] = f"{scene.address}@{DOMAIN}"
    mail["Subject"] = scene.subject
    mail["Date"] = step.at
    mail["Message-ID"] = f"<{message_id}>"
    mail.set_content(step.what["mail"] + "\n", charset=charset)
    return mail.as_bytes()


def _files(step: Step) -> tuple[File, ...]:
    return tuple(File(name, *make(name)) for name in step.what.get("files", ()))


def _arrive(
    world: _World,
    place: str,
    contact: tuple[str, str],
    raw: bytes,
    at: datetime,
    *,
    automatic: bool = False,
) -> int:
    """Through the ledger, as from outside; returns the conversation."""
    services = world.services
    recipient = f"{place}@{DOMAIN}"
    envelope = Envelope(
        sender="" if automatic else contact[1],
        recipients=(recipient,),
        peer=Peer("127.0.0.1"),
        helo=contact[1].partition("@")[2],
        tls="",
        smtputf8=False,
        body8bit=True,
        protocol="ESMTP",
        received_at=at,
    )
    kept = accept.accept_now(
        services.writer,
        services.blobs,
        envelope,
        raw,
        channel="demo",
        recipients=((recipient, world.places[place].pk),),
        at=at,
    )
    pending = [
        one
        for one in claims.look(services.reader, at=world.now, limit=10)
        if one.id == kept[0].intake
    ]
    reading = read(Task(raw=raw, sender=envelope.sender))
    assert isinstance(reading, Reading)
    mails = [ReadMail(one, reading, verified=True, believed=True) for one in pending]
    services.writer.submit(lambda: file(mails, at=at)).result()
    conversation = Intake.objects.get(pk=kept[0].intake).conversation_id
    assert conversation is not None
    return conversation


def _write(world: _World, scene: Scene, step: Step, *, conversation: int | None) -> tuple[int, str]:
    """A colleague's answer or first mail, long delivered; returns conversation and Message-ID."""
    services = world.services
    who = world.actor(step.by or "anna")
    uploads = tuple(_upload(world, who, file=file, at=step.at) for file in _files(step))
    if conversation is None:
        words = Words(
            text=step.what["write"],
            subject=scene.subject.removeprefix("AW: "),
            to=(scene.contact,),
            uploads=uploads,
        )
        address = world.places[scene.address].pk
        ready = begin(world.desk(step.at), who=who, address=address, words=words)
    else:
        seen = Conversation.objects.get(pk=conversation).last_entry
        words = Words(text=step.what["reply"], seen_up_to=seen, uploads=uploads)
        ready = reply(world.desk(step.at), who=who, conversation=conversation, words=words)
    done = services.writer.submit(lambda: send(ready, blobs=services.blobs, at=step.at)).result()
    assert not isinstance(done, Crossed)
    _delivered(done.outgoing, at=step.at + timedelta(seconds=14))
    return done.place.conversation, ready.arrival.message_id


def _upload(world: _World, who: Actor, *, file: File, at: datetime) -> int:
    sha256 = world.services.blobs.put(file.data)
    made = upload(
        owner=who.id,
        name=file.name,
        content_type=file.content_type,
        size=len(file.data),
        blob=sha256,
        at=at,
    )
    return made.pk


def _delivered(outgoing: int, *, at: datetime) -> None:
    """This left long ago: nothing of the demo world waits to leave."""
    number = Delivery.objects.filter(outgoing_id=outgoing).update(
        state=DeliveryState.SENT, settled_at=at, attempts=1, code="250 2.0.0"
    )
    tally.move({(outgoing, "sent"): number}, at=at)
    Outgoing.objects.filter(pk=outgoing).update(left_at=at)
    Conversation.objects.filter(outgoing__pk=outgoing).update(sending=0)


def _act(world: _World, step: Step, *, conversation: int) -> None:
    by = world.users[step.by or "anna"].pk
    what, at = step.what, step.at
    if "note" in what:
        add_note(conversation, by=by, text=what["note"], at=at)
    if "assign" in what:
        actions.assign(conversation, to=world.users[what["assign"]].pk, by=by, at=at)
    if "state" in what:
        actions.set_state(conversation, state=what["state"], by=by, at=at)


def _sort(world: _World, scene: Scene, *, conversation: int) -> None:
    """Labels, who has it and who may read it, minutes after the first mail."""
    by = world.users[scene.assign or "anna"].pk
    at = scene.steps[0].at + timedelta(minutes=4)
    if scene.labels:
        actions.set_labels(conversation, names=scene.labels, by=by, at=at)
    if scene.assign and not any("assign" in step.what for step in scene.steps):
        to = world.users[scene.assign].pk
        actions.assign(conversation, to=to, by=by, at=at)
    if scene.confidential:
        readers = [world.users[name].pk for name in scene.confidential]
        set_readers(conversation, users=readers, by=by, at=at)


def _post(world: _World, told: Post) -> None:
    """A post with a settled delivery for each subscriber."""
    place = world.places[told.address]
    words = Words(text=told.text, subject=told.subject)
    ready = begin(world.desk(told.at), who=world.actor(told.by), address=place.pk, words=words)
    services = world.services
    done = services.writer.submit(lambda: send(ready, blobs=services.blobs, at=told.at)).result()
    assert not isinstance(done, Crossed)
    services.writer.submit(
        lambda: lists.left(done.outgoing, at=told.at + timedelta(seconds=20))
    ).result()
    actions.set_state(
        done.place.conversation, state="closed", by=world.users[told.by].pk, at=told.at
    )


def _read_what_is_old(world: _World) -> None:
    old = Conversation.objects.filter(last_activity_at__lt=world.now - READ_AFTER)
    ReadMark.objects.bulk_create(
        [
            ReadMark(user=user, conversation=row, up_to=row.last_entry)
            for row in old
            for user in world.users.values()
        ],
        update_conflicts=True,
        unique_fields=("user", "conversation"),
        update_fields=("up_to",),
    )
