"""Who hears our mail and our password? STARTTLS and AUTH against a relay with a certificate."""

import base64
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.delivery.conftest import House
from tests.delivery.sink import Sink
from tripost.kit.settings import Relay
from tripost.outbound.models import Attempt, Delivery

LOGIN = base64.b64encode(b"\0acme\0geheim").decode()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed one for localhost, with its key in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "relay.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


def sink(certificate: Path | None, *, login: str = "") -> Sink:
    if certificate is None:
        return Sink()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return Sink(tls=context, login=login)


def relay(tls: str, *, password: str = "") -> Relay:
    user = "acme" if password else None
    return Relay(host="localhost", port=0, tls=tls, user=user, password=password or None)


@pytest.mark.parametrize(
    ("tls", "offered", "encrypted"),
    [("opportunistic", True, True), ("opportunistic", False, False), ("none", True, False)],
)
def test_without_a_password_encryption_is_taken_where_it_is_offered(
    house: House, certificate: Path, tls: str, offered: bool, encrypted: bool
) -> None:
    house.relay = relay(tls)
    house.answer("jana@praxis-weiss.example")
    made = sink(certificate if offered else None)
    house.run(sink=made, until=lambda: house.count("sent") == 1)
    assert made.encrypted == [encrypted]


@pytest.mark.parametrize("offered", [True, False])
def test_what_requires_tls_waits_rather_than_trusting_anybody(
    house: House, certificate: Path, offered: bool
) -> None:
    house.relay = relay("required")
    house.answer("jana@praxis-weiss.example")
    made = sink(certificate if offered else None)
    house.run(sink=made, until=lambda: house.count("deferred") == 1)
    assert made.mails == []
    assert "TLS" in Delivery.objects.get().detail
    assert Attempt.objects.count() == 0


def test_with_a_certificate_we_know_it_goes(
    house: House, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    house.relay = relay("required", password="geheim")
    house.answer("jana@praxis-weiss.example")
    made = sink(certificate, login=LOGIN)
    house.run(sink=made, until=lambda: house.count("sent") == 1)
    assert (made.encrypted, made.told) == ([True], [(True, f"PLAIN {LOGIN}")])


def test_a_password_is_told_to_nobody_whose_certificate_we_do_not_know(
    house: House, certificate: Path
) -> None:
    house.relay = relay("opportunistic", password="geheim")
    house.answer("jana@praxis-weiss.example")
    made = sink(certificate, login=LOGIN)
    house.run(sink=made, until=lambda: house.count("deferred") == 1)
    assert (made.told, made.mails) == ([], [])


def test_a_wrong_password_costs_no_mail_its_chance(
    house: House, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """535 is permanent for the sign-in, not for the mail."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    house.relay = relay("required", password="falsch")
    house.answer("jana@praxis-weiss.example")
    house.run(sink=sink(certificate, login=LOGIN), until=lambda: house.count("deferred") == 1)
    assert Delivery.objects.get().attempts == 0
    house.later(minutes=10)
    house.relay = relay("required", password="geheim")
    made = sink(certificate, login=LOGIN)
    house.run(sink=made, until=lambda: house.count("sent") == 1)
    assert made.taken() == ["jana@praxis-weiss.example"]
