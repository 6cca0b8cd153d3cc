"""How much of a mail is looked at: what lies beyond stays in raw and is kept as it is."""

from typing import Final

# Each number has a hostile mail behind it; tests/core/message/test_hostile.py sends them.
MAX_DEPTH: Final = 100  # multiparts and attached mails inside each other; deeper = one attachment
MAX_PARTS: Final = 10_000  # of one mail; what follows the last one belongs to it
MAX_PARAMETERS: Final = 200  # of one Content-Type or Content-Disposition
MAX_FIELD: Final = 100 * 1024  # bytes of one header field that are decoded
MAX_ADDRESS_FIELD: Final = 1024 * 1024  # To: may really name 20,000 people
MAX_ADDRESSES: Final = 20_000  # of one header field
MAX_HEADER: Final = 4 * 1024 * 1024  # bytes of one header block that are read
MAX_ID: Final = 998  # RFC 5322 §2.1.1: no line, so no Message-ID, is longer
MAX_REFERENCES: Final = 51  # the first one and the last fifty
MAX_GUESSES: Final = 8  # undeclared charsets guessed per mail; a guess costs milliseconds
MAX_SCAN: Final = 16  # boundary search may read the mail this often (nesting repeats it) …
MIN_SCAN: Final = 128 * 1024 * 1024  # … or this many bytes, whichever is more
MAX_UUENCODED: Final = 100  # files inside one text
