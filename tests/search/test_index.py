"""The index keeps sets of words; whatever a person types, the question can be asked."""

from datetime import datetime

import pytest

from tests.world import READ_WRITE, World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Der Güterzug fährt", "guterzug"),
        ("Müller rief an", "mueller"),
        ("Punkt ⒈2 der Liste", "⒈2"),
        ("ﷺ am Anfang", "ﷺ"),
        ("請回覆這封信", "回覆這"),
        ('ein "Wort" in Zeichen', '"wort"'),
    ],
)
def test_what_a_mail_says_is_found(said: str, asked: str, now: datetime) -> None:
    world = World(now)
    mail = world.mail(world.address("support", anna=READ_WRITE), visible=said)
    found = world.found("anna", asked)
    assert [hit.conversation for hit in found] == [mail.conversation]


def test_words_of_other_mails_are_not_found(now: datetime) -> None:
    world = World(now)
    world.mail(world.address("support", anna=READ_WRITE), visible="Lieferung am Montag")
    assert not world.found("anna", "dienstag")
