"""Does the DNS say what our mails need it to say? Looked up, judged, with the record to set."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final, Literal
from urllib.parse import urlsplit

from tripost.addresses.dkim import KeyRow
from tripost.addresses.queries import DnsRecord, dns_records
from tripost.kit.dns import Asking, Lookup, NoAnswer, resolver
from tripost.kit.secrets import Secrets, installation
from tripost.kit.settings import LOOPBACK, Relay, Settings
from tripost.store.reads import Reader

State = Literal["ok", "missing", "wrong", "unknown"]
POLICIES: Final = ("none", "quarantine", "reject")
# RFC 2606, RFC 6761: nobody has these names, and no resolver should be asked.
RESERVED: Final = ("example", "test", "invalid", "localhost", "local")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing the DNS should say. `kind`: mx, spf, dkim, dmarc, ptr. `wanted`: the record to
    set, "" when it is not ours to say; `found`: what stands there; `why`: a code for the app."""

    kind: str
    type: str
    name: str
    wanted: str
    found: tuple[str, ...]
    state: State
    why: str = ""


def check(
    row: KeyRow, *, kind: str, base_url: str, relay: Relay | None, lookup: Lookup, secrets: Secrets
) -> list[Check]:
    """All of one domain; waits for answers, never longer than `kit.dns.SECONDS`. Raises
    Unreadable when the keys do not fit."""
    ask = Asking(_silent if row.domain.rpartition(".")[2] in RESERVED else lookup)
    found = []
    for record in dns_records(row, kind=kind, base_url=base_url, secrets=secrets):
        try:
            found.append(_judged(record, ask=ask, relay=relay))
        except NoAnswer:
            found.append(_of(record, state="unknown", why="no-answer"))
    host = relay.host if relay is not None and relay.host not in LOOPBACK else None
    found.append(_pointer(host or urlsplit(base_url).hostname or "", ask=ask, relayed=bool(host)))
    return found


def _silent(name: str, kind: str) -> list[object]:
    raise NoAnswer("a name for examples")


def _judged(record: DnsRecord, *, ask: Asking, relay: Relay | None) -> Check:
    match record.purpose:
        case "receive":
            return _receiving(record, ask=ask)
        case "spf":
            return _sender_policy(record, ask=ask, relay=relay)
        case "dmarc":
            return _policy(record, ask=ask)
        case _:
            return _key(record, ask=ask)


def _receiving(record: DnsRecord, *, ask: Asking) -> Check:
    hosts = tuple(f"{preference} {host}." for preference, host in sorted(ask(record.name, "MX")))
    wanted = record.value.partition(" ")[2].rstrip(".").lower()
    here = any(one.partition(" ")[2].rstrip(".").lower() == wanted for one in hosts)
    if here:
        return _of(record, found=hosts, state="ok")
    return _of(record, found=hosts, state="wrong" if hosts else "missing", why="mx-elsewhere")


def _key(record: DnsRecord, *, ask: Asking) -> Check:
    """RFC 6376 §3.6.1: the key counts, not how its record is written."""
    found = tuple(ask.txt(record.name) or ())
    keys = {_tags(one).get("p", "") for one in found}
    if not found:
        return _of(record, state="missing")
    if _tags(record.value)["p"] not in keys:
        return _of(record, found=found, state="wrong", why="other-key")
    return _of(record, found=found, state="ok" if len(found) == 1 else "wrong", why="several")


def _sender_policy(record: DnsRecord, *, ask: Asking, relay: Relay | None) -> Check:
    """RFC 7208 §4.5: one record; which machine really sends, only the relay's operator knows."""
    found = tuple(
        one for one in ask.txt(record.name) or () if one.lower().split(" ", 1)[0] == "v=spf1"
    )
    if not found:
        return _of(record, state="missing")
    if len(found) > 1:
        return _of(record, found=found, state="wrong", why="several")
    terms = found[0].lower().split()
    if any(term in ("+all", "all", "?all") for term in terms):
        return _of(record, found=found, state="wrong", why="lets-everyone")
    ours = record.value.lower().split()[2]
    elsewhere = relay is not None and relay.host not in LOOPBACK
    named = ours in terms or any(
        term.lstrip("+").startswith(("include:", "redirect=")) for term in terms
    )
    if ours in terms or (elsewhere and named):
        return _of(record, found=found, state="ok", why="relay-decides" if elsewhere else "")
    return _of(record, found=found, state="wrong", why="not-named")


