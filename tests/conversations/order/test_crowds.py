"""Mails to thousands: nobody gets an answer whom a colleague has not seen and left in."""

from typing import Any

from tests.doors import House
from tests.world import READ_WRITE


def test_who_is_left_out_gets_nothing_however_many_they_are(house: House) -> None:
    support = house.world.address("support", anna=READ_WRITE)
    crowd = [["", support.email], *([f"N{n}", f"p{n}@x.example"] for n in range(5_000))]
    conversation = house.world.mail(support, recipients={"to": crowd}).conversation
    with house.client("anna") as anna:
        here = f"/api/v1/conversations/{conversation}"
        assert len(anna.get(here).json()["participants"]) == 1_000, "as many as can be shown"
        body = {"participants": [{"address": "jana@praxis-weiss.example", "role": "to"}]}
        answer = anna.put(f"{here}/participants", json=body)
        assert answer.status_code == 200
        sent = anna.post(f"{here}/replies", json={"text": "x", "seen_up_to": 9})
        assert sent.status_code == 201, sent.text
        message: dict[str, Any] = sent.json()["message"]
        assert [one["address"] for one in message["to"]] == ["jana@praxis-weiss.example"]
        assert message["cc"] == []
        undone = anna.post(f"/api/v1/acts/{answer.headers['tripost-act']}/undo")
        assert undone.json()["undone"] == [str(conversation)]
        again = anna.post(f"{here}/replies", json={"text": "x", "seen_up_to": 9})
        assert (again.status_code, again.json()["code"]) == (422, "too-many-recipients")
