"""Setting up domains, addresses and aliases: what is taken, refused and written down."""

from datetime import datetime

import pytest

from tests.world import World
from tripost.addresses import actions, queries
from tripost.addresses.dkim import Keys
from tripost.addresses.models import Address, Alias, Domain
from tripost.kit.entered import BadInput, Conflict
from tripost.kit.secrets import installation
from tripost.store.models import Change
from tripost.store.reads import DjangoReader

pytestmark = pytest.mark.django_db
KEYS = Keys(selector="tripost", rsa="", ed25519="")


@pytest.fixture
def world(now: datetime) -> World:
    made = World(now)
    actions.add_domain("acme.example", keys=KEYS, by=None, at=now)
    return made


def add(world: World, email: str = "support@acme.example", **changes: object) -> Address:
    values: dict[str, object] = {"name": "Acme Support", "mode": "inbox", "by": None}
    return actions.add_address(email, at=world.now, **(values | changes))


def last_change() -> Change:
    return Change.objects.order_by("-modseq")[0]


def test_a_domain_is_kept_in_one_form_and_its_keys_are_unreadable_at_rest(world: World) -> None:
    domain = actions.add_domain(
        " BÜCHER.Example. ", keys=actions.new_keys(), by=world.user("anna").pk, at=world.now
    )
    assert domain.name == "xn--bcher-kva.example"
    assert "PRIVATE" not in domain.dkim_rsa + domain.dkim_ed25519
    assert "PRIVATE KEY" in installation().decrypt(domain.dkim_rsa)
    assert (last_change().kind, last_change().data) == (
        "domain.changed",
        {"domain": domain.pk, "added": True},
    )
    records = queries.records_of(
        DjangoReader(), domain=domain.pk, base_url="https://mail.acme.example"
    )
    shown = {(r.type, r.name): r.value for r in records}
    assert shown["TXT", "tripost._domainkey.xn--bcher-kva.example"].startswith("v=DKIM1; k=rsa; p=")
    assert shown["TXT", "tripost-ed._domainkey.xn--bcher-kva.example"].startswith(
        "v=DKIM1; k=ed25519; p="
    )
    assert not [r for r in records if r.type == "MX"]  # split: people's mail stays where it is


def test_a_full_domain_gets_its_mail_here(world: World) -> None:
    domain = actions.add_domain("full.example", keys=KEYS, kind="full", by=None, at=world.now)
    records = queries.records_of(
        DjangoReader(), domain=domain.pk, base_url="https://mail.acme.example:8443"
    )
    assert records[0].value == "10 mail.acme.example."


@pytest.mark.parametrize(
    ("name", "kind", "code"),
    [
        ("acme.example", "split", "taken"),
        ("ACME.example.", "split", "taken"),
        ("localhost", "split", "no-dot"),
        ("a b.example", "split", "domain"),
        ("x.example\r\nBcc: y", "split", "domain"),
        ("new.example", "half", "bad-kind"),
    ],
)
def test_domains_that_cannot_be_hosted(world: World, name: str, kind: str, code: str) -> None:
    with pytest.raises(BadInput) as wrong:
        actions.add_domain(name, keys=KEYS, kind=kind, by=None, at=world.now)
    assert wrong.value.code == code
    assert Domain.objects.count() == 1


def test_an_address_with_those_who_work_on_it(world: World) -> None:
    anna, ben = world.user("anna"), world.user("ben")
    made = add(world, "Support@Acme.Example", grants={anna.pk: 3, ben.pk: 0}, by=anna.pk)
    assert made.email == "support@acme.example"
    assert world.actor("anna").rights == {made.pk: 3}
    assert world.actor("ben").rights == {}
    change = last_change()
    assert (change.kind, change.address_id, change.actor_id) == (
        "address.changed",
        made.pk,
        anna.pk,
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"email": "support@other.example"}, "foreign-domain"),
        ({"email": "taken@acme.example"}, "taken"),
        ({"email": "alias@acme.example"}, "taken"),
        ({"email": "support+x@acme.example"}, "plus"),
        ({"email": "no at"}, "space"),
        ({"email": "support@acme.example", "mode": "forum"}, "bad-mode"),
        ({"email": "support@acme.example", "name": "A\r\nBcc: x@y.example"}, "bad-name"),
        ({"email": "support@acme.example", "name": "  "}, "bad-name"),
        ({"email": "support@acme.example\nRCPT TO:<x@y.example>"}, "control"),
    ],
)
def test_addresses_that_cannot_be_made(world: World, changes: dict[str, object], code: str) -> None:
    taken = add(world, "taken@acme.example")
    actions.change_address(taken.pk, aliases=["alias@acme.example"], by=None, at=world.now)
    with pytest.raises(BadInput) as wrong:
        add(world, **changes)
    assert wrong.value.code == code
    assert Address.objects.count() == 1


