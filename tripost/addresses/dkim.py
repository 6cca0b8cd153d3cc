"""The DKIM keys of a domain: made, kept encrypted, loaded to sign, shown for the DNS."""

from dataclasses import dataclass

from tripost.core import dkim
from tripost.kit.secrets import Secrets

SELECTOR = "tripost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """Fresh keys, encrypted PEM, and the selector they will stand under."""

    selector: str
    rsa: str
    ed25519: str


@dataclass(frozen=True, slots=True)
class KeyRow:
    """What the database keeps of a domain's keys; encrypted PEM, "" = none."""

    domain: str
    selector: str
    rsa: str
    ed25519: str

    def places(self) -> tuple[tuple[str, str], ...]:
        """(selector, encrypted PEM) of each key there is. RFC 8463 §3: one record holds one key,
        so the second algorithm has a selector of its own."""
        both = ((self.selector, self.rsa), (f"{self.selector}-ed", self.ed25519))
        return tuple((selector, key) for selector, key in both if key)


def new_keys(secrets: Secrets) -> Keys:
    """An RSA and an Ed25519 key. Takes a good part of a second: never inside the writer."""
    return Keys(
        selector=SELECTOR,
        rsa=secrets.encrypt(dkim.generate("rsa")),
        ed25519=secrets.encrypt(dkim.generate("ed25519")),
    )


def signers(row: KeyRow, secrets: Secrets) -> tuple[dkim.Signer, ...]:
    """Ready to sign with every key; raises Unreadable."""
    return tuple(
        dkim.Signer(row.domain, selector, dkim.load(secrets.decrypt(key)))
        for selector, key in row.places()
    )


def txt_records(row: KeyRow, secrets: Secrets) -> tuple[tuple[str, str], ...]:
    """(selector, text of the TXT record) of every key; raises Unreadable."""
    return tuple(
        (selector, dkim.dns_record(dkim.load(secrets.decrypt(key))))
        for selector, key in row.places()
    )
