"""How is a list set up: the defaults, each setting with its limits, and who hears of it."""

from datetime import datetime
from typing import Any

import pytest

from tests.doors import House
from tests.doors import house as house
from tests.world import World
from tripost.kit.entered import BadInput
from tripost.modes.distribution_list.models import ListSettings
from tripost.modes.distribution_list.posting import changing
from tripost.modes.distribution_list.posting.settings import Settings, Topic, of
from tripost.people.actions import clean_rights
from tripost.people.models import Right, Team
from tripost.store.models import Change
from tripost.store.reads import DjangoReader

PATH = "/api/v1/addresses/news@acme.example/list"
MANAGE = int(Right.READ | Right.MANAGE)


def put(house: House, **wish: Any) -> tuple[int, Any]:
    with house.client("anna") as client:
        answer = client.put(PATH, json=wish)
        return answer.status_code, answer.json()


def test_without_a_row_the_defaults_hold(house: House) -> None:
    news = house.world.address("news", mode="list", anna=MANAGE)
    found = of(DjangoReader(), news.pk)
    assert found == Settings(address=news.pk, email=news.email, name="Acme News", posting="team")
    with pytest.raises(LookupError):
        of(DjangoReader(), news.pk + 1)
    columns = {f.name for f in ListSettings._meta.fields} - {"address"}
    assert columns <= set(Settings.__slots__)
    row = ListSettings.objects.create(address=news)
    assert of(DjangoReader(), news.pk) == found, "the model's defaults are the dataclass's"
    assert row.digest_at is None


def test_everything_that_is_set_is_read_again(house: House) -> None:
    news = house.world.address("news", mode="list", anna=MANAGE)
    house.world.address("support", anna=int(Right.READ))
    wish = {
        "language": "en",
        "prefix": "[News]",
        "footer": "Acme GmbH\nBerlin",
        "reply_to": "inbox",
        "reply_inbox": "Support@acme.example",
        "reply_fixed": "Chef@Bücher.example",
        "posting": "domain",
        "posting_domains": ["@partner.example", "Bücher.example"],
        "max_size": 5_000_000,
        "attachments": "strip",
        "attachment_types": [".PDF", "png"],
        "archive": "public",
        "public_since": "2026-11-01T08:00:00Z",
        "indexed": True,
        "topics": [{"key": "Ops", "name": "Betrieb", "words": ["Wartung"]}],
        "sign_up": True,
        "intro": "Was hier steht",
        "consent": "Ja",
        "digest": "weekly",
        "digest_hour": 17,
        "timezone": "Europe/Vienna",
        "approval": True,
        "clicks": True,
        "brand": {"colour": "#4F46E5", "logo": "https://acme.example/l.png", "imprint": "Acme"},
    }
    status, shown = put(house, **wish)
    assert status == 200, shown
    assert shown == wish | {
        "reply_inbox": "support@acme.example",
        "reply_fixed": "chef@xn--bcher-kva.example",
        "posting_domains": ["partner.example", "xn--bcher-kva.example"],
        "attachment_types": ["pdf", "png"],
        "topics": [{"key": "ops", "name": "Betrieb", "words": ["Wartung"]}],
        "brand": {
            "colour": "#4f46e5",
            "logo": "https://acme.example/l.png",
            "font": "",
            "imprint": "Acme",
        },
        "nested": [],
        "moderators": [{"user": "anna@acme.example", "team": None, "manages": True}],
        "sign_up_url": "http://127.0.0.1:8000/l/news@acme.example",
        "archive_url": "http://127.0.0.1:8000/a/news@acme.example",
        "feed_url": "http://127.0.0.1:8000/a/news@acme.example/feed.atom",
        "usual_consent": {
            "de": "Ich möchte Mails von Acme News an diese Adresse bekommen. "
            "Ich kann sie jederzeit wieder abbestellen.",
            "en": "I would like to get mails from Acme News at this address. "
            "I can end them at any time.",
        },
    }
    found = of(DjangoReader(), news.pk)
    assert found.topics == (Topic("ops", "Betrieb", ("Wartung",)),)
    assert (found.reply_inbox_email, found.max_size) == ("support@acme.example", 5_000_000)
    with house.client("anna") as client:
        assert client.get(PATH).json() == shown


