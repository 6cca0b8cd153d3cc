"""The archive of a list: public only where it is so, text alone, nothing confidential."""

import re
from functools import partial
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.doors import House
from tests.world import READ_WRITE
from tripost.addresses.models import Address
from tripost.conversations.append import PartRow
from tripost.conversations.confidential.readers import set_readers
from tripost.modes.distribution_list.archive.actions import keep
from tripost.modes.distribution_list.models import Archived, ListSettings
from tripost.outbound.models import Outgoing
from tripost.people.models import Right
from tripost.store.models import Change, Message
from tripost.store.times import rfc3339

HERE = "/a/news@acme.example"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def news(house: House) -> Address:
    """With a public archive; anna decides, ben reads, cem does neither."""
    made = house.world.address(
        "news", mode="list", anna=READ_WRITE | Right.MANAGE, ben=Right.READ, cem=Right.WRITE_AS
    )
    ListSettings.objects.create(address=made, archive="public")
    return made


def post(house: House, news: Address, subject: str, **changes: Any) -> str:
    """A post that goes out now; its id in the archive."""
    values: dict[str, Any] = {
        "message_id": f"{Message.objects.count()}@x", "from_name": "Anna",
        "from_address": "anna@acme.example", "visible": f"Text zu {subject}.",
    }  # fmt: skip
    mail = house.world.mail(news, subject=subject, **(values | changes))
    row = Message.objects.get(pk=mail.message)
    Outgoing.objects.create(id=row.pk, address=news, kind="post", message=row, base=row.blob,
                            created_at=house.now, not_before=house.now)  # fmt: skip
    keep(row.pk, at=house.now)
    return str(row.pk)


def test_anyone_reads_a_public_archive(house: House, news: Address) -> None:
    part = PartRow("2", "Plan anna@acme.example.pdf", "application/pdf", "", False, 3, 0, 3, "7bit")
    ident = post(
        house, news, "Wartung <b>",
        visible="Fragen an anna@acme.example <script>alert(1)</script>",
        folded="> alt, von ben@acme.example", parts=(part,), from_name="anna@acme.example",
    )  # fmt: skip
    with house.client(**{"Accept-Language": "de"}) as guest:
        listed, shown = guest.get(HERE), guest.get(f"{HERE}/{ident}")
    for page in (listed, shown):
        assert page.status_code == 200
        assert "Wartung &lt;b&gt;" in page.text
        assert "acme.example" not in page.text.replace("news@acme.example", "")
        assert "<script" not in page.text
        assert "set-cookie" not in page.headers
    assert "Fragen an anna@… &lt;script&gt;" in shown.text
    assert "alt, von ben@…" in shown.text


@pytest.mark.parametrize("archive", ["private", "off"])
def test_what_is_not_public_is_not_there(house: House, news: Address, archive: str) -> None:
    ident = post(house, news, "Geheim")
    ListSettings.objects.update(archive=archive)
    with house.client() as guest:
        answers = {guest.get(HERE + more).status_code for more in ("", "/feed.atom", f"/{ident}")}
    assert answers == {404}


def test_a_list_that_keeps_none_gets_none(house: House, news: Address) -> None:
    ListSettings.objects.update(archive="off")
    post(house, news, "Weg")
    assert not Archived.objects.exists()


def test_keeping_twice_keeps_once(house: House, news: Address) -> None:
    ident = post(house, news, "Einmal")
    assert keep(int(ident), at=house.now) is False
    assert Change.objects.filter(kind="archive.changed").count() == 1


def closed(house: House, conversation: int) -> None:
    """For anna alone."""
    anna = house.world.user("anna").pk
    act = partial(set_readers, conversation, users=[anna], by=anna, at=house.now)
    house.services.writer.submit(act).result(10)


@pytest.mark.parametrize("when", ["before", "after"])
def test_confidential_never(house: House, news: Address, when: str) -> None:
    mail = house.world.mail(news, subject="Vertraulich", message_id="v@x")
    row = Message.objects.get(pk=mail.message)
    Outgoing.objects.create(id=row.pk, address=news, kind="post", message=row, base=row.blob,
                            created_at=house.now, not_before=house.now)  # fmt: skip
    if when == "before":
        closed(house, mail.conversation)
    keep(row.pk, at=house.now)
    if when == "after":
        closed(house, mail.conversation)
    assert Archived.objects.exists() is (when == "after")
    with house.client() as guest, house.client("ben") as ben:
        pages = [guest.get(HERE + more).text for more in ("", "?q=Vertraulich", "/feed.atom")]
        assert guest.get(f"{HERE}/{row.pk}").status_code == 404
        pages.append(ben.get("/api/v1/addresses/news@acme.example/archive").text)
    assert not any("Vertraulich</a>" in page or "Vertraulich</title>" in page for page in pages)
    assert "Vertraulich" not in pages[-1]


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("wartung", ["Wartung"]), ("WARTUNG server", ["Wartung"]), ("übung", ["Übung"]),
        ("ÜBUNG", ["Übung"]), ("text", ["Übung", "Wartung"]), ("nichts", []), ("%", []), ("_", []),
        ("anna", ["Übung", "Wartung"]), ("' OR 1=1", []), ("hausintern", []),
    ],
)  # fmt: skip
def test_a_search_looks_into_the_posts_alone(
    house: House, news: Address, q: str, found: list[str]
) -> None:
    ident = post(house, news, "Wartung", visible="Text vom Server")
    post(house, news, "Übung")
    conversation = Message.objects.get(pk=int(ident)).conversation_id
    house.world.mail(news, conversation=conversation, message_id="r@x", visible="hausintern")
    with house.client() as guest, house.client("ben") as ben:
        page = guest.get(HERE, params={"q": q}).text
        items = ben.get("/api/v1/addresses/news@acme.example/archive", params={"q": q}).json()
    assert re.findall(r'<li><a href="[^"]+">([^<]+)</a>', page) == found
    assert [one["subject"] for one in items["items"]] == found


