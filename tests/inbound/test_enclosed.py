"""What is inside attachments is found; a file that cannot be read hurts nobody."""

import base64
from email.message import EmailMessage
from typing import Any

import pytest

from tests.core.attachment_text import files
from tests.doors import House
from tests.world import READ_WRITE
from tripost.conversations.append import Appended, PartRow
from tripost.core.message import parse
from tripost.inbound.enclosed import Enclosed, FileReaders
from tripost.jobs.models import Job
from tripost.search.follower import Follower
from tripost.store.blobs import digest
from tripost.store.models import Blob, Change
from tripost.worker.runner import Runner


@pytest.fixture
def enclosed(house: House, request: pytest.FixtureRequest) -> Any:
    made = Enclosed(FileReaders(**getattr(request, "param", {})))
    yield made
    house.loop.run(made.stop())


def _mail(house: House, **attached: bytes) -> Appended:
    """A mail with files; `__` in a name stands for a full stop."""
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "jana@praxis-weiss.example", "Unterlagen"
    mail.set_content("Anbei.")
    for name, data in attached.items():
        mail.add_attachment(
            data, maintype="application", subtype="octet-stream", filename=name.replace("__", ".")
        )
    raw = mail.as_bytes()
    Blob.objects.get_or_create(sha256=digest(raw), defaults={"size": len(raw), "data": raw})
    parts = tuple(
        PartRow(a.path, a.filename, a.content_type, a.cid, a.inline, a.size, a.offset, a.length,
                a.encoding)
        for a in parse(raw).attachments
    )  # fmt: skip
    support = house.world.address("support", anna=READ_WRITE, ben=READ_WRITE)
    return house.world.mail(support, blob=digest(raw), parts=parts, visible="Anbei.")


def _work(house: House, enclosed: Enclosed) -> None:
    house.loop.run(Follower(house.services).turn())
    runner = Runner(house.services, handlers={"search.read_attachments": enclosed.read})
    while house.loop.run(runner.turn()):
        pass


def test_words_inside_files_are_found_with_their_mail(house: House, enclosed: Enclosed) -> None:
    house.loop.run(Follower(house.services).turn())
    mail = _mail(
        house, bild__jpg=b"\xff\xd8\xff", rechnung__pdf=files.pdf("Wartungspauschale"),
        angebot__docx=files.docx("Kellerregal"), werte__xlsx=files.xlsx(),
    )  # fmt: skip
    _mail(house, bild__jpg=b"\xff\xd8\xff")
    assert not house.world.found("anna", "wartungspauschale")
    _work(house, enclosed)
    for word in ("wartungspauschale", "kellerregale", "spedition", "body:lieferschein"):
        found = [hit.conversation for hit in house.world.found("anna", word)]
        assert found == [mail.conversation], word
    found = house.world.found("anna", "anbei angebot.docx kellerregal")
    assert [hit.conversation for hit in found] == [mail.conversation], "with the mail's own words"
    assert not Job.objects.exists()
    told = Change.objects.get(kind="attachments.read")
    assert told.conversation_id == mail.conversation
    house.loop.run(enclosed.read(house.services, {"message": mail.message}))
    assert Change.objects.filter(kind="attachments.read").count() == 1, "twice changes nothing"


@pytest.mark.parametrize("enclosed", [{"module": "tests.inbound.fragile_files"}], indirect=True)
def test_one_bad_file_takes_nothing_along(
    house: House, enclosed: Enclosed, capsys: pytest.CaptureFixture[str]
) -> None:
    house.loop.run(Follower(house.services).turn())
    bomb = files.packed(word__document_xml="<w:t>" + "x" * 50_000_000)
    mail = _mail(
        house, a__pdf=b"%PDF-1.4 broken", b__docx=base64.b64decode("UEsDBA=="), c__txt=b"deadly",
        d__docx=bomb, e__txt=b"Fliesenkleber",
    )  # fmt: skip
    _work(house, enclosed)
    assert [h.conversation for h in house.world.found("anna", "fliesenkleber")] == [
        mail.conversation
    ]
    assert not Job.objects.exists()
    assert "error" not in capsys.readouterr().err.lower().replace("badzipfile", "")


@pytest.mark.parametrize("enclosed", [{"module": "tests.inbound.fragile_files"}], indirect=True)
def test_a_mail_that_kills_every_reader_is_let_go(house: House, enclosed: Enclosed) -> None:
    """Each may take half a minute, in which nobody else's files are read."""
    house.loop.run(Follower(house.services).turn())
    deadly = {f"f{n}__txt": b"deadly" for n in range(3)}
    mail = _mail(house, a__txt=b"Kellerregal", **deadly, z__txt=b"Fliesenkleber")
    _work(house, enclosed)
    found = [h.conversation for h in house.world.found("anna", "kellerregal")]
    assert found == [mail.conversation]
    assert house.world.found("anna", "fliesenkleber") == []
    assert not Job.objects.exists()


def test_a_mail_that_is_gone_is_no_work(house: House, enclosed: Enclosed) -> None:
    house.loop.run(enclosed.read(house.services, {"message": 1}))
    assert not Change.objects.exists()
