"""Looking after the house: domains, people, rights, what came in and what went out."""

import re

import httpx
import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Comes
from tests.journeys.house import House
from tests.journeys.person import Person

pytestmark = pytest.mark.browser


def test_a_domain_says_which_records_to_set(anna: Person) -> None:
    anna.goes("/admin/domains")
    records = anna.page.get_by_role("list", name="DNS records of acme.example")
    expect(records).to_contain_text("v=DKIM1")
    anna.button("Add domain").click()
    dialog = anna.page.get_by_role("dialog")
    dialog.get_by_label("Domain", exact=True).fill("zweite.example")
    dialog.get_by_label("All mail of the domain").check()
    dialog.get_by_role("button", name="Add domain").click()
    records = anna.page.get_by_role("list", name="DNS records of zweite.example")
    expect(records).to_contain_text("MX")
    expect(records).to_contain_text("v=spf1")
    expect(records).to_contain_text("v=DKIM1")
    expect(records).to_contain_text("v=DMARC1")


def test_a_new_person_gets_a_right_and_sees_the_address(
    house: House, anna: Person, comes: Comes
) -> None:
    anna.goes("/admin/people")
    anna.button("Add person").click()
    dialog = anna.page.get_by_role("dialog")
    dialog.get_by_label("Address").fill("eva@acme.example")
    dialog.get_by_label("Name", exact=True).fill("Eva Lindt")
    dialog.get_by_role("textbox", name=re.compile("[Pp]assword")).fill("eine lange Kette")
    dialog.get_by_role("button", name="Add person").click()
    expect(anna.page.get_by_role("table", name="People")).to_contain_text("Eva Lindt")

    eva = comes("eva", signed_in=False)
    eva.signs_in("eine lange Kette")
    places = eva.page.get_by_role("navigation", name="Places")
    expect(places).to_contain_text("Eva Lindt")
    expect(places).not_to_contain_text("office")
    expect(places).not_to_contain_text("Administration")
    anna.goes(f"/addresses/{house.address('office')['id']}/people")
    anna.page.get_by_placeholder("Add a colleague or a team …").click()
    anna.page.get_by_role("option", name=re.compile("^Eva")).click()
    expect(places).to_contain_text("office")  # without reload
    anna.page.get_by_role("checkbox", name="Read: Eva Lindt").click()
    expect(places).not_to_contain_text("office")


def test_the_ledger_and_the_outbox_name_every_mail(house: House, anna: Person) -> None:
    house.mail("Frage zum Buch", to="office")
    anna.opens("office")
    anna.reads("Frage zum Buch")
    anna.answers("Ja, es ist da.")
    house.relay.mail("Frage zum Buch")
    anna.goes("/admin/intake")
    came = anna.page.get_by_role("row").filter(has_text="Frage zum Buch")
    expect(came).to_contain_text("New conversation")
    expect(came).to_contain_text("jana@praxis.example")
    anna.goes("/admin/outbox")
    went = anna.page.get_by_role("row").filter(has_text="Frage zum Buch")
    expect(went).to_contain_text("Accepted")


def test_a_token_is_shown_once_lets_a_program_in_and_ends(house: House, anna: Person) -> None:
    anna.goes("/tokens")
    anna.button("New token").first.click()
    anna.dialog.get_by_label("What is it for?").fill("Bericht")
    anna.dialog.get_by_role("button", name="Make the token").click()
    secret = anna.dialog.locator("code").first.inner_text()
    assert secret.startswith("tp_")
    anna.is_left_in_peace_by_axe("the new token")
    anna.button("I have it").click()
    row = anna.page.get_by_role("row").filter(has_text="Bericht")
    expect(row).to_contain_text("only read")
    expect(row).to_contain_text("never")
    headers = {"Authorization": f"Bearer {secret}"}
    url = f"{house.url}/api/v1/me"
    assert httpx.get(url, headers=headers).json()["address"] == "anna@acme.example"
    assert httpx.patch(url, headers=headers, json={"scheme": "dark"}).status_code == 403
    anna.page.reload()
    expect(row).not_to_contain_text("never")
    anna.is_left_in_peace_by_axe("the tokens")
    row.get_by_role("button", name="End Bericht").click()
    anna.button("End the token").click()
    expect(row).to_have_count(0)
    assert httpx.get(url, headers=headers).status_code == 401
