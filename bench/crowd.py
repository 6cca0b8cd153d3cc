"""A list of 100,000 with attributes, consents, two sends, clicks and mails to an inbox."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

PEOPLE: Final = int(os.environ.get("TRIPOST_BENCH_SUBSCRIBERS", "100000"))
NOW: Final = datetime(2026, 12, 3, 12, tzinfo=UTC)
CITIES: Final = ("Köln", "Berlin", "Zürich", "Graz", "Łódź", "Ulm", "Bonn", "Jena", "Wien", "Bern")
PLANS: Final = ("Frei", "Voll", "Größer")
NAMES: Final = ("Jana Weiß", "Özlem Kaya", "Bernd Kohl", "", "Cem Ünal", "Dana Roth", "Eva Löw")
POST: Final = 700_000_000_000_000_001
CAMPAIGN: Final = 700_000_000_000_000_002
MAIL: Final = 500_000_000_000_000_000
_CHUNK: Final = 2_000


def fill() -> tuple[int, int]:
    """Into the empty database of this process; the ids of who asks and of the list."""
    from django.db import connection, transaction

    user, places = _house()
    with transaction.atomic():
        _people(places)
        _sends(places["news"])
        _mails(places["support"])
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("ANALYZE")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute("VACUUM ANALYZE")
    return user, places["news"]


def _house() -> tuple[int, dict[str, int]]:
    from tripost.addresses.models import Address, Domain
    from tripost.modes.distribution_list.models import Attribute, ListSettings
    from tripost.people.models import Grant, User

    user = User.objects.create(address="anna@acme.example", name="Anna Keller")
    domain = Domain.objects.create(name="acme.example")
    places = {}
    for name, mode in (("news", "list"), ("other", "list"), ("support", "inbox")):
        made = Address.objects.create(
            email=f"{name}@acme.example", domain=domain, name=name, mode=mode
        )
        Grant.objects.create(user=user, address=made, rights=11)
        places[name] = made.pk
    kinds = {"city": "text", "age": "number", "joined": "date", "plan": "choice"}
    for key, kind in kinds.items():
        Attribute.objects.create(
            address_id=places["news"], key=key, label=key.title(), kind=kind,
            choices=list(PLANS) if kind == "choice" else [],
        )  # fmt: skip
    ListSettings.objects.create(
        address_id=places["news"],
        timezone="UTC",
        topics=[{"key": key, "name": key, "words": []} for key in ("wartung", "preise")],
    )
    return user.pk, places


def email(number: int) -> str:
    """Of one of them."""
    return f"s{number * 7_919 % 1_000_003:06}@d{number % 300}.example"


def _people(places: dict[str, int]) -> None:
    from tripost.modes.distribution_list.models import Consent, Subscriber

    news = places["news"]
    _insert(Subscriber, (Subscriber(**_person(n, news)) for n in range(1, PEOPLE + 1)))
    _insert(
        Subscriber,
        (
            Subscriber(id=PEOPLE + n, address_id=places["other"], email=email(n), since=NOW)
            for n in range(1, PEOPLE + 1, 3)
        ),
    )
    _insert(Consent, (Consent(**one) for one in _consents(news)))


def _person(number: int, place: int) -> dict[str, Any]:
    topics: list[str] | None = ["wartung"] if number % 5 == 0 else ["preise"]
    return {
        "id": number,
        "address_id": place,
        "email": email(number),
        "name": NAMES[number // 3 % 7],
        "state": "active" if number % 11 else "unsubscribed",
        "language": ("", "en", "de")[number % 3],
        "delivery": "digest" if number % 8 == 0 else "each",
        "topics": topics if number % 4 == 0 else None,
        "since": NOW - timedelta(days=number % 900, hours=1),
        "source": "signup" if number % 2 else "import",
        "consent": _consent(number),
        "bounced_at": NOW - timedelta(days=number % 90) if number % 71 == 0 else None,
        "attributes": {
            "city": CITIES[number // 7 % 10],
            "age": number % 80,
            "joined": f"20{10 + number % 16}-{1 + number % 12:02}-{1 + number % 28:02}",
            "plan": PLANS[number // 11 % 3],
        },
    }


def _consent(number: int) -> str:
    """What their chain comes to."""
    if number % 20 in (0, 7):
        return ""
    return "confirmed" if number % 2 else "vouched"


def _consents(place: int) -> Iterator[dict[str, Any]]:
    """Of nineteen in twenty; a twentieth of those was taken back later."""
    begin = 600_000_000_000_000_000
    for number in range(1, PEOPLE + 1):
        if number % 20 == 0:
            continue
        kind = "confirmed" if number % 2 else "vouched"
        one = {"address_id": place, "email": email(number)}
        yield one | {"id": begin + 2 * number, "kind": kind, "at": NOW - timedelta(days=400)}
        if number % 20 == 7:
            yield one | {"id": begin + 2 * number + 1, "kind": "withdrawn", "at": NOW}


def _sends(place: int) -> None:
    """A post and a campaign to all of them; some answer, click, complain."""
    from tripost.modes.distribution_list.models import Campaign, Click
    from tripost.outbound.models import Delivery, Outgoing
    from tripost.store.models import Blob

    Blob.objects.create(sha256="bench", size=1, data=b"x")
    for one in _mail(place, 0, subject="Neue Preise für Größer", sender="anna@acme.example"):
        one.save(force_insert=True)
    for ident, kind in ((POST, "post"), (CAMPAIGN, "campaign")):
        Outgoing.objects.create(
            id=ident, address_id=place, kind=kind, base_id="bench", created_at=NOW,
            not_before=NOW, total=PEOPLE, copies=PEOPLE, sent=PEOPLE,
            message_id=MAIL if kind == "post" else None,
            conversation_id=MAIL if kind == "post" else None,
        )  # fmt: skip
        _insert(Delivery, (_copy(ident, n) for n in range(1, PEOPLE + 1)))
    Campaign.objects.create(
        id=CAMPAIGN, address_id=place, outgoing_id=CAMPAIGN, state="sending", name="Herbst",
        subject="Unser Herbst", created_at=NOW, changed_at=NOW,
    )  # fmt: skip
    _insert(
        Click,
        (
            Click(outgoing_id=CAMPAIGN, subscriber_id=n, link=0, at=NOW - timedelta(hours=n % 900))
            for n in range(1, PEOPLE + 1, 5)
        ),
    )


def _copy(outgoing: int, number: int) -> Any:
    from tripost.outbound.models import Delivery

    shift = 0 if outgoing == POST else PEOPLE
    return Delivery(
        id=650_000_000_000_000_000 + shift + number,
        outgoing_id=outgoing,
        recipient=email(number),
        state="failed" if (number + shift) % 50 == 0 else "sent",
        next_at=NOW,
        settled_at=NOW,
        subscriber_id=number,
        domain=email(number).rpartition("@")[2],
        answered_at=NOW - timedelta(days=number % 60) if number % 41 == 0 else None,
        complained_at=NOW - timedelta(days=number % 60) if number % 997 == 0 else None,
    )


def _mails(place: int) -> None:
    """A fifth of them wrote to an inbox once."""
    from tripost.store.models import Conversation, Message

    numbers = range(1, PEOPLE + 1, 5)
    told = [_mail(place, n, subject=f"Frage {n}", sender=email(n).upper()) for n in numbers]
    _insert(Conversation, (one for one, _ in told))
    _insert(Message, (one for _, one in told))


def _mail(place: int, number: int, *, subject: str, sender: str) -> tuple[Any, Any]:
    """A conversation of one mail that came in, and the mail; both have the same id."""
    from tripost.store.models import Conversation, Message

    ident = MAIL + number
    at = NOW - timedelta(hours=number % 2_000)
    return Conversation(
        id=ident, address_id=place, subject=subject, created_at=at, last_activity_at=at,
        contact_address=sender.lower(), messages=1, last_entry=1, last_content=1,
    ), Message(
        id=ident, address_id=place, conversation_id=ident, number=1, blob_id="bench", at=at,
        direction="in", subject=subject, from_address=sender,
    )  # fmt: skip


def _insert(model: Any, rows: Iterator[Any]) -> None:
    model.objects.bulk_create(rows, batch_size=_CHUNK)
