"""The stream over real sockets: changes live and missed, rights, presence, the end of a sign-in."""

import json

import pytest
from django.test import Client
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.doors import House, Listener
from tests.world import READ_WRITE
from tripost.conversations.confidential.readers import set_readers
from tripost.conversations.together.notes import add_note
from tripost.people import actions as people
from tripost.people import tokens
from tripost.people.models import Right, Token, User
from tripost.store.models import Change


@pytest.fixture
def conversation(house: House) -> int:
    """In support@, where anna and ben write; cem and root are not let in."""
    support = house.world.address("support", anna=READ_WRITE, ben=READ_WRITE)
    house.world.user("cem")
    house.world.user("root", role="administrator")
    return house.world.mail(support).conversation


def note(house: House, conversation: int, *, text: str = "x", by: str = "anna") -> None:
    """A change that everyone with a view of the conversation hears of."""
    user = house.world.user(by).pk
    house.services.writer.submit(
        lambda: add_note(conversation, by=user, text=text, at=house.now)
    ).result(10)


def test_a_change_comes_as_ids_and_kinds(house: House, conversation: int) -> None:
    ben = house.listen("ben")
    assert ben.next()["type"] == "hello"
    note(house, conversation, text="secret words")
    said = ben.next()
    assert said.pop("cursor").startswith("c")
    assert said == {
        "type": "change",
        "kind": "note.added",
        "address": "support@acme.example",
        "address_id": said["address_id"],
        "conversation": str(conversation),
        "actor": "anna@acme.example",
        "at": "2026-11-23T09:30:00Z",
        "data": {"entries": [2]},
    }


def test_nobody_hears_what_they_may_not_see(house: House, conversation: int) -> None:
    deaf = [house.listen(name) for name in ("cem", "root")]
    ben = house.listen("ben")
    note(house, conversation)
    ben.until(kind="note.added")
    house.services.writer.submit(
        lambda: people.set_preferences(
            house.world.user("anna").pk, values={"language": "de"}, at=house.now
        )
    ).result(10)
    for listener in deaf:
        assert [m["type"] for m in listener.before(kind="user.changed")] == ["hello"]


def test_a_browser_continues_where_it_was(house: House, conversation: int) -> None:
    ben = house.listen("ben")
    cursor = ben.next()["cursor"]
    ben.close()
    note(house, conversation)
    note(house, conversation)
    again = house.listen("ben", cursor=cursor)
    assert again.next() == {"type": "hello", "cursor": cursor}
    first, second = again.next(), again.next()
    assert [first["data"], second["data"]] == [{"entries": [2]}, {"entries": [3]}]
    third = house.listen("ben", cursor=first["cursor"])
    third.next()
    assert third.next() == second


@pytest.mark.parametrize("cursor", ["nonsense", "cffffff", "c-5"])
def test_a_cursor_we_cannot_serve_gets_a_reset(house: House, cursor: str) -> None:
    house.world.user("ben")
    ben = house.listen("ben", cursor=cursor)
    assert [ben.next()["type"], ben.next()["type"]] == ["reset", "hello"]


def test_a_pruned_log_gets_a_reset(house: House, conversation: int) -> None:
    note(house, conversation)
    ben = house.listen("ben")
    cursor = ben.next()["cursor"]
    ben.close()
    note(house, conversation)
    note(house, conversation)
    oldest = Change.objects.order_by("-modseq")[0]
    Change.objects.filter(modseq__lt=oldest.modseq).delete()
    again = house.listen("ben", cursor=cursor)
    assert again.next()["type"] == "reset"


def test_confidential_takes_it_out_of_sight_at_once(house: House, conversation: int) -> None:
    anna, ben, cem = house.listen("anna"), house.listen("ben"), house.listen("cem")
    for listener in (anna, ben, cem):
        listener.next()
    user = house.world.user("anna").pk
    house.services.writer.submit(
        lambda: set_readers(conversation, users=[user], by=user, at=house.now)
    ).result(10)
    assert anna.next()["kind"] == "readers.set"
    assert ben.next() == {"type": "gone", "conversation": str(conversation)}
    note(house, conversation)
    anna.until(kind="note.added")
    house.services.writer.submit(
        lambda: set_readers(conversation, users=[], by=user, at=house.now)
    ).result(10)
    assert ben.next()["kind"] == "readers.set"  # and nothing of the note before


def test_a_grant_that_is_taken_is_told_and_counts(house: House, conversation: int) -> None:
    ben, anna = house.listen("ben"), house.listen("anna")
    ben.next()
    address = house.world.address("support").pk
    house.services.writer.submit(
        lambda: people.set_grant(
            address, user=house.world.user("ben").pk, rights=0, by=None, at=house.now
        )
    ).result(10)
    gone = ben.next(timeout=1)
    assert (gone["type"], gone["address"]) == ("gone", "support@acme.example")
    note(house, conversation)
    anna.until(kind="note.added")
    house.services.writer.submit(
        lambda: people.set_grant(
            address, user=house.world.user("ben").pk, rights=Right.READ, by=None, at=house.now
        )
    ).result(10)
    heard = ben.before(kind="grant.changed")
    assert [m for m in heard if m.get("kind") == "note.added"] == []


