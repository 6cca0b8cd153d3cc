"""A stranger's mail through the web door: shown harmlessly, given out whole, never as a page."""

from pathlib import Path

import pytest

from tests.doors import House
from tests.world import READ_WRITE
from tripost.conversations.api_mail import proxied
from tripost.conversations.append import PartRow
from tripost.core.message import parse
from tripost.store.blobs import digest
from tripost.store.models import Blob, Message

RAW = b"""From: Jana <jana@praxis-weiss.example>\r
To: support@acme.example\r
Subject: Bild\r
MIME-Version: 1.0\r
Content-Type: multipart/related; boundary=x\r
\r
--x\r
Content-Type: text/html; charset=utf-8\r
\r
<p onclick="alert(1)">Hallo <script>alert(2)</script><img src="cid:logo@x">\
<img src="https://tracker.example/p.gif"></p>\r
--x\r
Content-Type: image/png; name="logo.png"\r
Content-ID: <logo@x>\r
Content-Disposition: inline; filename="logo.png"\r
Content-Transfer-Encoding: base64\r
\r
iVBORw0KGgo=\r
--x\r
Content-Type: text/html; name="=?utf-8?q?b=C3=B6se.html?="\r
Content-Disposition: attachment; filename="=?utf-8?q?b=C3=B6se.html?="\r
\r
<script>alert(3)</script>\r
--x--\r
"""


@pytest.fixture
def message(house: House) -> Message:
    """A mail with a picture, a tracker and a file that would like to be a page."""
    support = house.world.address("support", anna=READ_WRITE)
    house.world.user("ben")
    Blob.objects.create(sha256=digest(RAW), size=len(RAW), data=RAW)
    parts = tuple(
        PartRow(a.path, a.filename, a.content_type, a.cid, a.inline, a.size, a.offset, a.length,
                a.encoding)
        for a in parse(RAW).attachments
    )  # fmt: skip
    place = house.world.mail(support, blob=digest(RAW), has_html=True, parts=parts)
    return Message.objects.get(pk=place.message)


def test_the_frame_has_its_own_policy_and_no_script(house: House, message: Message) -> None:
    with house.client("anna") as client:
        answer = client.get(f"/api/v1/messages/{message.pk}/view")
        remote = client.get(f"/api/v1/messages/{message.pk}/view?remote=1").text
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert answer.headers["x-frame-options"] == "SAMEORIGIN"
    assert "alert" not in answer.text
    assert "onclick" not in answer.text
    assert "tracker.example" not in answer.text
    assert "/api/v1/attachments/" in answer.text
    assert "/api/v1/proxy?u=https" in remote
    assert 'src="https://tracker' not in remote


def test_raw_is_what_came(house: House, message: Message) -> None:
    with house.client("anna") as client:
        answer = client.get(f"/api/v1/messages/{message.pk}/raw")
    assert answer.content == RAW
    assert answer.headers["content-disposition"].startswith("attachment")


def test_attachments_are_files_and_only_pictures_show(house: House, message: Message) -> None:
    picture, page = message.parts.order_by("id")
    with house.client("anna") as client:
        shown = client.get(f"/api/v1/attachments/{picture.pk}?inline=1")
        saved = client.get(f"/api/v1/attachments/{picture.pk}")
        evil = client.get(f"/api/v1/attachments/{page.pk}?inline=1")
    assert shown.content == b"\x89PNG\r\n\x1a\n"
    assert shown.headers["content-type"] == "image/png"
    assert shown.headers["content-disposition"].startswith("inline")
    assert saved.headers["content-disposition"].startswith("attachment")
    assert evil.headers["content-type"] == "application/octet-stream"
    assert evil.headers["content-disposition"] == "attachment; filename*=UTF-8''b%C3%B6se.html"
    assert "sandbox" in evil.headers["content-security-policy"]
    assert evil.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["messages/{m}/view", "messages/{m}/raw", "attachments/{a}"])
def test_who_may_not_see_the_mail_gets_none_of_it(
    house: House, message: Message, path: str
) -> None:
    part = message.parts.first()
    assert part is not None
    with house.client("ben") as client:
        hidden = client.get("/api/v1/" + path.format(m=message.pk, a=part.pk))
        missing = client.get("/api/v1/" + path.format(m=1, a=10**9))
    assert hidden.status_code == missing.status_code == 404
    assert hidden.content == missing.content


def test_an_upload_belongs_to_who_made_it(house: House) -> None:
    house.world.user("ben")
    data = bytes(range(256)) * 10  # larger than what the test's database keeps inline
    with house.client("anna") as anna, house.client("ben") as ben:
        made = anna.post("/api/v1/uploads", files={"file": ("../a\r\nb.png", data, "image/png")})
        assert made.status_code == 201, made.text
        url = made.json()["url"]
        assert made.json()["size"] == len(data)
        assert "/" not in made.json()["name"]
        assert anna.get(url).content == data
        assert ben.get(url).status_code == 404


def test_pictures_are_fetched_only_when_signed_and_public(house: House) -> None:
    house.world.user("anna")
    with house.client("anna") as client:
        unsigned = client.get("/api/v1/proxy", params={"u": "https://x.example/a.png", "sig": ""})
        inside = client.get(proxied("http://127.0.0.1:8000/secret.png"))
        named = client.get(proxied("http://localhost/secret.png"))
    assert (unsigned.status_code, unsigned.json()["code"]) == (403, "bad-signature")
    assert (inside.status_code, inside.json()["code"]) == (502, "no-picture")
    assert (named.status_code, named.json()["code"]) == (502, "no-picture")


def test_static_files_come_packed_and_named_for_ever(house: House, tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    with house.client(**{"accept-encoding": "identity"}) as client:
        assert client.get("/").status_code == 503
        assert "make run" in client.get("/").text
        (dist / "assets").mkdir(parents=True)
        (dist / "index.html").write_text("<title>Tripost</title>")
        (dist / "assets" / "app-1.js").write_text("let x")
        (dist / "assets" / "app-1.js.gz").write_bytes(b"packed")
        (tmp_path / "secret.txt").write_text("secret")
        home, route = client.get("/"), client.get("/mail/12")
        script = client.get("/assets/app-1.js")
        again = client.get("/assets/app-1.js", headers={"If-None-Match": script.headers["etag"]})
        outside = client.get("/..%2fsecret.txt")
        missing = client.get("/assets/app-2.js")
        head = client.head("/assets/app-1.js")
    assert home.text == route.text == "<title>Tripost</title>"
    assert home.headers["cache-control"] == "no-cache"
    assert "frame-ancestors 'none'" in home.headers["content-security-policy"]
    assert "immutable" in script.headers["cache-control"]
    assert script.headers["content-type"].startswith("text/javascript")
    assert again.status_code == 304
    assert "secret" not in outside.text
    assert missing.status_code == 404
    assert (head.content, head.headers["content-length"]) == (b"", "5")
