"""Whom campaigns, templates, domain checks and suppressions are for."""

from datetime import timedelta
from typing import Any

from tests.doors import House
from tests.rights.decided import ADDRESSES, Build, Decided, Request, _on, _plain
from tests.rights.roles import Place
from tripost.addresses.dkim import new_keys
from tripost.addresses.models import Domain
from tripost.kit.ids import new_id
from tripost.kit.secrets import installation
from tripost.modes.distribution_list.models import Campaign, ListSettings, Template
from tripost.outbound.models import Suppression

SOUND = {
    "blocks": [{"id": "a", "type": "text", "html": "<p>Hallo</p>"}],
}
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def _campaign(path: str = "", body: Any = None, **columns: Any) -> Build:
    """A campaign that could leave."""

    def build(house: House, place: Place) -> Request:
        ListSettings.objects.update_or_create(
            address=place.address, defaults={"brand": {"imprint": "Acme"}}
        )
        values = {"state": "draft", **columns}
        if values["state"] == "scheduled":
            values["send_at"] = house.now + timedelta(days=1)
        if values["state"] == "asked":
            values["asked_by"] = house.world.user("eva")
        made = Campaign.objects.create(
            id=new_id(house.now), address=place.address, name="Neues", subject="Neues",
            preheader="Vorab", content=SOUND, created_at=house.now, changed_at=house.now, **values,
        )  # fmt: skip
        return Request(f"/campaigns/{made.pk}{path}", body)

    return build


def _template(body: Any = None) -> Build:
    def build(house: House, place: Place) -> Request:
        made = Template.objects.create(
            address=place.address, name="Kurz", content=SOUND, at=house.now
        )
        return Request(f"/templates/{made.pk}", body)

    return build


def _domain(house: House, place: Place) -> Request:
    keys = new_keys(installation())
    made, _ = Domain.objects.get_or_create(
        name="dns.example", defaults={"dkim_rsa": keys.rsa, "dkim_ed25519": keys.ed25519}
    )
    return Request(f"/domains/{made.pk}/checks")


def _suppressed(house: House, place: Place) -> Request:
    Suppression.objects.get_or_create(
        email="gone@x.example", defaults={"reason": "bounce", "at": house.now}
    )
    return Request("/suppressions/gone@x.example")


def _managers(build: Build) -> Decided:
    return Decided("managers-of-address", build, ADDRESSES)


def _lookers(build: Build) -> Decided:
    """And the second pair of eyes: moderators."""
    return Decided("lookers-of-address", build, ADDRESSES)


def _picture(house: House, place: Place) -> Request:
    return Request(f"/addresses/{place.address.pk}/pictures", files={"file": ("x.png", PNG)})


SEEN = {"version": 1}
CAMPAIGNS: dict[str, Decided] = {
    "list_campaigns": _lookers(_on("/addresses/{a}/campaigns")),
    "add_campaign": _managers(_on("/addresses/{a}/campaigns", {"name": "Neues"})),
    "get_campaign": _lookers(_campaign()),
    "save_campaign": _managers(_campaign("", {"version": 1, "name": "Anders"})),
    "remove_campaign": _managers(_campaign()),
    "preview_campaign": _lookers(_campaign("/preview")),
    "count_campaign_audience": _lookers(_campaign("/audience")),
    "list_campaign_hints": _lookers(_campaign("/hints")),
    "test_campaign": _managers(_campaign("/test", {"to": ["a@x.example"]})),
    "submit_campaign": _managers(_campaign("/submit", SEEN)),
    "approve_campaign": _lookers(_campaign("/approve", SEEN, state="asked")),
    "return_campaign": _lookers(_campaign("/return", SEEN, state="asked")),
    "send_campaign": _managers(_campaign("/send", SEEN)),
    "unschedule_campaign": _managers(_campaign("/unschedule", state="scheduled")),
    "add_picture": _managers(_picture),
    "list_templates": _lookers(_on("/addresses/{a}/templates")),
    "add_template": _managers(_on("/addresses/{a}/templates", {"name": "Kurz", "content": SOUND})),
    "save_template": _managers(_template({"name": "Lang", "content": SOUND})),
    "remove_template": _managers(_template()),
    "check_domain": Decided("administrators", _domain, ("open",)),
    "list_suppressions": Decided("administrators", _plain("/suppressions"), ("open",)),
    "lift_suppression": Decided("administrators", _suppressed, ("open",)),
}
