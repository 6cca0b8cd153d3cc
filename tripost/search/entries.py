"""Fields that speak of one mail (alias `m` of entry `e`)."""

from typing import Final

from django.db import connection

from tripost.core.query import Field
from tripost.search.condition import Condition, any_of, like

TEXTS: Final = frozenset(("from", "to", "cc", "filename"))
"""Their words are in the index with the mail, so that it can be asked first."""
FIELDS: Final = TEXTS | {"larger", "smaller"}


def condition(field: Field) -> Condition:
    """The mail `m` is like that; false for a note."""
    text = str(field.value)
    match field.name:
        case "from":
            found = any_of([like("m.from_address", text), like("m.from_name", text)])
            return _certain(found)
        case "to" | "cc":
            return _certain(like(_among(field.name), text))
        case "filename":
            named = like("f.name", text)
            return Condition(
                "EXISTS (SELECT 1 FROM store_attachment f WHERE f.message_id = m.id AND "
                f"{named.sql})",
                named.values,
            )
    sign = ">" if field.name == "larger" else "<"
    return Condition(
        f"EXISTS (SELECT 1 FROM store_blob b WHERE b.sha256 = m.blob_id AND b.size {sign} %s)",
        (field.value,),
    )


def _certain(part: Condition) -> Condition:
    """A note has no mail: no, not unknown."""
    return Condition(f"(m.id IS NOT NULL AND ({part.sql}))", part.values)


def _among(role: str) -> str:
    """Names and addresses of one header field, as text. To: whoever it reached openly."""
    if role == "cc":
        if connection.vendor == "sqlite":
            return "COALESCE(json_extract(m.recipients, '$.cc'), '')"
        return "COALESCE(CAST(m.recipients -> 'cc' AS TEXT), '')"
    return "CAST(m.recipients AS TEXT)"
