"""Will a mail to this address ever arrive? What codes and words of a delivery report weigh."""

import re
from typing import Literal

_FULL = re.compile(
    r"(?:mailbox (?:is )?full|over[ -]?quota|over (?:disk )?quota|quota (?:has been )?exceeded"
    r"|exceed(?:ed|ing|s)? (?:the |their |his |her )?(?:disk |mail )?quota|quota violation"
    r"|reached (?:the )?(?:disk )?quota|exdiskquota|(?:mail)?folder is full|too much mail"
    r"|postfach .{0,20}voll)",
    re.I,
)
# A refusal that says nothing about the address: another mail, or another day, may get through.
_PASSING = re.compile(
    r"(?:temporar|try again|not responding|unavailable or busy|too many hops|mail loop|looping"
    r"|too (?:big|large)|message size|not accepting mail from|spam|polic(?:y|ies)|blocked"
    r"|permission denied|time(?:d[ -]?out| ?expired)|max(?:imum)?-time-expired|name service error"
    r"|not been collected|wasn't able to establish|connection refused"
    r"|(?:after|within|for) (?:\d{1,3}|[a-z]{2,9})(?:\.\d)? (?:attempts|hours?|days)"
    r"|aborted after|\d attempts)",
    re.IGNORECASE,
)
GONE = re.compile(
    r"(?:user unknown|unknown user|(?:no such|unknown|invalid|bad) (?:user|address|mailbox|domain"
    r"|recipient|host)|does(?:n't| not) exist|unknown (?:e-?mail )?address|n'existe pas"
    r"|mailbox (?:unavailable|not found)|address(?:ee)? (?:rejected|unknown)|unbekannt|permanent"
    r"|no mailbox (?:here )?by that name|user not (?:found|known)|not recogni[sz]ed"
    r"|does(?:n't| not) have an? [^\s]{1,80} account|account has been (?:disabled|closed|deleted)"
    r"|not listed in|address is wrong|no longer (?:valid|active|exists|in use|available)"
    r"|no matches to|not exactly match|final email delivery point"
    r"|invalid final delivery user|mailbox disabled)",
    re.IGNORECASE,
)

Action = Literal["failed", "delayed", "delivered", "relayed", "expanded"]


def hardness(action: Action, status: str, detail: str, *, said: bool | None = None) -> bool | None:
    """Hard = never write again. A full mailbox (x.2.2) or a refused text (x.7.x) is soft.

    `said`: the weight of what the report says besides, where the code and the words about this
    address decide nothing.
    """
    if action in {"delivered", "relayed", "expanded"}:
        return None
    if action == "delayed" or status.startswith("4"):
        return False
    if _FULL.search(detail):
        return False
    if status.startswith("5"):
        _, subject, what = status.split(".")
        if (subject, what) in {("2", "2"), ("2", "3"), ("3", "4"), ("4", "7")}:
            return False
        if subject in {"1", "2", "4"} and (subject, what) != ("1", "0"):
            return True
    own = weight(detail)
    return bool(said if own is None else own)


def weight(text: str) -> bool | None:
    """Gone for good, or not; None: it says nothing about that."""
    if _FULL.search(text) or _PASSING.search(text):
        return False
    return True if GONE.search(text) else None
