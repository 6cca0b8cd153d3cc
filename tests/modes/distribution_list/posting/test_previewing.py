"""As whom subscribers would see somebody, before anything is sent; DNS answers from a table."""

from datetime import datetime

import pytest

from tests.world import World
from tripost.kit.dns import from_txt
from tripost.kit.entered import BadInput
from tripost.modes.distribution_list.models import ListSettings
from tripost.modes.distribution_list.posting.previewing import shown

pytestmark = pytest.mark.django_db
RECORDS = {
    "_dmarc.strict.example": ["v=DMARC1; p=reject"],
    "_dmarc.asks.example": ["v=DMARC1; p=none"],
}


@pytest.mark.parametrize(
    ("author", "step", "name", "why"),
    [
        ("anna@acme.example", "ours", "Anna <anna@acme.example>", "own-domain"),
        ("Gast@strict.example", "via", "gast via Acme News <news@acme.example>", "policy"),
        ("gast@asks.example", "no-policy", "gast@asks.example", "asks-nothing"),
        ("gast@quiet.example", "no-policy", "gast@quiet.example", "no-record"),
    ],
)
def test_the_mildest_step_is_shown(
    now: datetime, author: str, step: str, name: str, why: str
) -> None:
    world = World(now)
    news = world.address("news", mode="list")
    world.user("anna")
    found = shown(news.pk, author=author, lookup=from_txt(RECORDS.get))
    assert (found.step, found.from_, found.why) == (step, name, why)
    assert author.lower() in found.reply_to[0]


def test_where_answers_go_is_shown_too(now: datetime) -> None:
    news = World(now).address("news", mode="list")
    ListSettings.objects.create(address=news, reply_to="list")
    found = shown(news.pk, author="gast@strict.example", lookup=from_txt(RECORDS.get))
    assert found.reply_to == ("Acme News <news@acme.example>",)
    with pytest.raises(BadInput):
        shown(news.pk, author="nobody", lookup=from_txt(RECORDS.get))