def test_the_feed_is_one(house: House, news: Address) -> None:
    post(house, news, "Eins & <zwei>", visible="a@x.example \x07 ]]> <b>")
    post(house, news, "")
    with house.client(**{"Accept-Language": "de"}) as guest:
        answer = guest.get(HERE + "/feed.atom")
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.content)
    titles = [one.findtext(f"{ATOM}title") for one in feed.iter(f"{ATOM}entry")]
    assert titles == ["(ohne Betreff)", "Eins & <zwei>"]
    for tag in ("id", "title", "updated"):
        assert feed.findtext(f"{ATOM}{tag}")
    [_, content] = [one.findtext(f"{ATOM}content") for one in feed.iter(f"{ATOM}entry")]
    assert content == "a@…  ]]> <b>"


def test_pages_go_on_and_search_engines_come_only_when_asked(house: House, news: Address) -> None:
    for number in range(60):
        post(house, news, f"Nr {number}")
    with house.client() as guest:
        first = guest.get(HERE)
        [older] = re.findall(r'href="(\?before=\d+)"', first.text)
        rest = guest.get(HERE + older)
        assert first.headers["x-robots-tag"] == "noindex, nofollow"
        ListSettings.objects.update(indexed=True)
        assert "x-robots-tag" not in guest.get(HERE).headers
        assert guest.get(HERE + "?before=x").status_code == 200
    assert len(first.content) < 50_000
    numbers = re.findall(r">Nr (\d+)<", first.text + rest.text)
    assert numbers == [str(n) for n in reversed(range(60))]


def test_taking_out(house: House, news: Address) -> None:
    ident = post(house, news, "Irrtum")
    with house.client("anna") as anna, house.client("ben") as ben, house.client() as guest:
        assert ben.delete(f"/api/v1/archive/{ident}").status_code == 403
        assert anna.delete(f"/api/v1/archive/{ident}").status_code == 204
        assert anna.delete(f"/api/v1/archive/{ident}").status_code == 404
        assert guest.get(f"{HERE}/{ident}").status_code == 404
    assert Message.objects.filter(pk=int(ident)).exists()
    told = Change.objects.filter(kind="archive.changed").latest("modseq")
    assert (told.actor_id, told.data) == (house.world.user("anna").pk, {"taken_out": ident})


def test_the_proof_tells_the_whole_chain(house: House, news: Address) -> None:
    """PROMISES P63."""
    ListSettings.objects.update(sign_up=True)
    with house.client() as guest:
        guest.post("/l/news@acme.example", data={"email": "jana@x.example", "name": "Jana"})
        raw = bytes(Outgoing.objects.get().base.data).decode()
        path = re.search(r"/c/\S+", raw.replace("=\r\n", ""))
        assert path
        guest.post(path[0], data={"confirm": "yes"})
    with house.client("anna") as anna, house.client("ben") as ben:
        url = "/api/v1/addresses/news@acme.example/subscribers/jana@x.example/evidence.json"
        proof = anna.get(url).json()
        assert ben.get(url).status_code == 403
        nobody = anna.get(url.replace("jana", "other"))
    assert nobody.status_code == 404
    assert [one["kind"] for one in proof["consents"]] == ["asked", "confirmed"]
    assert proof["mails"] == [{"sha256": proof["consents"][0]["detail"]["mail"], "raw": raw}]
    assert proof["subscriber"]["name"] == "Jana"


def test_who_searches_without_end_waits_and_may_still_read_and_join(
    house: House, news: Address
) -> None:
    ListSettings.objects.update(sign_up=True)
    with house.client() as guest:
        codes = [guest.get(HERE, params={"q": f"x{n}"}).status_code for n in range(41)]
        assert codes == [200] * 40 + [429]
        assert guest.get(HERE).status_code == 200
        joined = guest.post("/l/news@acme.example", data={"email": "a@x.example"})
    assert joined.status_code == 200


def test_what_was_written_among_themselves_becomes_public_only_when_one_says_so(
    house: House, news: Address
) -> None:
    ListSettings.objects.update(archive="private")
    old = post(house, news, "Unter uns")
    house.pass_time(hours=1)
    place = "/api/v1/addresses/news@acme.example/list"
    with house.client("anna") as anna:
        made = anna.put(place, json={"archive": "public"}).json()
        assert made["public_since"] == rfc3339(house.now)
    new = post(house, news, "Für alle")
    with house.client() as anyone:
        for path in (HERE, f"{HERE}/feed.atom", f"{HERE}?q=a"):
            shown = anyone.get(path).text
            assert "Unter uns" not in shown
        assert "Für alle" in anyone.get(HERE).text
        assert anyone.get(f"{HERE}/{old}").status_code == 404
        assert anyone.get(f"{HERE}/{new}").status_code == 200
    with house.client("anna") as anna:
        assert anna.put(place, json={"public_since": None}).json()["public_since"] is None
        assert anna.put(place, json={"archive": "public"}).json()["public_since"] is None
    with house.client() as anyone:
        assert "Unter uns" in anyone.get(HERE).text
        assert anyone.get(f"{HERE}/{old}").status_code == 200
