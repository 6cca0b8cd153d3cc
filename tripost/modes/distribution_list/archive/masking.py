"""Mail addresses in a text that strangers read, made useless for whoever collects them. Pure."""

import re
from typing import Final

# Whatever could be an address, also with the @ of other alphabets; longest parts bounded, so that
# a text made to be slow is not.
_ADDRESS: Final = re.compile(
    r"(?P<local>[^\s@\uff20<>()\[\]\"',;:]{1,64})\s?[@\uff20]\s?"
    r"(?P<domain>[^\s@\uff20<>()\[\]\"',;:]{1,253})"
)
HIDDEN: Final = "…"


def masked(text: str) -> str:
    """`anna@acme.example` becomes `anna@…`; everything else stays."""
    return _ADDRESS.sub(_hidden, text)


def _hidden(found: re.Match[str]) -> str:
    end = found["domain"][len(found["domain"].rstrip(".!?")) :]
    return f"{found['local']}@{HIDDEN}{end}"