def _end_token(house: House) -> None:
    token = Token.objects.get(user__address="ben@acme.example")
    house.services.writer.submit(lambda: tokens.revoke(token.pk, at=house.now)).result(10)


def _end_user_by_hand(house: House) -> None:
    User.objects.filter(address="ben@acme.example").update(is_active=False)


@pytest.mark.parametrize("end", [_end_token, _end_user_by_hand])
def test_the_end_of_a_sign_in_closes_the_socket(
    house: House, conversation: int, end: object
) -> None:
    ben = house.listen("ben")
    ben.next()
    assert callable(end)
    end(house)
    assert ben.closed_with() == 4401


def test_signing_out_closes_the_socket_of_that_session(house: House) -> None:
    house.set_password("ben")
    browser = Client(HTTP_HOST="127.0.0.1")
    assert browser.login(username="ben", password="a long enough one")
    place = house.serve()
    cookie = f"tripost_session={browser.cookies['tripost_session'].value}"
    socket = connect(
        f"ws://{place}/api/v1/stream",
        additional_headers={"Cookie": cookie},
        origin=f"http://{place}",
        legacy=True,
    )
    ben = Listener(socket)
    assert ben.next()["type"] == "hello"
    browser.session.flush()
    assert ben.closed_with() == 4401


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_other_sites_get_no_socket(house: House, origin: str) -> None:
    token = house.token("ben")
    socket = connect(
        f"ws://{house.serve()}/api/v1/stream",
        additional_headers={"Authorization": f"Bearer {token}"},
        origin=origin,
        legacy=True,
    )
    with pytest.raises(ConnectionClosed) as end:
        socket.recv(timeout=10)
    assert end.value.rcvd is not None
    assert end.value.rcvd.code == 4403


def test_presence_is_seen_by_who_may_see_and_ends(house: House, conversation: int) -> None:
    anna, ben, cem = house.listen("anna"), house.listen("ben"), house.listen("cem")
    for listener in (anna, ben, cem):
        listener.next()
    cem.say(type="presence", conversation=str(conversation), state="viewing")
    anna.say(type="presence", conversation=str(conversation), state="composing")
    said = ben.next()
    assert said == {
        "type": "presence",
        "conversation": str(conversation),
        "people": [{"user": "anna@acme.example", "state": "composing"}],
    }
    late = house.listen("ben")
    late.next()
    assert late.next() == said
    house.pass_time(seconds=31)
    assert ben.next(timeout=2)["people"] == []
    anna.say(type="presence", conversation=str(conversation), state="viewing")
    ben.until(people=[{"user": "anna@acme.example", "state": "viewing"}])
    anna.close()
    assert ben.next()["people"] == []


def test_nonsense_from_a_browser_is_passed_over(house: House, conversation: int) -> None:
    ben = house.listen("ben")
    ben.next()
    for text in ("", "[]", "{", json.dumps({"type": "presence", "conversation": "x" * 30})):
        ben.socket.send(text)
    note(house, conversation)
    assert ben.next()["kind"] == "note.added"


def test_frames_go_straight_to_the_transport(house: House, conversation: int) -> None:
    """Pins what of uvicorn we lean on: the sender is its protocol, with a transport."""
    ben = house.listen("ben")
    note(house, conversation)
    ben.until(kind="note.added")
    hub = house.app._inner._hub
    assert [line.is_raw for line in hub._lines] == [True]


def test_a_browser_that_never_reads_is_cut_and_holds_nobody(
    house: House, conversation: int
) -> None:
    slow, ben = house.listen("ben"), house.listen("ben")
    note(house, conversation)
    for listener in (slow, ben):
        listener.until(kind="note.added")
    hub = house.app._inner._hub

    async def flood() -> None:
        from tripost.realtime.frames import frame

        big = frame({"type": "filler", "text": "x" * 60_000})
        lines = list(hub._lines)
        for _ in range(400):
            lines[0].write(big)
        lines[1].write(frame({"type": "after"}))

    house.loop.run(flood())
    heard = dict.fromkeys((slow, ben), "")
    for listener in heard:
        try:
            while heard[listener] != "after":
                heard[listener] = listener.next(timeout=2)["type"]
        except ConnectionClosed:
            heard[listener] = "cut"
    assert sorted(heard.values()) == ["after", "cut"]


@pytest.mark.parametrize(
    "said",
    [
        "[" * 4_000,
        '{"type": "presence", "conversation": "\u00b2"}',
        '{"type": "presence", "conversation": "9999999999999999999"}',
        '{"type": "presence", "conversation": {"a": 1}, "state": []}',
    ],
)
def test_what_is_not_understood_is_passed_over(house: House, conversation: int, said: str) -> None:
    anna = house.listen("anna")
    anna.until(type="hello")
    anna.socket.send(said)
    anna.say(type="presence", conversation=str(conversation), state="viewing")
    assert anna.until(type="presence")["conversation"] == str(conversation)
    anna.close()


def test_a_message_too_long_is_told_so(house: House, conversation: int) -> None:
    anna = house.listen("anna")
    anna.until(type="hello")
    anna.socket.send("x" * 5_000)
    assert anna.closed_with() == 4413