def _policy(record: DnsRecord, *, ask: Asking) -> Check:
    """RFC 7489 §6.6.3: several records count as none."""
    found = tuple(
        one
        for one in ask.txt(record.name) or ()
        if one.replace(" ", "").lower().startswith("v=dmarc1")
    )
    if not found:
        return _of(record, state="missing")
    if len(found) > 1:
        return _of(record, found=found, state="wrong", why="several")
    policy = _tags(found[0]).get("p", "").lower()
    if policy not in POLICIES:
        return _of(record, found=found, state="wrong", why="no-policy")
    return _of(record, found=found, state="ok", why="only-watches" if policy == "none" else "")


def _pointer(host: str, *, ask: Asking, relayed: bool) -> Check:
    """RFC 1912 §2.1: the address a mail comes from has a name, and that name leads back."""

    def said(state: State, why: str, name: str = host, found: Sequence[str] = ()) -> Check:
        return Check(
            kind="ptr", type="PTR", name=name, wanted="" if relayed else host,
            found=tuple(found), state=state, why=why,
        )  # fmt: skip

    try:
        numbers = _numbers(host, ask=ask)
        if not numbers:
            return said("unknown", "no-address")
        for number in numbers:
            if not ip_address(number).is_global:
                return said("unknown", "not-public", number)
            names = ask(ip_address(number).reverse_pointer, "PTR")
            if not names:
                return said("missing", "no-name", number)
            if not any(number in _numbers(name, ask=ask) for name in names):
                return said("wrong", "leads-elsewhere", number, names)
    except NoAnswer:
        return said("unknown", "no-answer")
    return said("ok", "", numbers[0], names)


def _numbers(host: str, *, ask: Asking) -> list[str]:
    try:
        return [str(ip_address(host))]
    except ValueError:
        return [str(ip_address(one)) for kind in ("A", "AAAA") for one in ask(host, kind)]


def _of(record: DnsRecord, *, state: State, found: tuple[str, ...] = (), why: str = "") -> Check:
    kind = {"receive": "mx", "sign": "dkim"}.get(record.purpose, record.purpose)
    return Check(
        kind=kind,
        type=record.type,
        name=record.name,
        wanted=record.value,
        found=found,
        state=state,
        why=why if state != "ok" or why in ("relay-decides", "only-watches") else "",
    )


def _tags(text: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in text.split(";"))
    return {name.strip().lower(): "".join(value.split()) for name, _, value in pairs}


def sentences(checks: Sequence[Check]) -> Iterator[str]:
    """For the terminal: what is to be done, each with the exact record."""
    for one in checks:
        if one.state == "ok":
            continue
        there = " / ".join(one.found) or "nothing"
        if one.state == "unknown":
            yield f"{one.kind.upper()} of {one.name}: could not be looked at ({one.why})."
        elif one.wanted:
            yield (
                f"{one.kind.upper()} of {one.name}: {one.state}. Set {one.type} {one.wanted!r}; "
                f"there is {there}."
            )
        else:
            yield f"{one.kind.upper()} of {one.name}: {one.state} ({one.why}); there is {there}."


def told(reader: Reader, settings: Settings) -> Iterator[str]:
    """For the terminal: every domain we host, what is right in a word and what is not in full."""
    for ident, name in reader.rows("SELECT id, name FROM addresses_domain ORDER BY name"):
        found = of_domain(
            reader,
            domain=ident,
            base_url=settings.public_url,
            relay=settings.relay,
            lookup=resolver(settings.dns),
        )
        fine = ", ".join(one.kind.upper() for one in found or () if one.state == "ok")
        yield f"{name}: {fine or 'nothing'} as it should be."
        yield from sentences(found or ())


def of_domain(
    reader: Reader, *, domain: int, base_url: str, relay: Relay | None, lookup: Lookup
) -> list[Check] | None:
    """The checks of a domain we host; None when it is not there. Raises Unreadable."""
    row = reader.row(
        "SELECT name, dkim_selector, dkim_rsa, dkim_ed25519, kind FROM addresses_domain "
        "WHERE id = %s",
        (domain,),
    )
    if row is None:
        return None
    return check(
        KeyRow(*row[:4]),
        kind=row[4],
        base_url=base_url,
        relay=relay,
        lookup=lookup,
        secrets=installation(),
    )
