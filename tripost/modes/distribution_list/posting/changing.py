"""Set up a list: every setting checked, one transaction, one Change."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from tripost.addresses.models import Address, Posting
from tripost.core.address import BadAddress, normalise, parse_domain
from tripost.core.when import BadTime, zone_of
from tripost.kit.entered import BadInput
from tripost.modes.distribution_list.models import ListSettings
from tripost.store.changes import record

TEXT: Final = 10_000  # characters of footer, intro, consent, imprint
PREFIX: Final = 40
MANY: Final = 50  # domains, topics, endings
LANGUAGES: Final = ("de", "en")
REPLY_TO: Final = ("author", "list", "inbox", "fixed")
ATTACHMENTS: Final = ("any", "hold", "strip")
ARCHIVE: Final = ("off", "private", "public")
DIGEST: Final = ("daily", "weekly")
LARGEST: Final = 100 * 1024 * 1024  # bytes
_KEY: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_ENDING: Final = re.compile(r"[a-z0-9]{1,12}")
_COLOUR: Final = re.compile(r"#[0-9a-f]{6}")
_FONT: Final = re.compile(r"[A-Za-z0-9 ,'\"-]{0,120}")


def change(
    address: int,
    *,
    values: Mapping[str, Any],
    by: int | None,
    at: datetime,
    known: Collection[int] | None = None,
) -> bool:
    """Set what is given, leave the rest; False: nothing was different. Raises BadInput,
    Address.DoesNotExist. `reply_inbox` names an address by its mail address, one of those `known`
    to who asks (None: all); or None: none."""
    place = Address.objects.select_for_update().get(pk=address)
    clean = {name: _CHECKS[name](value) for name, value in values.items()}
    row = ListSettings.objects.filter(pk=address).first() or ListSettings(address_id=address)
    fresh = row._state.adding
    changed = []
    posting = clean.pop("posting", None)
    if posting is not None and posting != place.posting:
        place.posting = posting
        place.save(update_fields=["posting"])
        changed.append("posting")
    if "reply_inbox" in clean:
        clean["reply_inbox_id"] = _inbox(clean.pop("reply_inbox"), row=row, known=known)
    for name, value in clean.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
            changed.append(name.removesuffix("_id"))
    if "archive" in changed and row.archive == "public" and "public_since" not in clean:
        row.public_since = at  # what people wrote among themselves stays there unless one says so
        changed.append("public_since")
    _fits_together(row)
    if not changed:
        return False
    row.save(force_insert=fresh)
    data = {"fields": sorted(changed)}
    record("list.changed", at=at, address=address, actor=by, data=data)
    return True


def _fits_together(row: ListSettings) -> None:
    """Where answers go has to be said, once it is neither the author nor the list."""
    if row.reply_to == "inbox" and row.reply_inbox_id is None:
        raise BadInput("no-reply-inbox", "Choose the inbox that gets the answers.")
    if row.reply_to == "fixed" and not row.reply_fixed:
        raise BadInput("no-reply-fixed", "Say which address gets the answers.")


def _inbox(email: str | None, *, row: ListSettings, known: Collection[int] | None) -> int | None:
    """Nobody sends a crowd's answers to people they have nothing to do with, nor learns so which
    addresses there are (law 7)."""
    if email is None:
        return None
    found = Address.objects.filter(email=email.strip().lower()).exclude(mode="list").first()
    chosen = found is not None and found.pk == row.reply_inbox_id  # it stays as it is
    if found is None or not (chosen or known is None or found.pk in known):
        raise BadInput("unknown-inbox", "You know no mailbox or inbox of this name here.")
    if found.pk == row.address_id:
        raise BadInput("unknown-inbox", "Answers cannot go to the list itself in this way.")
    return int(found.pk)


def _one_of(choices: Sequence[str], *, code: str) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        if value not in choices:
            raise BadInput(code, f"This is one of {', '.join(choices)}.")
        return str(value)

    return check


def _text(limit: int, *, code: str) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        clean = str(value).replace("\r\n", "\n").replace("\r", "\n")
        clean = "".join(c for c in clean if c.isprintable() or c in "\n\t").strip("\n ")
        if len(clean) > limit:
            raise BadInput(code, f"This has at most {limit:,} characters.")
        return clean

    return check


def _prefix(value: Any) -> str:
    if any(not c.isprintable() for c in value.strip()) or len(value.strip()) > PREFIX:
        raise BadInput("bad-prefix", f"A prefix is one line of at most {PREFIX} characters.")
    return " ".join(value.split())


def _fixed(value: Any) -> str:
    if not value.strip():
        return ""
    try:
        return normalise(value)
    except BadAddress as wrong:
        raise BadInput("bad-reply-fixed", wrong.message) from None


def _domains(value: Any) -> list[str]:
    _few(value, code="too-many-domains")
    try:
        return sorted({parse_domain(one.strip().removeprefix("@")) for one in value})
    except BadAddress as wrong:
        raise BadInput("bad-domain", wrong.message) from None


def _size(value: Any) -> int:
    if not 0 <= value <= LARGEST:
        raise BadInput("bad-size", f"A size is 0 (no limit) to {LARGEST:,} bytes.")
    return int(value)


def _endings(value: Any) -> list[str]:
    _few(value, code="too-many-types")
    clean = sorted({one.strip().lower().removeprefix(".") for one in value})
    if any(not _ENDING.fullmatch(one) for one in clean):
        raise BadInput("bad-type", "A kind of file is named by its ending, like pdf.")
    return clean


def _topics(value: Any) -> list[dict[str, Any]]:
    _few(value, code="too-many-topics")
    made: dict[str, dict[str, Any]] = {}
    for one in value:
        key, name = str(one["key"]).strip().lower(), " ".join(str(one["name"]).split())
        words = [" ".join(str(word).split()) for word in one.get("words", ())]
        if not _KEY.fullmatch(key) or key in made:
            raise BadInput("bad-topic", "Each topic has a key of its own of a-z, 0-9 and -.")
        if not name or len(name) > 80 or len(words) > MANY or any(len(w) > 80 for w in words):
            raise BadInput("bad-topic", "A topic has a name, and words of at most 80 characters.")
        made[key] = {"key": key, "name": name, "words": [word for word in words if word]}
    return list(made.values())


def _few(value: Sequence[Any], *, code: str) -> None:
    if len(value) > MANY:
        raise BadInput(code, f"There can be at most {MANY} of these.")


def _hour(value: Any) -> int:
    if not 0 <= value <= 23:
        raise BadInput("bad-hour", "An hour is 0 to 23.")
    return int(value)


def _zone(value: Any) -> str:
    try:
        return zone_of(value).key
    except BadTime as wrong:
        raise BadInput("bad-timezone", str(wrong)) from None


def _brand(value: Any) -> dict[str, str]:
    colour = str(value.get("colour") or "").strip().lower()
    logo, font = str(value.get("logo") or "").strip(), str(value.get("font") or "").strip()
    if colour and not _COLOUR.fullmatch(colour):
        raise BadInput("bad-colour", "A colour is written like #4f46e5.")
    if logo and (urlsplit(logo).scheme not in ("https", "http") or len(logo) > 500):
        raise BadInput("bad-logo", "A logo is named by its address on the web.")
    if not _FONT.fullmatch(font):
        raise BadInput("bad-font", "A font is named as in a style sheet.")
    imprint = _text(TEXT, code="bad-imprint")(value.get("imprint") or "")
    return {"colour": colour, "logo": logo, "font": font, "imprint": imprint}


_CHECKS: Final[dict[str, Callable[[Any], Any]]] = {
    "language": _one_of(LANGUAGES, code="bad-language"),
    "prefix": _prefix,
    "footer": _text(TEXT, code="bad-footer"),
    "reply_to": _one_of(REPLY_TO, code="bad-reply-to"),
    "reply_inbox": lambda value: value or None,
    "reply_fixed": _fixed,
    "posting": _one_of(Posting.values, code="bad-posting"),
    "posting_domains": _domains,
    "max_size": _size,
    "attachments": _one_of(ATTACHMENTS, code="bad-attachments"),
    "attachment_types": _endings,
    "archive": _one_of(ARCHIVE, code="bad-archive"),
    "indexed": bool,
    "public_since": lambda value: value,
    "topics": _topics,
    "sign_up": bool,
    "intro": _text(TEXT, code="bad-intro"),
    "consent": _text(TEXT, code="bad-consent"),
    "digest": _one_of(DIGEST, code="bad-digest"),
    "digest_hour": _hour,
    "timezone": _zone,
    "approval": bool,
    "clicks": bool,
    "brand": _brand,
}
