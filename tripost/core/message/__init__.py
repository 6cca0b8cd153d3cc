"""Understanding a mail: raw bytes in, a frozen ParsedMessage out, never an error."""

from tripost.core.message.body import decode_text
from tripost.core.message.model import Attachment, Mailbox, ParsedMessage, Part
from tripost.core.message.parse import decode_part, parse

__all__ = [
    "Attachment",
    "Mailbox",
    "ParsedMessage",
    "Part",
    "decode_part",
    "decode_text",
    "parse",
]
