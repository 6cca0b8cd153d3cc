"""Set up domains, addresses and aliases: one verb, one transaction, one Change each."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from tripost.addresses import dkim
from tripost.addresses.dkim import Keys
from tripost.addresses.models import Address, Alias, Domain, Mode, Posting
from tripost.core.address import BadAddress, normalise, parse_domain
from tripost.kit.entered import BadInput, Conflict
from tripost.kit.secrets import Secrets, installation
from tripost.people.actions import clean_name, labels_of
from tripost.people.audit import audit
from tripost.people.models import Grant
from tripost.store.changes import record
from tripost.store.models import Conversation

KINDS: Final = ("split", "full")
SIGNATURE_LENGTH: Final = 20_000
MAX_UNDO: Final = 300  # seconds


def new_keys(secrets: Secrets | None = None) -> Keys:
    """DKIM keys for a domain to be added. Takes a good part of a second: outside the writer."""
    return dkim.new_keys(secrets or installation())


def add_domain(
    name: str, *, keys: Keys, by: int | None, at: datetime, kind: str = "split"
) -> Domain:
    """Host this domain; raises BadInput, Conflict."""
    clean = clean_domain(name)
    if kind not in KINDS:
        raise BadInput("bad-kind", f"A domain is one of {', '.join(KINDS)}.")
    if Domain.objects.filter(name=clean).exists():
        raise Conflict("taken", f"The domain {clean} is already set up.")
    domain = Domain.objects.create(
        name=clean,
        kind=kind,
        dkim_selector=keys.selector,
        dkim_rsa=keys.rsa,
        dkim_ed25519=keys.ed25519,
    )
    audit("domain.added", actor=by, at=at, detail={"domain": clean, "kind": kind})
    record("domain.changed", at=at, actor=by, data={"domain": domain.pk, "added": True})
    return domain


def remove_domain(domain: int, *, by: int | None, at: datetime) -> None:
    """Host it no longer; raises Conflict while it has addresses or aliases, Domain.DoesNotExist."""
    row = Domain.objects.select_for_update().get(pk=domain)
    used = row.addresses.exists() or Alias.objects.filter(email__endswith=f"@{row.name}").exists()
    if used:
        raise Conflict("in-use", f"{row.name} still has addresses. Remove them first.")
    row.delete()
    audit("domain.removed", actor=by, at=at, detail={"domain": row.name})
    record("domain.changed", at=at, actor=by, data={"domain": domain, "removed": True})


def add_address(
    email: str,
    *,
    name: str,
    mode: str,
    by: int | None,
    at: datetime,
    grants: Mapping[int, int] | None = None,
) -> Address:
    """Make an address with the rights of those who work on it (`grants`: user id → sum of Right
    bits). Raises BadInput, Conflict."""
    clean = clean_email(email)
    if mode not in Mode.values:
        raise BadInput("bad-mode", f"A mode is one of {', '.join(Mode.values)}.")
    domain = _domain_of(clean)
    _refuse_taken(clean)
    address = Address.objects.create(email=clean, domain=domain, name=clean_name(name), mode=mode)
    given = {user: bits for user, bits in (grants or {}).items() if bits}
    Grant.objects.bulk_create(
        [Grant(user_id=user, address=address, rights=bits) for user, bits in given.items()]
    )
    audit("address.added", actor=by, at=at, address=address.pk, detail=_grants_of(address, mode))
    _changed(address, by=by, at=at, data={"added": True, "users": sorted(given)})
    return address


def change_address(
    address: int,
    *,
    by: int | None,
    at: datetime,
    name: str | None = None,
    signature: str | None = None,
    posting: str | None = None,
    undo_seconds: int | None = None,
    answer_assigns: bool | None = None,
    aliases: Sequence[str] | None = None,
) -> Address:
    """Change what is given, leave the rest; `aliases` are then exactly these. Raises BadInput,
    Conflict, Address.DoesNotExist. Twice the same changes nothing."""
    row = Address.objects.select_for_update().get(pk=address)
    wanted: dict[str, Any] = {
        "name": None if name is None else clean_name(name),
        "signature": None if signature is None else _clean_signature(signature),
        "posting": None if posting is None else _clean_posting(posting),
        "undo_seconds": None if undo_seconds is None else _clean_undo(undo_seconds),
        "answer_assigns": answer_assigns,
    }
    changed = [
        field
        for field, value in wanted.items()
        if value is not None and value != getattr(row, field)
    ]
    for field in changed:
        setattr(row, field, wanted[field])
    if changed:
        row.save(update_fields=changed)
    if aliases is not None and _set_aliases(row, aliases):
        changed.append("aliases")
    if changed:
        _changed(row, by=by, at=at, data={"fields": changed})
    return row


def remove_address(address: int, *, by: int | None, at: datetime) -> None:
    """Only an address without mail: mail is never dropped with a setting (law 3). Raises Conflict,
    Address.DoesNotExist."""
    row = Address.objects.select_for_update().get(pk=address)
    if Conversation.objects.filter(address=row).exists():
        raise Conflict(
            "has-mail", f"{row.email} has mail. Take everyone's rights away instead of removing it."
        )
    row.delete()
    audit("address.removed", actor=by, at=at, address=address, detail={"address": row.email})
    record("address.changed", at=at, address=address, actor=by, data={"removed": True})


def _grants_of(address: Address, mode: str) -> dict[str, Any]:
    """For the audit: who was given what at the beginning."""
    given = Grant.objects.filter(address=address).order_by("user__address")
    return {
        "address": address.email,
        "mode": mode,
        "grants": {g.user.address: labels_of(g.rights) for g in given if g.user is not None},
    }


def clean_email(email: str) -> str:
    """The address as we keep it; raises BadInput."""
    try:
        clean = normalise(email)
    except BadAddress as wrong:
        raise BadInput(wrong.reason, wrong.message) from None
    if "+" in clean.partition("@")[0]:
        raise BadInput("plus", "What follows a + is a detail; an address is named without it.")
    return clean


def clean_domain(name: str) -> str:
    """The domain as we keep it, in small A-labels; raises BadInput."""
    try:
        return parse_domain(name)
    except BadAddress as wrong:
        raise BadInput(wrong.reason, wrong.message) from None


def _clean_signature(text: str) -> str:
    clean = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").rstrip()
    if len(clean) > SIGNATURE_LENGTH:
        raise BadInput("bad-signature", f"A signature has at most {SIGNATURE_LENGTH:,} characters.")
    return clean


def _clean_posting(posting: str) -> str:
    if posting not in Posting.values:
        raise BadInput("bad-posting", f"Posting is one of {', '.join(Posting.values)}.")
    return posting


def _clean_undo(seconds: int) -> int:
    if not 0 <= seconds <= MAX_UNDO:
        raise BadInput("bad-undo", f"Undo lasts 0 to {MAX_UNDO} seconds.")
    return seconds


def _domain_of(email: str) -> Domain:
    name = email.rpartition("@")[2]
    domain = Domain.objects.filter(name=name).first()
    if domain is None:
        raise BadInput("foreign-domain", f"Set up the domain {name} first.")
    return domain


def _refuse_taken(email: str) -> None:
    if Address.objects.filter(email=email).exists() or Alias.objects.filter(email=email).exists():
        raise Conflict("taken", f"{email} is in use.")


def _set_aliases(address: Address, asked: Sequence[str]) -> bool:
    wanted = {clean_email(email) for email in asked}
    before = set(address.aliases.values_list("email", flat=True))
    for email in sorted(wanted - before):
        _domain_of(email)
        _refuse_taken(email)
    address.aliases.filter(email__in=before - wanted).delete()
    Alias.objects.bulk_create(
        [Alias(email=email, address=address) for email in sorted(wanted - before)]
    )
    return wanted != before


def _changed(address: Address, *, by: int | None, at: datetime, data: dict[str, Any]) -> None:
    record("address.changed", at=at, address=address.pk, actor=by, data=data)
