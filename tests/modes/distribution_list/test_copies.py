"""What became of each copy of a mail: page by page, none left out and none twice."""

from tests.doors import House
from tests.doors import house as house
from tests.world import READ_WRITE
from tripost.kit.ids import new_id
from tripost.outbound.models import Delivery, Outgoing
from tripost.store.models import Message


def test_the_second_page_goes_on_where_the_first_ended(house: House) -> None:
    news = house.world.address("news", mode="list", anna=READ_WRITE)
    place = house.world.mail(news)
    mail = Outgoing.objects.create(
        id=new_id(house.now),
        address=news,
        conversation_id=place.conversation,
        kind="post",
        base_id=Message.objects.get(pk=place.message).blob_id,
        created_at=house.now,
        not_before=house.now,
    )
    for number in range(5):
        Delivery.objects.create(
            id=new_id(house.now),
            outgoing=mail,
            recipient=f"s{number}@x.example",
            next_at=house.now,
        )
    seen: list[str] = []
    cursor = ""
    with house.client("anna") as client:
        for _ in range(3):
            path = f"/api/v1/conversations/{place.conversation}/deliveries?limit=2{cursor}"
            page = client.get(path).json()
            seen += [one["recipient"] for one in page["items"]]
            cursor = f"&cursor={page['next']}"
    assert seen == [f"s{number}@x.example" for number in range(5)]
