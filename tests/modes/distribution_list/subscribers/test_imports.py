"""A file of subscribers over the wire: looked at, loaded, told line by line, taken back."""

import json
from functools import partial
from typing import Any

import httpx
import pytest

from tests.doors import House
from tests.doors import house as house
from tests.world import READ_WRITE
from tripost.addresses.models import Address
from tripost.core import table
from tripost.jobs.models import Job
from tripost.kit.ids import new_id
from tripost.modes.distribution_list.models import Attribute, Consent, Import, Subscriber
from tripost.modes.distribution_list.subscribers import subscribing
from tripost.modes.distribution_list.subscribers.imports import actions, job
from tripost.modes.distribution_list.subscribers.subscribing import Wish
from tripost.outbound.models import Delivery, Outgoing
from tripost.people.models import Right
from tripost.store.blobs import digest
from tripost.store.models import Blob, Change

NEWS = "/api/v1/addresses/news@acme.example"
FILE = (
    "E-Mail;Vorname;Nachname;Alter;Tarif;Sprache\n"
    "a@x.example;Änne;Abt;41;Voll;de-AT\n"
    "b@x.example;Bob;;alt;Frei;en\n"
    "kein at;x\n"
    'c@x.example;"offen\n'
    "d@x.example;=HYPERLINK(1);;7,5;frei;\n"
    "A@X.example;Doppelt;;;;\n"
    "news@acme.example;;;;;\n"
)
MAPPING = ["email", "first_name", "last_name", "new:alter:number", "new:tarif:choice", "language"]


@pytest.fixture
def anna(house: House) -> httpx.Client:
    """Looks after the list."""
    house.world.address("news", mode="list", anna=int(READ_WRITE | Right.MANAGE))
    return house.client("anna")


def begun(anna: httpx.Client, raw: bytes | str, mapping: Any, **more: Any) -> httpx.Response:
    content = raw.encode() if isinstance(raw, str) else raw
    fields = {"mapping": mapping if isinstance(mapping, str) else json.dumps(mapping), **more}
    files = {"file": ("kunden.csv", content, "text/csv")}
    return anna.post(f"{NEWS}/imports", files=files, data=fields)


def work(house: House, *, most: int = 100) -> int:
    """Do the jobs that wait, as the worker does; how many that were."""
    for turn in range(most):
        waiting = Job.objects.filter(name__in=job.HANDLERS).order_by("pk").first()
        if waiting is None:
            return turn
        house.loop.run(job.HANDLERS[waiting.name](house.services, waiting.arguments), timeout=120)
        waiting.delete()
    return most


def loaded(house: House, anna: httpx.Client, raw: str, mapping: Any, **more: Any) -> Any:
    made = begun(anna, raw, mapping, **more)
    assert made.status_code == 201, made.text
    work(house)
    return anna.get(f"{NEWS}/imports/{made.json()['id']}").json()


def test_a_file_is_looked_at_and_nothing_is_kept(anna: httpx.Client) -> None:
    files = {"file": ("kunden.csv", FILE.encode("cp1252"), "text/csv")}
    seen = anna.post(f"{NEWS}/imports/preview", files=files).json()
    assert (seen["encoding"], seen["separator"], seen["lines"], seen["head"]) == (
        "cp1252", ";", 7, True,
    )  # fmt: skip
    assert [(c["name"], c["guess"]) for c in seen["columns"]] == [
        ("E-Mail", "email"), ("Vorname", "first_name"), ("Nachname", "last_name"),
        ("Alter", "new:alter:text"), ("Tarif", "new:tarif:text"), ("Sprache", "language"),
    ]  # fmt: skip
    assert seen["columns"][1]["sample"][0] == "Änne"
    assert [(p["line"], p["reason"]) for p in seen["problems"]] == [(4, "space"), (5, "quote")]
    assert seen["broken"] == 2
    assert (Import.objects.count(), Blob.objects.count()) == (0, 0)


def test_broken_lines_are_all_counted_and_the_first_ones_shown(anna: httpx.Client) -> None:
    text = "E-Mail\n" + "".join(f"no{n}\nok{n}@acme.example\n" for n in range(30))
    files = {"file": ("kunden.csv", text.encode(), "text/csv")}
    seen = anna.post(f"{NEWS}/imports/preview", files=files).json()
    assert (seen["lines"], seen["broken"], len(seen["problems"])) == (60, 30, 20)


