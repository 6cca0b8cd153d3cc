"""All that proves why somebody gets the mails of a list, in one document (PROMISES P63)."""

from datetime import datetime
from typing import Any, Final

from tripost.store.json_columns import decoded
from tripost.store.reads import Reader
from tripost.store.times import rfc3339, stored

ADDRESSES: Final = 20  # that one person has had here, one after the other


def evidence(reader: Reader, *, address: int, email: str, at: datetime) -> dict[str, Any] | None:
    """The subscriber, every link of the chain, and the mails that were confirmed, as they left.

    None: this address never had to do with the list.
    """
    listing = reader.row("SELECT email, name FROM addresses_address WHERE id = %s", (address,))
    emails = _once(reader, address, email.strip().lower())
    chain = [one for some in emails for one in _consents(reader, address, some)]
    subscriber = _subscriber(reader, address, emails[0])
    if listing is None or (subscriber is None and not chain):
        return None
    mails = dict.fromkeys(str(one["detail"]["mail"]) for one in chain if "mail" in one["detail"])
    return {
        "mailing_list": {"address": listing[0], "name": listing[1]},
        "made_at": rfc3339(stored(at)),
        "address": emails[0],
        "earlier_addresses": emails[1:],
        "subscriber": subscriber,
        "consents": sorted(chain, key=lambda one: str(one["at"])),
        "mails": [_mail(reader, one) for one in mails],
    }


def _once(reader: Reader, address: int, email: str) -> list[str]:
    """This address and those it followed, by the confirmed changes."""
    found = [email]
    for one in found:
        for (detail,) in reader.rows(
            "SELECT detail FROM distribution_list_consent WHERE address_id = %s AND email = %s "
            "AND kind = 'confirmed'",
            (address, one),
        ):
            before = decoded(detail).get("before")
            if before and before not in found and len(found) < ADDRESSES:
                found.append(str(before))
    return found


def _consents(reader: Reader, address: int, email: str) -> list[dict[str, Any]]:
    rows = reader.rows(
        "SELECT c.kind, c.at, c.email, c.text, c.form, c.source, u.address, c.detail "
        "FROM distribution_list_consent c LEFT JOIN people_user u ON u.id = c.by_id "
        "WHERE c.address_id = %s AND c.email = %s ORDER BY c.at, c.id",
        (address, email),
    )
    return [
        {
            "kind": row[0], "at": rfc3339(row[1]), "address": row[2], "text": row[3],
            "form": row[4], "source": row[5], "by": row[6], "detail": decoded(row[7]),
        }
        for row in rows
    ]  # fmt: skip


def _subscriber(reader: Reader, address: int, email: str) -> dict[str, Any] | None:
    row = reader.row(
        "SELECT name, state, since, left_at, language, delivery, paused_until, topics, attributes, "
        "source FROM distribution_list_subscriber WHERE address_id = %s AND email = %s",
        (address, email),
    )
    if row is None:
        return None
    return {
        "name": row[0], "state": row[1], "since": rfc3339(row[2]), "left_at": rfc3339(row[3]),
        "language": row[4], "delivery": row[5], "paused_until": rfc3339(row[6]),
        "topics": decoded(row[7]), "attributes": decoded(row[8]), "source": row[9],
    }  # fmt: skip


def _mail(reader: Reader, sha256: str) -> dict[str, Any]:
    """The mail that asked, whole: it is in the database, see notices.send."""
    row = reader.row("SELECT data FROM store_blob WHERE sha256 = %s", (sha256,))
    raw = bytes(row[0]).decode("utf-8", "replace") if row is not None and row[0] else None
    return {"sha256": sha256, "raw": raw}
