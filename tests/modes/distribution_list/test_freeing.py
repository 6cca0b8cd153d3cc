"""What nobody needs is gone after a month, in the database and on the disk; what proves stays."""

import itertools
import os
from datetime import timedelta
from typing import Any

import pytest

from tests.doors import House
from tests.doors import house as house
from tripost.addresses.models import Address
from tripost.kit.ids import CHANCE_BITS
from tripost.modes.distribution_list import freeing
from tripost.modes.distribution_list.models import Import, Notice, SignUp
from tripost.outbound.models import Delivery, Outgoing
from tripost.store.models import Blob
from tripost.store.reads import DjangoReader

LONG_AGO = 1_600_000_000  # seconds
SMALL, LARGE = 10, 5_000  # bytes; the house keeps up to 1,000 in the database


@pytest.fixture
def news(house: House) -> Address:
    return house.world.address("news", mode="list")


def bytes_kept(house: House, size: int, *, mark: str) -> str:
    """A blob; one on the disk was written long ago."""
    blob = house.services.blobs.prepare(mark.encode().ljust(size, b"."))
    house.services.blobs.keep(blob)
    path = house.services.blobs._path(blob.sha256)
    if path.exists():
        os.utime(path, (LONG_AGO, LONG_AGO))
    return blob.sha256


_number = itertools.count()


def id_at(house: House) -> int:
    """`new_id` stays behind no id that this process made, and other tests live later."""
    return (int(house.now.timestamp() * 1000) << CHANCE_BITS) + next(_number)


def letter(
    house: House, news: Address, blob: str, *, kind: str = "notice", state: str = "sent"
) -> Outgoing:
    made = Outgoing.objects.create(
        id=id_at(house), address=news, kind=kind, base_id=blob, created_at=house.now,
        not_before=house.now,
    )  # fmt: skip
    Delivery.objects.create(
        id=id_at(house), outgoing=made, recipient="a@x.example", state=state,
        next_at=house.now,
    )  # fmt: skip
    return made


def imported(house: House, news: Address, blob: str, **how: Any) -> Import:
    values = {"state": "done", "finished_at": house.now, **how}
    return Import.objects.create(
        id=id_at(house), address=news, at=house.now, file="a.csv", blob_id=blob, **values
    )


def free(house: House) -> None:
    """Twice: it is safe."""
    for _ in range(2):
        house.loop.run(freeing.free(house.services, {}))


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_after_a_month_letters_tests_and_imported_files_are_gone(
    house: House, news: Address, size: int
) -> None:
    mails = [bytes_kept(house, size, mark=kind) for kind in ("notice", "test")]
    for kind, blob in zip(("notice", "test"), mails, strict=True):
        letter(house, news, blob, kind=kind)
    file = bytes_kept(house, size, mark="csv")
    load = imported(house, news, file)
    house.pass_time(days=29)
    free(house)
    assert Blob.objects.count() == 3
    house.pass_time(days=2)
    free(house)
    assert not Outgoing.objects.exists()
    assert not Blob.objects.exists()
    load.refresh_from_db()
    assert (load.state, load.blob_id) == ("done", None)
    assert not [path for path in house.services.blobs.folder.rglob("*") if path.is_file()]


def test_what_waits_proves_or_belongs_to_others_stays(house: House, news: Address) -> None:
    blobs = {
        name: bytes_kept(house, LARGE, mark=name)
        for name in ("waits", "post", "proof", "asks", "shared", "running")
    }
    letter(house, news, blobs["waits"], state="deferred")
    letter(house, news, blobs["post"], kind="new")
    letter(house, news, blobs["proof"])
    SignUp.objects.create(
        id=1, address=news, email="a@x.example", language="de", consent="", form="", source="",
        at=house.now, mailed=blobs["proof"], confirmed_at=house.now,
    )  # fmt: skip
    asks = letter(house, news, blobs["asks"])
    Notice.objects.create(outgoing=asks, email="a@x.example", kind="confirm", at=house.now)
    letter(house, news, blobs["shared"], kind="reply")
    imported(house, news, blobs["shared"])
    imported(house, news, blobs["running"], state="running", finished_at=None)
    house.pass_time(days=40)
    free(house)
    assert set(Blob.objects.values_list("sha256", flat=True)) == set(blobs.values())
    for blob in blobs.values():
        assert house.services.blobs.read(blob)
    assert Outgoing.objects.count() == 5


@pytest.mark.parametrize("meanwhile", ["tried again", "being sent", "asks for consent"])
def test_what_is_needed_again_between_look_and_delete_stays(
    house: House, news: Address, meanwhile: str
) -> None:
    blob = bytes_kept(house, LARGE, mark="failed")
    made = letter(house, news, blob, state="failed")
    other = letter(house, news, bytes_kept(house, LARGE, mark="other"))
    house.pass_time(days=40)
    seen = freeing.letters(DjangoReader(), before=house.now - freeing.KEPT, after=0)
    assert {one.id for one in seen} == {made.pk, other.pk}
    match meanwhile:
        case "tried again":
            made.deliveries.update(state="queued")
        case "being sent":
            made.deliveries.update(lease_until=house.now)
        case _:
            Notice.objects.create(outgoing=made, email="a@x.example", kind="confirm", at=house.now)
    house.loop.run(house.services.writer.do(lambda: freeing.forget_letters(seen)))
    assert Outgoing.objects.get() == made
    assert Blob.objects.get().pk == blob


def test_a_file_that_somebody_is_about_to_keep_stays(house: House, news: Address) -> None:
    blobs = house.services.blobs
    sha256 = bytes_kept(house, LARGE, mark="twice")
    before = house.now - timedelta(days=1)
    again = blobs.prepare(b"twice".ljust(LARGE, b"."))
    blobs.drop(sha256, untouched_since=before)
    assert blobs.read_file(again.sha256)
    os.utime(blobs._path(sha256), (LONG_AGO, LONG_AGO))
    blobs.drop(sha256, untouched_since=before)
    blobs.drop(sha256, untouched_since=before)
    assert not blobs._path(sha256).exists()