def test_a_change_is_told_once_and_the_same_again_not_at_all(house: House) -> None:
    house.world.address("news", mode="list", anna=MANAGE)
    for _ in range(2):
        assert put(house, prefix="[News]", posting="members")[0] == 200
    [change] = Change.objects.filter(kind="list.changed")
    assert change.data == {"fields": ["posting", "prefix"]}
    assert put(house)[0] == 200
    assert Change.objects.filter(kind="list.changed").count() == 1


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"language": "xx"}, "bad-language"),
        ({"prefix": "a\r\nBcc: x"}, "bad-prefix"),
        ({"prefix": "x" * 41}, "bad-prefix"),
        ({"footer": "x" * 10_001}, "bad-footer"),
        ({"reply_to": "everybody"}, "bad-reply-to"),
        ({"reply_to": "inbox"}, "no-reply-inbox"),
        ({"reply_to": "fixed"}, "no-reply-fixed"),
        ({"reply_to": "fixed", "reply_fixed": "nobody"}, "bad-reply-fixed"),
        ({"reply_inbox": "nowhere@acme.example"}, "unknown-inbox"),
        ({"reply_inbox": "news@acme.example"}, "unknown-inbox"),
        ({"posting": "everyone"}, "bad-posting"),
        ({"posting_domains": ["a b"]}, "bad-domain"),
        ({"posting_domains": ["x.example"] * 51}, "too-many-domains"),
        ({"max_size": -1}, "bad-size"),
        ({"attachments": "burn"}, "bad-attachments"),
        ({"attachment_types": ["../x"]}, "bad-type"),
        ({"archive": "open"}, "bad-archive"),
        ({"topics": [{"key": "a b", "name": "x"}]}, "bad-topic"),
        ({"topics": [{"key": "a", "name": "x"}, {"key": "A", "name": "y"}]}, "bad-topic"),
        ({"topics": [{"key": "a", "name": " "}]}, "bad-topic"),
        ({"digest": "hourly"}, "bad-digest"),
        ({"digest_hour": 24}, "bad-hour"),
        ({"timezone": "Mars/Olympus"}, "bad-timezone"),
        ({"brand": {"colour": "red"}}, "bad-colour"),
        ({"brand": {"logo": "javascript:alert(1)"}}, "bad-logo"),
        ({"brand": {"font": "x;}body{"}}, "bad-font"),
    ],
)
def test_what_cannot_be_is_refused_by_name(
    db: None, now: datetime, wish: dict[str, Any], code: str
) -> None:
    news = World(now).address("news", mode="list")
    with pytest.raises(BadInput) as refused:
        changing.change(news.pk, values={**wish, "intro": "half"}, by=None, at=now)
    assert refused.value.code == code
    assert not ListSettings.objects.exists(), "nothing half done remains"


def test_what_is_set_elsewhere_or_unknown_is_refused(house: House) -> None:
    house.world.address("news", mode="list", anna=MANAGE)
    for wish in ({"moderators": []}, {"nested": []}, {"colour": "red"}, {"max_size": "big"}):
        assert put(house, **wish)[0] == 422, wish
    assert not ListSettings.objects.exists()


def test_answers_go_to_nobody_one_has_nothing_to_do_with(house: House) -> None:
    news = house.world.address("news", mode="list", anna=MANAGE)
    hidden = house.world.address("hr", ben=int(Right.READ))
    said = {put(house, reply_inbox=f"{name}@acme.example")[1]["detail"] for name in ("hr", "no")}
    assert len(said) == 1, "who is not there and who is unknown sound the same"
    ListSettings.objects.create(address=news, reply_to="inbox", reply_inbox=hidden)
    assert put(house, reply_inbox="hr@acme.example", prefix="[x]")[0] == 200, "it was so before"


def test_an_inbox_is_taken_back_by_null(house: House) -> None:
    news = house.world.address("news", mode="list", anna=MANAGE)
    house.world.address("support", anna=int(Right.READ))
    assert put(house, reply_to="inbox", reply_inbox="support@acme.example")[0] == 200
    assert put(house, reply_inbox=None)[1]["code"] == "no-reply-inbox"
    assert put(house, reply_inbox=None, reply_to="author")[0] == 200
    assert of(DjangoReader(), news.pk).reply_inbox is None


def test_moderators_are_whoever_a_grant_lets_decide(house: House) -> None:
    news = house.world.address("news", mode="list", anna=MANAGE, ben=int(Right.READ))
    house.world.address("news", cem=int(Right.READ | Right.MODERATE))
    team = Team.objects.create(name="Redaktion")
    news.grant_set.create(team=team, rights=Right.READ | Right.MODERATE)
    with house.client("anna") as client:
        assert client.get(PATH).json()["moderators"] == [
            {"user": "anna@acme.example", "team": None, "manages": True},
            {"user": "cem@acme.example", "team": None, "manages": False},
            {"user": None, "team": "Redaktion", "manages": False},
        ]


def test_the_page_asks_as_whom_a_post_would_be_seen(house: House) -> None:
    house.world.address("news", mode="list", anna=MANAGE)
    asked = "/api/v1/addresses/news@acme.example/from-preview?author="
    with house.client("anna") as client:
        assert client.get(f"{asked}anna@acme.example").json() == {
            "step": "ours",
            "from": "Anna <anna@acme.example>",
            "reply_to": ["Anna <anna@acme.example>"],
            "why": "own-domain",
        }
        assert client.get(f"{asked}nobody").json()["code"] == "bad-address"


@pytest.mark.parametrize("labels", [["moderate"], ["own", "moderate"], ["read", "moderate"]])
def test_whoever_decides_about_posts_reads_them(labels: list[str]) -> None:
    assert clean_rights(labels) == Right.READ | Right.MODERATE
