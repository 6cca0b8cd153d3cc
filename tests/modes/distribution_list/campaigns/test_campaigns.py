"""From a name to what is ready to leave: written, looked at, approved, scheduled."""

from datetime import timedelta
from typing import Any

import pytest

from tests.doors import House
from tests.modes.distribution_list.campaigns.conftest import BLOCKS, Desk
from tripost.addresses.models import Address
from tripost.jobs.models import Job
from tripost.modes.distribution_list.campaigns import testing
from tripost.modes.distribution_list.models import Campaign, ListSettings
from tripost.outbound.models import Outgoing


def test_what_was_typed_is_there_again(anna: Desk, draft: dict[str, Any]) -> None:
    assert draft["subject"] == "Neues für {{first_name|Sie}}"
    assert draft["content"] == {"blocks": BLOCKS}
    assert (draft["state"], draft["version"]) == ("draft", 2)


def test_two_who_save_see_each_other(anna: Desk, draft: dict[str, Any]) -> None:
    path = f"/campaigns/{draft['id']}"
    anna("PUT", path, {"version": 2, "name": "Dezember"})
    held = anna("PUT", path, {"version": 2, "name": "Januar"}, status=409)
    assert held["code"] == "stale"
    assert held["newer"]["name"] == "Dezember"
    assert anna("GET", path)["name"] == "Dezember"


def test_a_preview_is_what_that_person_gets(anna: Desk, draft: dict[str, Any]) -> None:
    shown = anna("GET", f"/campaigns/{draft['id']}/preview?recipient=jana@example.net")
    assert shown["subject"] == "Neues für Jana"
    assert "Hallo Jana" in shown["html"]
    assert "Neues aus Bonn." in shown["text"]
    nobody = anna("GET", f"/campaigns/{draft['id']}/preview")
    assert nobody["subject"] == "Neues für Sie"
    assert "Neues aus Köln." in nobody["text"]


def test_an_unknown_variable_is_refused_by_name(anna: Desk, draft: dict[str, Any]) -> None:
    path = f"/campaigns/{draft['id']}"
    block = {"id": "a", "type": "text", "html": "<p>{{attr.stadt}} {{vorname}}</p>"}
    anna("PUT", path, {"version": 2, "content": {"blocks": [block]}})
    refused = anna("POST", f"{path}/send", {"version": 3}, status=422)
    assert refused["code"] == "unknown-variable"
    assert refused["names"] == ["attr.stadt", "vorname"]
    assert not Outgoing.objects.exists()
    found = anna("GET", f"{path}/hints")["items"]
    assert [hint["data"]["name"] for hint in found if hint["code"] == "unknown-variable"] == [
        "attr.stadt",
        "vorname",
    ]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"subject": ""}, "not-ready"),
        ({"content": {"blocks": []}}, "not-ready"),
        ({"topic": "lager"}, "not-ready"),
        ({"content": {"mjml": "<mjml><mj-body>"}}, "not-ready"),
    ],
)
def test_what_nobody_could_read_does_not_leave(
    anna: Desk, draft: dict[str, Any], changes: dict[str, Any], code: str
) -> None:
    path = f"/campaigns/{draft['id']}"
    anna("PUT", path, {"version": 2, **changes})
    assert anna("POST", f"{path}/send", {"version": 3}, status=422)["code"] == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"content": {"blocks": [{"id": "x", "type": "script"}]}}, "bad-block"),
        ({"subject": "x" * 301}, "bad-line"),
        ({"name": ""}, "bad-name"),
        ({"reply_to": "boss"}, "bad-reply-to"),
        ({"reply_to": "inbox", "reply_inbox": "nowhere@acme.example"}, "no-inbox"),
        ({"segment": "99"}, "no-segment"),
        ({"query": "state:("}, "bad-query"),
    ],
)
def test_what_cannot_be_kept_is_said(
    anna: Desk, draft: dict[str, Any], changes: dict[str, Any], code: str
) -> None:
    path = f"/campaigns/{draft['id']}"
    assert anna("PUT", path, {"version": 2, **changes}, status=422)["code"] == code
    assert anna("GET", path) == draft


def test_a_second_person_looks_where_the_list_wants_it(
    anna: Desk, dana: Desk, draft: dict[str, Any], news: Address
) -> None:
    ListSettings.objects.filter(address=news).update(approval=True)
    path, seen = f"/campaigns/{draft['id']}", {"version": 2}
    assert anna("POST", f"{path}/send", seen, status=409)["code"] == "needs-approval"
    anna("POST", f"{path}/submit", seen)
    assert anna("POST", f"{path}/approve", seen, status=409)["code"] == "own-campaign"
    dana("POST", f"{path}/approve", seen)
    assert anna("GET", path)["state"] == "approved"
    anna("PUT", path, {"version": 2, "name": "Anders"})
    again = anna("POST", f"{path}/send", {"version": 3}, status=409)
    assert again["code"] == "needs-approval", "what was approved is not what would leave"
    anna("POST", f"{path}/submit", {"version": 3})
    dana("POST", f"{path}/approve", {"version": 3})
    assert anna("POST", f"{path}/send", {"version": 3})["state"] == "scheduled"


