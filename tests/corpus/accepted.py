"""Where Tripost reads a mail of mime_stalwart otherwise than the set does, and why.

Keys: measure and mail. A difference that is gone fails the test.
"""

_GUESSED = "8-bit without a charset: we guess what was meant, the set shows replacement signs"
_OUTER = "RFC 2046 §5.1.2: a delimiter of the outer multipart ends the inner ones too"
_PREFIX = "boundaries that begin alike are told apart by the whole line"
_CUT = "the mail ends too early: its last text is shown, the set calls it an attachment"
_FUZZ = "a mail broken by a fuzzer; all its parts are kept, the reading is arbitrary"

MAILS: dict[tuple[str, str], str] = {
    ("subject", "legacy/010"): _GUESSED,
    ("subject", "legacy/020"): _GUESSED,
    ("subject", "legacy/022"): _GUESSED,
    ("subject", "legacy/027"): _GUESSED,
    ("subject", "legacy/052"): _GUESSED,
    ("from", "thirdparty/007"): "`moderator` has no domain: nobody could answer to it",
    ("text", "legacy/033"): _GUESSED,
    ("text", "legacy/049"): "uuencoded files leave the text and become attachments",
    ("text", "legacy/052"): _GUESSED,
    ("text", "malformed/001"): _PREFIX,
    ("text", "malformed/005"): "the boundary `a----` also closes `a--`: kept whole as attachment",
    ("text", "malformed/007"): _PREFIX,
    ("text", "malformed/009"): _OUTER,
    ("text", "malformed/011"): _OUTER,
    ("text", "malformed/016"): _PREFIX,
    ("text", "malformed/019"): _FUZZ,
    (
        "text",
        "thirdparty/002",
    ): "words after the base64 padding are no base64; the set decodes them",
    ("text", "thirdparty/005"): "RFC 2046 §5.1.1: a delimiter stands at the beginning of a line",
    ("html", "malformed/019"): _FUZZ,
    ("attachments", "legacy/049"): "the three uuencoded files in the text are attachments",
    ("attachments", "malformed/001"): _CUT,
    ("attachments", "malformed/003"): _CUT,
    ("attachments", "malformed/006"): _CUT,
    ("attachments", "malformed/007"): _CUT,
    ("attachments", "malformed/008"): _CUT,
    ("attachments", "malformed/009"): _OUTER,
    ("attachments", "malformed/011"): _OUTER,
    ("attachments", "malformed/012"): _OUTER,
    ("attachments", "malformed/016"): _CUT,
    ("attachments", "malformed/019"): _FUZZ,
    ("attachments", "thirdparty/002"): "undecodable base64 is shown as the text it says it is",
    ("attachments", "thirdparty/015"): "three parts are attached: the set reads them as one",
}