def test_every_line_is_taken_or_told(house: House, anna: httpx.Client) -> None:
    done = loaded(house, anna, FILE, MAPPING, evidence="Ordner 7, Messe Köln")
    told = {key: done[key] for key in ("state", "lines", "added", "changed", "present", "refused")}
    assert told == {
        "state": "done", "lines": 7, "added": 2, "changed": 0, "present": 1, "refused": 4,
    }  # fmt: skip
    assert done["progress"] == 1.0
    people = {p.email: p for p in Subscriber.objects.all()}
    assert {e: (p.name, p.language, p.attributes, p.source) for e, p in people.items()} == {
        "a@x.example": ("Änne Abt", "de", {"alter": 41, "tarif": "Voll"}, "import"),
        "d@x.example": ("=HYPERLINK(1)", "", {"alter": 7.5, "tarif": "Frei"}, "import"),
    }
    proof = Consent.objects.get(email="a@x.example")
    assert (proof.kind, proof.source, proof.text, proof.by_id) == (
        "vouched", "import", "Ordner 7, Messe Köln", house.world.user("anna").pk,
    )  # fmt: skip
    errors = anna.get(f"{NEWS}/imports/{done['id']}/errors.csv")
    assert errors.text.splitlines() == [
        "\ufeffline,reason,code,text",
        '3,This is no number: alter.,bad-number:alter,"b@x.example;Bob;;alt;Frei;en"',
        '4,An address has no blanks.,space,"kein at;x;;;;"',
        '5,A quotation mark is never closed.,quote,"c@x.example;""offen"',
        '8,This is the list itself.,own-address,"news@acme.example;;;;;"',
    ]
    assert Attribute.objects.get(key="tarif").choices == ["Voll", "Frei"]
    assert Import.objects.get().blob_id, "it is freed after a month (test_freeing.py)"
    kinds = set(Change.objects.values_list("kind", flat=True))
    assert {"import.changed", "subscribers.changed", "attributes.changed"} <= kinds


def test_an_export_computes_nothing(house: House, anna: httpx.Client) -> None:
    loaded(house, anna, FILE, MAPPING)
    answer = anna.get(f"{NEWS}/subscribers.csv", params={"q": "tarif:frei"})
    head, line = answer.text.splitlines()
    assert answer.headers["content-disposition"] == 'attachment; filename="news.csv"'
    assert head.startswith("\ufeffemail,name,state,")
    assert line.startswith("d@x.example,'=HYPERLINK(1),active,2026-11-23T09:30:00Z,,each,,,import")
    assert line.endswith(",7.5,Frei")
    assert len(anna.get(f"{NEWS}/subscribers.csv").text.splitlines()) == 3
    assert anna.get(f"{NEWS}/subscribers.csv?q=x:y").json()["code"] == "bad-query"


def settle(house: House) -> None:
    """Five on the list, who differ."""
    news = Address.objects.get(email="news@acme.example").pk
    Attribute.objects.create(address_id=news, key="city", label="Ort", kind="text")
    wishes = [
        Wish(email=f"{name}@x.example", name=name.title(), attributes={"city": "Bonn"})
        for name in ("there", "same", "left", "off", "back")
    ]
    subscribing.add(news, wishes, by=None, at=house.now)
    Subscriber.objects.filter(email="left@x.example").update(state="unsubscribed")
    Subscriber.objects.filter(email__in=["off@x.example", "back@x.example"]).update(
        state="removed", left_at=house.now
    )


AGAIN = (
    "mail,name,Ort\nthere@x.example,Neu,Köln\nsame@x.example,,Bonn\nleft@x.example,Weg,\n"
    "off@x.example,Off,\nnew@x.example,New,Ulm\nthere@x.example,Neuer,\n"
)


@pytest.mark.parametrize(
    ("update", "counts", "there"),
    [
        (False, (2, 0, 3, 1), ("There", "Bonn")),
        (True, (2, 2, 1, 1), ("Neuer", "Köln")),
    ],
)
def test_who_is_there_is_brought_up_only_where_wanted(
    house: House, anna: httpx.Client, update: bool, counts: Any, there: Any
) -> None:
    settle(house)
    done = loaded(house, anna, AGAIN, ["email", "name", "attribute:city"], update=str(update))
    told = tuple(done[key] for key in ("added", "changed", "present", "refused"))
    assert told == counts
    person = Subscriber.objects.get(email="there@x.example")
    assert (person.name, person.attributes["city"]) == there
    states = dict(Subscriber.objects.values_list("email", "state"))
    assert (states["left@x.example"], states["off@x.example"]) == ("unsubscribed", "active")


FIELDS = ("email", "name", "state", "attributes", "since", "left_at", "language", "source")