def test_a_moderator_looks_but_does_not_write(
    dana: Desk, draft: dict[str, Any], news: Address
) -> None:
    path = f"/campaigns/{draft['id']}"
    assert dana("GET", path)["name"] == "November"
    dana("PUT", path, {"version": 2, "name": "x"}, status=403)
    dana("POST", f"{path}/send", {"version": 2}, status=403)
    dana("POST", f"/addresses/{news.pk}/campaigns", {"name": "x"}, status=403)


def test_it_can_be_taken_back_until_it_leaves(
    house: House, anna: Desk, draft: dict[str, Any]
) -> None:
    path = f"/campaigns/{draft['id']}"
    later = (house.now + timedelta(days=2)).isoformat()
    planned = anna("POST", f"{path}/send", {"version": 2, "send_at": later})
    assert planned["state"] == "scheduled"
    assert anna("PUT", path, {"version": 2, "name": "x"}, status=409)["code"] == "leaving"
    anna("POST", f"{path}/unschedule")
    kept = anna("GET", path)
    assert (kept["state"], kept["send_at"], kept["version"]) == ("draft", None, 3)
    assert Job.objects.filter(name="campaigns.start").count() == 1


def test_recipients_zones_begin_where_the_day_begins(
    house: House, anna: Desk, draft: dict[str, Any]
) -> None:
    at = house.now + timedelta(days=2)
    anna(
        "POST",
        f"/campaigns/{draft['id']}/send",
        {"version": 2, "send_at": at.isoformat(), "zone": "recipient"},
    )
    assert Job.objects.get(name="campaigns.start").run_at == at - timedelta(hours=14)


def test_a_test_goes_to_whom_it_is_for_and_nobody_else(anna: Desk, draft: dict[str, Any]) -> None:
    path = f"/campaigns/{draft['id']}/test"
    anna("POST", path, {"to": ["Anna@acme.example", "ben@acme.example", "anna@acme.example"]})
    sent = Outgoing.objects.get()
    assert sent.kind == "test"
    assert set(sent.deliveries.values_list("recipient", flat=True)) == {
        "anna@acme.example",
        "ben@acme.example",
    }
    assert anna("POST", path, {"to": ["nobody"]}, status=422)["code"] == "bad-address"
    anna("POST", path, {"to": [f"p{n}@acme.example" for n in range(11)]}, status=422)


def test_tests_are_few_and_hardly_for_strangers(
    house: House, anna: Desk, draft: dict[str, Any]
) -> None:
    """By tests alone one could write to anybody, without their wish and past every suppression."""
    path = f"/campaigns/{draft['id']}/test"
    anna("POST", path, {"to": [f"s{n}@far.example" for n in range(testing.STRANGERS)]})
    anna("POST", path, {"to": ["s3@far.example", "ben@acme.example", "jana@example.net"]})
    wrong = anna("POST", path, {"to": ["s99@far.example"]}, status=429)
    assert wrong["code"] == "too-many-tests"
    for _ in range((testing.PER_DAY - testing.STRANGERS - 3) // 3):
        anna("POST", path, {"to": ["ben@acme.example", "anna@acme.example", "pia@example.net"]})
    anna("POST", path, {"to": ["ben@acme.example"]}, status=429)
    house.pass_time(days=1, seconds=1)
    anna("POST", path, {"to": ["s99@far.example"]})


def test_a_copy_and_a_template_begin_alike(
    anna: Desk, draft: dict[str, Any], news: Address
) -> None:
    made = anna(
        "POST", f"/addresses/{news.pk}/campaigns", {"name": "Dezember", "copy_of": draft["id"]}
    )
    assert (made["subject"], made["content"]) == (draft["subject"], draft["content"])
    kept = anna(
        "POST", f"/addresses/{news.pk}/templates", {"name": "Kurz", "content": draft["content"]}
    )
    begun = anna(
        "POST", f"/addresses/{news.pk}/campaigns", {"name": "Januar", "template": kept["id"]}
    )
    assert begun["content"] == draft["content"]
    anna("DELETE", f"/templates/{kept['id']}")
    assert anna("GET", f"/campaigns/{begun['id']}")["content"] == draft["content"]


def test_a_draft_thrown_away_is_gone(anna: Desk, draft: dict[str, Any]) -> None:
    anna("DELETE", f"/campaigns/{draft['id']}")
    anna("GET", f"/campaigns/{draft['id']}", status=404)
    assert not Campaign.objects.exists()
