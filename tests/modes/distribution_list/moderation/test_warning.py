"""Many copies of one send are lost: the owners hear of it once, in the post and by mail."""

import pytest

from tests.modes.distribution_list.moderation.conftest import Desk
from tripost.modes.distribution_list import warning
from tripost.modes.distribution_list.models import ListSettings
from tripost.outbound.models import Outgoing
from tripost.store.models import Change, Entry


def look(desk: Desk) -> None:
    services = desk.corridor.house.services
    desk.corridor.house.loop.run(warning.warn(services, {}))


def test_the_owners_are_told_once(desk: Desk) -> None:
    assert desk.post(author="Anna <anna@acme.example>") == "post"
    Outgoing.objects.update(copies=100, sent=94, failed=6)
    for _ in range(2):
        look(desk)
    [(to, mail)] = desk.letters()
    assert to == "anna@acme.example", "who only moderates does not look after addresses"
    assert mail["Subject"] == "Viele Rückläufer: Einladung"
    assert "6 von 100 Mails nicht angekommen" in mail.get_content()
    [entry] = Entry.objects.filter(kind="many_bounces")
    assert entry.data == {
        "outgoing": str(Outgoing.objects.get(kind="post").pk),
        "failed": 6,
        "total": 100,
    }
    assert ListSettings.objects.get().warned_at == desk.corridor.house.now
    assert Change.objects.filter(kind="bounces.warned").count() == 1
    Outgoing.objects.filter(kind="post").update(failed=60)
    look(desk)
    assert len(desk.letters()) == 1


@pytest.mark.parametrize(("sent", "failed"), [(6, 4), (200, 9), (100_000, 5_000)])
def test_a_few_are_nothing_to_tell(desk: Desk, sent: int, failed: int) -> None:
    desk.post(author="Anna <anna@acme.example>")
    Outgoing.objects.update(copies=sent + failed, sent=sent, failed=failed)
    look(desk)
    assert desk.letters() == []


def test_two_sends_are_two_warnings_and_old_ones_rest(desk: Desk) -> None:
    for number in range(2):
        desk.post(author="Anna <anna@acme.example>", message_id=f"x{number}@acme.example")
    Outgoing.objects.update(copies=10, failed=10)
    look(desk)
    assert len(desk.letters()) == 2
    desk.post(author="Anna <anna@acme.example>", message_id="old@acme.example")
    Outgoing.objects.filter(kind="post").update(copies=10, failed=10)
    desk.corridor.house.pass_time(days=8)
    look(desk)
    assert len(desk.letters()) == 2
