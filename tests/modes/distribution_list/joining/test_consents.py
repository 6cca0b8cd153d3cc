"""What a chain of consent comes to stands with the subscriber, whatever is done to them."""

from datetime import datetime, timedelta
from random import Random

import pytest

from tests.world import World
from tripost.addresses.models import Address
from tripost.kit.entered import Conflict
from tripost.kit.ids import new_id
from tripost.kit.secrets import installation
from tripost.modes.distribution_list.joining import (
    consents,
    leaving,
    preferences,
    signing_up,
    tokens,
)
from tripost.modes.distribution_list.models import Import, ListSettings, SignUp, Subscriber
from tripost.modes.distribution_list.subscribers import editing, subscribing
from tripost.modes.distribution_list.subscribers.imports import actions, undoing
from tripost.modes.distribution_list.subscribers.imports.mapping import Entry
from tripost.modes.distribution_list.subscribers.subscribing import Wish

pytestmark = pytest.mark.django_db

EMAILS = tuple(f"{name}@x.example" for name in ("ann", "bob", "cy", "dan", "eve"))


@pytest.fixture
def world(now: datetime) -> World:
    return World(now)


@pytest.fixture
def news(world: World) -> Address:
    made = world.address("news", mode="list")
    ListSettings.objects.create(address=made, sign_up=True)
    return made


def counted(address: int, email: str) -> str:
    """Read from the chain itself."""
    said = consents.chain(address, email=email)
    back = max((one.at for one in said if one.kind == "withdrawn"), default=None)
    stand = {one.kind for one in said if back is None or one.at > back}
    return next((kind for kind in ("confirmed", "vouched") if kind in stand), "")


class Walk:
    """Somebody does something, again and again; each step a moment later, or in the same one."""

    def __init__(self, world: World, news: Address, seed: int) -> None:
        self.chance, self.news, self.at = Random(seed), news.pk, world.now
        self.by = world.user("anna").pk
        self.steps = (self.add, self.remove, self.back, self.leave, self.rejoin, self.move,
                      self.undo, self.save, self.sign_up, self.load, self.unload)  # fmt: skip

    def step(self) -> None:
        self.at += timedelta(seconds=self.chance.choice((0, 1, 60)))
        self.chance.choice(self.steps)(self.chance.choice(EMAILS))

    def add(self, email: str) -> None:
        some = [Wish(email=one) for one in {email, self.chance.choice(EMAILS)}]
        subscribing.add(self.news, some, by=self.by, at=self.at)

    def remove(self, email: str) -> None:
        subscribing.remove(self.news, email=email, by=self.by, at=self.at)

    def back(self, email: str) -> None:
        if self._row(email) is None:
            return
        wish = editing.Edit(fields=frozenset({"state"}), state="active")
        try:
            editing.change(self.news, wish, email=email, by=self.by, at=self.at)
        except Conflict:
            return  # they left by themselves

    def leave(self, email: str) -> None:
        row = self._row(email)
        if row is not None:
            token = tokens.leave(installation(), row.pk, email=email)
            leaving.unsubscribe(installation(), token, at=self.at)

    def rejoin(self, email: str) -> None:
        row = self._row(email)
        if row is not None:
            preferences.rejoin(row.pk, text="", form="", source="", at=self.at)

    def move(self, email: str) -> None:
        row, to = self._row(email), self.chance.choice(EMAILS)
        if row is not None and to != email:
            until = self.at + timedelta(days=1)
            token = tokens.move(installation(), row.pk, email=email, to=to, until=until)
            preferences.move(installation(), "http://x.example", token, source="", at=self.at)

    def undo(self, email: str) -> None:
        consents.take_back(self.news, emails=[email], by=self.by, at=self.at, source="import")

    def save(self, email: str) -> None:
        row = self._row(email)
        if row is not None:
            wish = preferences.Wish(
                name=str(self.at), language="de", delivery="each", topics=None, attributes={}
            )
            preferences.save(row.pk, wish, at=self.at)

    def sign_up(self, email: str) -> None:
        asked = SignUp.objects.create(
            id=new_id(self.at), address_id=self.news, email=email, language="en", consent="Yes.",
            form="", source="", at=self.at,
        )  # fmt: skip
        self.at += timedelta(seconds=self.chance.choice((0, 60)))
        token = tokens.confirm(installation(), asked.pk, until=self.at + timedelta(days=1))
        assert signing_up.confirm(installation(), token, source="", at=self.at)

    def load(self, email: str) -> None:
        """A file of two lines, with or without bringing up who is there."""
        row = Import.objects.create(
            id=new_id(self.at), address_id=self.news, by_id=self.by, at=self.at, file="a.csv",
            lines=2, update=self.chance.random() < 0.5,
        )  # fmt: skip
        lines = [
            Entry(line=number, text=one, wish=Wish(email=one, name=str(self.at)))
            for number, one in enumerate(sorted({email, self.chance.choice(EMAILS)}), 1)
        ]
        assert actions.take_in(row.pk, lines, start=0, at=self.at)
        actions.finish(row.pk, at=self.at)

    def unload(self, _: str) -> None:
        row = Import.objects.filter(state="done").order_by("-id").first()
        if row is None:
            return
        undoing.begin(row.pk, by=self.by, at=self.at)
        while undoing.take_back(row.pk, by=self.by, at=self.at, size=2):
            pass
        row.refresh_from_db()
        assert row.state == "undone"

    def _row(self, email: str) -> Subscriber | None:
        return Subscriber.objects.filter(address_id=self.news, email=email).first()


@pytest.mark.parametrize("seed", range(6))
def test_what_is_kept_is_what_the_chain_comes_to(world: World, news: Address, seed: int) -> None:
    walk, seen = Walk(world, news, seed), set()
    for _ in range(120):
        walk.step()
        kept = dict(Subscriber.objects.values_list("email", "consent"))
        assert kept == {email: counted(news.pk, email) for email in kept}
        seen |= set(kept.values())
    assert seen == {"", "vouched", "confirmed"}, "the walk came to all of them"


def test_who_has_asked_on_one_list_has_not_on_another(world: World, news: Address) -> None:
    other = world.address("other", mode="list")
    for place in (news, other):
        Subscriber.objects.create(address=place, email=EMAILS[0], since=world.now)
    consents.add(other.pk, email="Ann@x.example", kind="confirmed", at=world.now)
    kept = dict(Subscriber.objects.values_list("address__email", "consent"))
    assert kept == {news.email: "", other.email: "confirmed"}