def snapshot() -> list[Any]:
    return list(Subscriber.objects.order_by("email").values(*FIELDS))


@pytest.mark.parametrize("update", [False, True])
def test_undo_brings_back_what_was_before(house: House, anna: httpx.Client, update: bool) -> None:
    settle(house)
    before = snapshot()
    house.pass_time(hours=1)
    mapping = ["email", "name", "new:ort:text"]
    done = loaded(house, anna, AGAIN, mapping, update=str(update))
    assert snapshot() != before
    answer = anna.post(f"{NEWS}/imports/{done['id']}/undo")
    assert answer.json()["state"] == "undoing"
    work(house)
    done = anna.get(f"{NEWS}/imports/{done['id']}").json()
    assert (done["state"], done["kept"]) == ("undone", 0)
    assert snapshot() == before
    assert not Attribute.objects.filter(key="ort").exists()
    story = list(Consent.objects.filter(email="new@x.example").order_by("id"))
    assert [proof.kind for proof in story] == ["vouched", "withdrawn"]
    assert anna.post(f"{NEWS}/imports/{done['id']}/undo").json()["code"] == "undone"


def test_undo_leaves_what_others_have_changed_since(house: House, anna: httpx.Client) -> None:
    lines = "mail\n" + "".join(f"s{n}@x.example\n" for n in range(6))
    done = loaded(house, anna, lines, ["email"])
    anna.patch(f"{NEWS}/subscribers/s0@x.example", json={"name": "Selbst"})
    anna.delete(f"{NEWS}/subscribers/s1@x.example")
    Subscriber.objects.filter(email="s2@x.example").update(state="unsubscribed")
    written = Subscriber.objects.get(email="s3@x.example")
    Blob.objects.create(sha256=digest(b"x"), size=1, data=b"x")
    outgoing = Outgoing.objects.create(
        id=new_id(house.now), address_id=written.address_id, kind="post", base_id=digest(b"x"),
        created_at=house.now, not_before=house.now,
    )  # fmt: skip
    Delivery.objects.create(
        id=new_id(house.now), outgoing=outgoing, recipient=written.email, next_at=house.now,
        subscriber_id=written.pk,
    )  # fmt: skip
    anna.post(f"{NEWS}/imports/{done['id']}/undo")
    work(house)
    assert anna.get(f"{NEWS}/imports/{done['id']}").json()["kept"] == 3
    assert dict(Subscriber.objects.values_list("email", "state")) == {
        "s0@x.example": "active",
        "s1@x.example": "removed",
        "s2@x.example": "unsubscribed",
        "s3@x.example": "removed",
    }


BROKEN = (
    "kein at;x;1",
    "x@;y;2",
    'p{}@x.example;"offen;3',
    "p{}@x.example;a;1;b",
    "p{}@x.example;a;alt",
)
REASONS = ("space", "domain", "quote", "columns", "bad-number:age")


