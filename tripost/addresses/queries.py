"""Whose mail is it, and what must stand in the DNS?"""

from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from tripost.addresses import dkim, tokened, verp
from tripost.addresses.dkim import KeyRow
from tripost.core import dkim as core_dkim
from tripost.core.address import BadAddress, parse_domain
from tripost.kit.secrets import Secrets, installation
from tripost.store.reads import Reader

UNSUBSCRIBE: Final = "-unsubscribe"  # after the name of a list (RFC 2369 §3.2 leaves it to us)


@dataclass(frozen=True, slots=True)
class DnsRecord:
    """One record to set; `purpose` is a code the app explains: receive, sign, spf, dmarc."""

    type: str
    name: str
    value: str
    purpose: str


def resolve(reader: Reader, recipient: str, *, secrets: Secrets | None = None) -> int | None:
    """The address a mail to this recipient belongs to, or None: it is not one of ours.

    The address itself, an alias, either of them with `+detail`, `<list>-unsubscribe`, an envelope
    sender of ours that comes back (see verp.py), or a signed word (see tokened.py). Case is
    ignored, also before the @ (RFC 5321 §2.4 lets us).
    """
    local, _, domain = recipient.strip().lower().rpartition("@")
    domain = _ascii(domain)
    if not local or not domain:
        return None
    plain = local.partition("+")[0]
    names = [f"{local}@{domain}"] + ([f"{plain}@{domain}"] if plain and plain != local else [])
    for name in names:
        found = reader.row(
            "SELECT id FROM addresses_address WHERE email = %s UNION ALL "
            "SELECT address_id FROM addresses_alias WHERE email = %s",
            (name, name),
        )
        if found is not None:
            return int(found[0])
    if local.endswith(UNSUBSCRIBE):
        name = f"{local.removesuffix(UNSUBSCRIBE)}@{domain}"
        found = reader.row(_LIST_NAMED, (name, name))
        if found is not None:
            return int(found[0])
    return _signed(reader, recipient, domain=domain, secrets=secrets or installation())


_LIST_NAMED = (
    "SELECT id FROM addresses_address WHERE mode = 'list' AND (email = %s OR id = "
    "(SELECT address_id FROM addresses_alias WHERE email = %s))"
)


def _signed(reader: Reader, recipient: str, *, domain: str, secrets: Secrets) -> int | None:
    back = verp.read(secrets, recipient) or tokened.read(secrets, recipient)
    if back is None:
        return None
    row = reader.row(
        "SELECT a.id FROM addresses_address a JOIN addresses_domain d ON d.id = a.domain_id "
        "WHERE a.id = %s AND d.name = %s",
        (back.address, domain),
    )
    return int(row[0]) if row is not None else None


def _ascii(domain: str) -> str:
    """A domain as we keep it; what cannot be one stays as it is and is found nowhere."""
    if domain.isascii():
        return domain
    try:
        return parse_domain(domain)
    except BadAddress:
        return ""


def hosted(reader: Reader, domain: str) -> str | None:
    """`split` or `full` when the domain is ours, else None."""
    row = reader.row("SELECT kind FROM addresses_domain WHERE name = %s", (_ascii(domain.lower()),))
    return str(row[0]) if row is not None else None


def address_named(reader: Reader, *, name: str) -> int | None:
    """One of our addresses by its id or mail address."""
    by_id = name.isascii() and name.isdigit() and len(name) < 19
    column, value = ("id", int(name)) if by_id else ("email", name.strip().lower())
    found = reader.row(f"SELECT id FROM addresses_address WHERE {column} = %s", (value,))
    return None if found is None else int(found[0])


def free(reader: Reader, email: str) -> bool:
    """Whether no address and no alias has this name yet."""
    return (
        reader.row(
            "SELECT 1 FROM addresses_address WHERE email = %s UNION ALL "
            "SELECT 1 FROM addresses_alias WHERE email = %s",
            (email, email),
        )
        is None
    )


def records_of(reader: Reader, *, domain: int, base_url: str) -> tuple[DnsRecord, ...]:
    """The records of a domain we host; none when it is not there. Raises Unreadable."""
    row = reader.row(
        "SELECT name, dkim_selector, dkim_rsa, dkim_ed25519, kind FROM addresses_domain "
        "WHERE id = %s",
        (domain,),
    )
    return dns_records(KeyRow(*row[:4]), kind=row[4], base_url=base_url) if row else ()


def dns_records(
    row: KeyRow, *, kind: str, base_url: str, secrets: Secrets | None = None
) -> tuple[DnsRecord, ...]:
    """What a domain's owner sets; raises Unreadable when the keys cannot be read.

    A split domain keeps its MX where the people's mailboxes are; that server forwards the group
    addresses to us.
    """
    name = row.domain
    host = urlsplit(base_url).hostname or name
    records = [
        DnsRecord("TXT", core_dkim.dns_name(selector, name), text, "sign")
        for selector, text in dkim.txt_records(row, secrets or installation())
    ]
    if kind == "full":
        records.insert(0, DnsRecord("MX", name, f"10 {host}.", "receive"))
    # RFC 7208 §4.5: one SPF record per domain; who has one adds our part and the relay's include.
    records.append(DnsRecord("TXT", name, f"v=spf1 mx {_spf_host(host)} ~all", "spf"))
    policy = f"v=DMARC1; p=none; rua=mailto:postmaster@{name}"
    records.append(DnsRecord("TXT", f"_dmarc.{name}", policy, "dmarc"))
    return tuple(records)


def _spf_host(host: str) -> str:
    """RFC 7208 §5.3, §5.6: `a:` takes a name; a number has a mechanism of its own."""
    try:
        return f"ip{ip_address(host).version}:{host}"
    except ValueError:
        return f"a:{host}"