def test_only_what_is_given_changes_and_twice_changes_nothing(world: World) -> None:
    made = add(world)
    for _ in range(2):
        actions.change_address(
            made.pk,
            signature="Viele Grüße\r\nAcme",
            posting="owners",
            undo_seconds=30,
            answer_assigns=False,
            aliases=["help@acme.example", "HILFE@acme.example"],
            by=None,
            at=world.now,
        )
    made.refresh_from_db()
    assert (made.name, made.signature, made.posting, made.undo_seconds) == (
        "Acme Support",
        "Viele Grüße\nAcme",
        "owners",
        30,
    )
    assert set(Alias.objects.values_list("email", flat=True)) == {
        "help@acme.example",
        "hilfe@acme.example",
    }
    changes = [c for c in Change.objects.filter(address_id=made.pk) if "fields" in c.data]
    assert [c.data["fields"] for c in changes] == [
        ["signature", "posting", "undo_seconds", "answer_assigns", "aliases"]
    ]


def test_an_alias_is_replaced_or_taken_away(world: World) -> None:
    made = add(world)
    actions.change_address(made.pk, aliases=["help@acme.example"], by=None, at=world.now)
    actions.change_address(made.pk, aliases=["hilfe@acme.example"], by=None, at=world.now)
    assert [a.email for a in made.aliases.all()] == ["hilfe@acme.example"]
    actions.change_address(made.pk, aliases=[], by=None, at=world.now)
    assert not made.aliases.exists()


def test_what_still_carries_something_is_not_removed(world: World) -> None:
    made = add(world)
    domain = Domain.objects.get()
    with pytest.raises(Conflict):
        actions.remove_domain(domain.pk, by=None, at=world.now)
    world.mail(made)
    with pytest.raises(Conflict):
        actions.remove_address(made.pk, by=None, at=world.now)
    empty = add(world, "empty@acme.example")
    actions.remove_address(empty.pk, by=None, at=world.now)
    assert [a.email for a in Address.objects.all()] == ["support@acme.example"]


@pytest.mark.parametrize(
    ("recipient", "found"),
    [
        ("support@acme.example", True),
        ("SUPPORT@Acme.Example", True),
        ("support+invoice-7@acme.example", True),
        ("help@acme.example", True),
        ("help+x@acme.example", True),
        ("a+b@acme.example", False),
        ("+x@acme.example", False),
        ("support@other.example", False),
        ("supportx@acme.example", False),
        ("support", False),
        ("@acme.example", False),
        ("", False),
        ("support@ac%e.example", False),
    ],
)
def test_whose_mail_it_is(world: World, recipient: str, found: bool) -> None:
    made = add(world)
    actions.change_address(made.pk, aliases=["help@acme.example"], by=None, at=world.now)
    assert queries.resolve(DjangoReader(), recipient) == (made.pk if found else None)


def test_what_comes_back_to_an_envelope_sender_of_ours_finds_its_address(world: World) -> None:
    from tripost.addresses import verp

    made = add(world)
    ours = verp.sender(installation(), address=made.pk, delivery=7, domain="acme.example")
    assert queries.resolve(DjangoReader(), ours) == made.pk
    assert queries.resolve(DjangoReader(), ours.replace("acme", "other")) is None
    gone = verp.sender(installation(), address=made.pk + 1, delivery=7, domain="acme.example")
    assert queries.resolve(DjangoReader(), gone) is None


def test_a_domain_beyond_ascii_is_found_in_both_spellings(world: World) -> None:
    actions.add_domain("bücher.example", keys=KEYS, by=None, at=world.now)
    made = add(world, "post@bücher.example")
    for spelling in ("post@bücher.example", "post@xn--bcher-kva.example", "Post@BÜCHER.example"):
        assert queries.resolve(DjangoReader(), spelling) == made.pk
