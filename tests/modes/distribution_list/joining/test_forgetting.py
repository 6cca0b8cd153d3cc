"""What nobody confirmed is gone after a week, with every trace; what was confirmed stays proven."""

import re
from functools import partial

import pytest
from django.db import connection

from tests.doors import House
from tests.doors import house as house
from tripost.addresses.models import Address
from tripost.modes.distribution_list.joining import forgetting
from tripost.modes.distribution_list.models import Consent, ListSettings, Notice, SignUp
from tripost.outbound.models import Delivery, Outgoing
from tripost.store.models import Blob


@pytest.fixture
def news(house: House) -> Address:
    made = house.world.address("news", mode="list")
    ListSettings.objects.create(address=made, sign_up=True)
    return made


def sign_up(house: House, email: str) -> str:
    """Fill in the form; the path of the link in the mail."""
    with house.client() as guest:
        guest.post("/l/news@acme.example", data={"email": email})
    raw = bytes(Outgoing.objects.latest("id").base.data).decode().replace("=\r\n", "")
    found = re.search(r"/c/[\w-]+", raw)
    assert found
    return found[0]


def tidy(house: House) -> None:
    house.loop.run(forgetting.tidy(house.services, {}))


def anywhere(word: str) -> list[str]:
    """Every table and column in which this word stands."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for column in connection.introspection.get_table_description(cursor, table):
                name = connection.ops.quote_name(column.name)
                cursor.execute(
                    f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)} "
                    f"WHERE CAST({name} AS TEXT) LIKE %s",
                    [f"%{word}%"],
                )
                if cursor.fetchone()[0]:
                    found.append(f"{table}.{column.name}")
    return found


def test_an_unconfirmed_sign_up_leaves_no_trace_after_a_week(house: House, news: Address) -> None:
    sign_up(house, "jemand@woanders.example")
    assert anywhere("woanders")
    house.pass_time(days=6, hours=23)
    tidy(house)
    assert SignUp.objects.count() == 1, "the link still works"
    house.pass_time(hours=3)
    tidy(house)
    tidy(house)
    assert anywhere("woanders") == []
    assert [Blob.objects.count(), Outgoing.objects.count(), Notice.objects.count()] == [0, 0, 0]


def test_a_confirmed_one_keeps_its_mail_as_proof(house: House, news: Address) -> None:
    path = sign_up(house, "jana@x.example")
    with house.client() as guest:
        guest.post(path, data={"confirm": "yes"})
    house.pass_time(days=30)
    tidy(house)
    assert not Notice.objects.exists()
    [asked, confirmed] = Consent.objects.order_by("at", "id")
    assert Blob.objects.filter(sha256=asked.detail["mail"]).exists()
    assert confirmed.detail["mail"] == asked.detail["mail"]
    with house.client() as guest:
        assert guest.post(path, data={"confirm": "yes"}).status_code == 404, "the link has ended"


def test_what_is_on_its_way_is_left_alone(house: House, news: Address) -> None:
    sign_up(house, "a@x.example")
    Delivery.objects.update(lease_until=house.now)
    house.pass_time(days=8)
    tidy(house)
    assert Outgoing.objects.exists()
    Delivery.objects.update(lease_until=None)
    tidy(house)
    assert not Outgoing.objects.exists()


def test_hundreds_are_forgotten_in_steps(house: House, news: Address) -> None:
    SignUp.objects.bulk_create(
        [
            SignUp(
                id=n + 1, address=news, email=f"s{n}@x.example", language="de", consent="x",
                form="x", source="x", at=house.now,
            )
            for n in range(450)
        ]
    )  # fmt: skip
    house.pass_time(days=8)
    step = partial(forgetting.forget, at=house.now)
    assert [house.services.writer.submit(step).result(10) for _ in range(3)] == [True, True, False]
    assert not SignUp.objects.exists()