def test_one_line_in_a_hundred_is_broken_and_the_rest_is_loaded(
    house: House, anna: httpx.Client
) -> None:
    lines = [
        BROKEN[n // 100 % 5].format(n) if n % 100 == 7 else f"p{n}@x.example;Nr {n};{n % 80}"
        for n in range(5_000)
    ]
    raw = "\n".join(["mail;name;age", *lines])
    done = loaded(house, anna, raw, ["email", "name", "new:age:number"])
    assert (done["added"], done["refused"], done["present"]) == (4_950, 50, 0)
    told = anna.get(f"{NEWS}/imports/{done['id']}/errors.csv").text.splitlines()[1:]
    said = [(int(line.split(",")[0]), line.split(",")[2]) for line in told]
    assert said == [(100 * n + 9, REASONS[n % 5]) for n in range(50)]


class Killed(Exception):
    """The process ends here."""


@pytest.mark.parametrize("after", [0, 1, 3])
def test_a_killed_worker_goes_on_where_it_was(
    house: House, anna: httpx.Client, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    lines = "mail\n" + "".join(f"s{n:03}@x.example\n" for n in range(450))
    ident = int(begun(anna, lines, ["email"]).json()["id"])
    steps, take_in = [0], actions.take_in

    def dies(*args: Any, **how: Any) -> bool:
        if steps[0] == after:
            raise Killed
        steps[0] += 1
        return take_in(*args, **how)

    with monkeypatch.context() as patch:
        patch.setattr(actions, "take_in", dies)
        with pytest.raises(Killed):
            house.loop.run(job.load(house.services, {"import": str(ident)}))
    assert Import.objects.get().done == Subscriber.objects.count() == after * job.CHUNK
    work(house)
    row = Import.objects.get()
    assert (row.state, row.added, row.present, row.refused) == ("done", 450, 0, 0)
    assert Subscriber.objects.count() == Consent.objects.count() == 450
    house.loop.run(job.load(house.services, {"import": str(ident)}))
    assert Import.objects.get().added == 450


def test_an_import_that_runs_can_be_taken_back(house: House, anna: httpx.Client) -> None:
    lines = "mail\n" + "".join(f"s{n:03}@x.example\n" for n in range(250))
    ident = begun(anna, lines, ["email"]).json()["id"]
    plan = job._plan(int(ident))
    assert plan is not None
    records = job._from(table.rows(lines.encode(), plan.form), 0)
    entries = job._next(records, plan.reading)
    step = partial(actions.take_in, int(ident), entries, start=0, at=house.now)
    assert house.services.writer.submit(step).result(10)
    assert Subscriber.objects.count() == job.CHUNK
    assert anna.post(f"{NEWS}/imports/{ident}/undo").status_code == 200
    work(house)
    assert Subscriber.objects.count() == 0
    assert anna.get(f"{NEWS}/imports/{ident}").json()["state"] == "undone"


def test_long_files_are_loaded_in_turns(
    house: House, anna: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job, "TURN", 200)
    lines = "mail\n" + "".join(f"s{n:03}@x.example\n" for n in range(450))
    done = begun(anna, lines, ["email"]).json()
    assert work(house) == 3
    assert anna.get(f"{NEWS}/imports/{done['id']}").json()["added"] == 450
    anna.post(f"{NEWS}/imports/{done['id']}/undo")
    monkeypatch.setattr(job, "TURN", 100)
    assert work(house) >= 4
    assert Subscriber.objects.count() == 0


@pytest.mark.parametrize(
    ("raw", "mapping", "code"),
    [
        (b"", ["email"], "empty"),
        (b"PK\x03\x04x", ["email"], "spreadsheet"),
        (b",".join(b"c%d" % n for n in range(10_000)), ["email"], "too-many-columns"),
        (b"mail\na@x.de", [], "no-email-column"),
        (b"mail\na@x.de", ["name"], "no-email-column"),
        (b"mail\na@x.de", ["email", "name"], "bad-mapping"),
        (b"mail,x\na@x.de,y", ["email", "email"], "bad-mapping"),
        (b"mail,x\na@x.de,y", ["email", "new:X:text"], "bad-mapping"),
        (b"mail,x\na@x.de,y", ["email", "new:x:sum"], "bad-mapping"),
        (b"mail,x\na@x.de,y", ["email", "new:name:text"], "bad-key"),
        (b"mail,x\na@x.de,y", ["email", "attribute:x"], "bad-mapping"),
        (b"mail,x\na@x.de,y", {"mail": "email", "z": "name"}, "bad-mapping"),
        (b"mail,x\na@x.de,y", "no json", "bad-mapping"),
        (b"mail,x\na@x.de,", ["email", "new:x:choice"], "too-many-choices"),
    ],
)
def test_what_cannot_be_loaded_says_so_at_once(
    anna: httpx.Client, raw: bytes, mapping: Any, code: str
) -> None:
    answer = begun(anna, raw, mapping)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert (Import.objects.count(), Attribute.objects.count()) == (0, 0)


def test_columns_may_be_named_by_their_heads(house: House, anna: httpx.Client) -> None:
    done = loaded(house, anna, "x,mail\ny,a@x.example\n", {"mail": "email"})
    assert (done["added"], Subscriber.objects.get().attributes) == (1, {})


def test_a_file_beyond_fifty_megabytes_is_refused_at_the_door(anna: httpx.Client) -> None:
    big = b"mail\n" + b"x" * (51 * 1024 * 1024)
    answer = begun(anna, big, ["email"])
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")


def test_imports_of_another_list_are_not_there(house: House, anna: httpx.Client) -> None:
    done = loaded(house, anna, "mail\na@x.example", ["email"])
    house.world.address("other", mode="list", anna=int(READ_WRITE | Right.MANAGE))
    other = f"/api/v1/addresses/other@acme.example/imports/{done['id']}"
    for path in (other, f"{other}/errors.csv"):
        assert anna.get(path).status_code == 404
    assert anna.post(f"{other}/undo").status_code == 404
    house.pass_time(days=1)
    assert [i["id"] for i in anna.get(f"{NEWS}/imports").json()["items"]] == [done["id"]]
