"""JSON columns as hand-written SQL answers them: text on both databases, parsed by an ORM row."""

import json
from typing import Any


def decoded(value: Any) -> Any:
    """What stands in the column; None where nothing does."""
    return json.loads(value) if isinstance(value, str) else value


def mapping(value: Any) -> dict[str, Any]:
    """The same where an object is wanted: empty for NULL and for what is none."""
    found = decoded(value)
    return found if isinstance(found, dict) else {}
