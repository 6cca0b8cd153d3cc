"""Was a mail written by a machine, and may a machine answer it? RFC 3834."""

import re
from dataclasses import dataclass
from typing import Literal

from tripost.core.message.model import ParsedMessage

Kind = Literal["bounce", "auto-reply", "list", "bulk", "calendar", "report", "receipt"]

_BULK = {"bulk", "junk", "list"}
# Local parts nobody reads (RFC 3834 §2, RFC 2142 §6, and custom).
_MACHINES = re.compile(
    r"(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?|owner-.{1,64}|.{1,64}-owner"
    r"|.{1,64}-request|.{1,64}-bounces?|bounces?[+-].{1,200}|abuse|notifications?|daemon)"
)
_BOUNCE_SUBJECT = re.compile(
    r"(?:undeliver(?:ed|able)|delivery (?:status notification|failure|has failed|report)"
    r"|mail delivery (?:failed|failure|system)|failure notice|returned mail|delivery delayed"
    r"|mail delivery warning|failed mail|delivery (?:problem|error)|undeliver|mail could not"
    r"|non-delivery|mail not delivered|not yet been delivered|message .{1,80} delayed"
    r"|warning: (?:could not send|message delayed)|non ?remis|nicht zustellbar"
    r"|unzustellbar|zustellung fehlgeschlagen|mail system error)",
    re.IGNORECASE,
)
_AWAY_SUBJECT = re.compile(
    r"(?:auto(?:matic|mated|matische|mática|matica)? ?-?(?:reply|response|antwort)\b"
    r"|out of (?:the )?office(?: ?auto-?reply| reply| notice| message|:)"
    r"|abwesenheits(?:notiz|meldung|nachricht|agent|assistent)"
    r"|r(?:éponse|espuesta|isposta) autom[aá]ti(?:que|ca)"
    r"|vacation (?:reply|response|notice|message))",
    re.IGNORECASE,
)
_AWAY_FIELDS = ("x-autoreply", "x-autorespond", "x-autoresponse", "x-autoreply-from")


@dataclass(frozen=True, slots=True)
class Automatic:
    """What a mail is; None = a person wrote it. `reason` names the sign, for the ledger."""

    kind: Kind | None
    reason: str

    @property
    def by_machine(self) -> bool:
        return self.kind is not None


def classify(parsed: ParsedMessage, *, envelope_sender: str | None) -> Automatic:
    """Kind and reason. `envelope_sender`: MAIL FROM without brackets, "" = null, None = unknown.

    `Auto-Submitted: no` is not automatic (RFC 3834 §5), whatever else the mail looks like, except
    that a delivery report stays one.
    """
    kind = parsed.root.content_type
    report = _report_type(parsed)
    if report == "delivery-status":
        return Automatic("bounce", "multipart/report")  # RFC 3464 §2
    if report == "disposition-notification":
        return Automatic("receipt", "disposition-notification")  # RFC 8098 §3
    if report and not (report == "report" and _looks_returned(parsed, envelope_sender)):
        return Automatic("report", report)  # ARF, RFC 5965; DMARC, RFC 6591
    submitted = _token(parsed, "auto-submitted")
    if submitted == "no":
        return Automatic(None, "auto-submitted: no")
    if _looks_returned(parsed, envelope_sender):
        return Automatic("bounce", "null sender and subject")
    if submitted == "auto-replied" or _is_away(parsed):
        return Automatic("auto-reply", "auto-submitted" if submitted else "away notice")
    if kind == "text/calendar" or _has_invitation(parsed):
        return Automatic("calendar", "text/calendar")
    if parsed.list_id or parsed.raw_field("list-post") or parsed.raw_field("mailing-list"):
        return Automatic("list", "list-id" if parsed.list_id else "list-post")
    if submitted:  # auto-generated, auto-notified and what is still to come
        return Automatic("bulk", f"auto-submitted: {submitted}"[:80])
    precedence = _token(parsed, "precedence")
    if precedence in _BULK:
        return Automatic("list" if precedence == "list" else "bulk", f"precedence: {precedence}")
    if parsed.list_unsubscribe or parsed.raw_field("feedback-id"):
        return Automatic("bulk", "list-unsubscribe" if parsed.list_unsubscribe else "feedback-id")
    if envelope_sender == "" or _return_path_is_null(parsed, envelope_sender):
        return Automatic("auto-reply", "null sender")
    return Automatic(None, "")


def may_answer_automatically(
    parsed: ParsedMessage, *, envelope_sender: str | None, ours: frozenset[str] = frozenset()
) -> bool:
    """May a vacation note or receipt go to the sender? RFC 3834 §2, and never to ourselves.

    `ours`: our own addresses in lower case. Limits per sender are the caller's business.
    """
    if classify(parsed, envelope_sender=envelope_sender).by_machine:
        return False
    target = envelope_sender
    if target is None:
        target = parsed.from_[0].address if len(parsed.from_) == 1 else ""
    local, at, _ = target.rpartition("@")
    if not at or _MACHINES.fullmatch(local.lower()) or target.lower() in ours:
        return False
    authors = {one.address.lower() for one in parsed.from_}
    if not any(authors) or authors & ours or "several-from" in parsed.warnings:
        return False
    if any(_MACHINES.fullmatch(author.rpartition("@")[0]) for author in authors):
        return False
    # Exchange: a sender that asks for no automatic answers ([MS-OXCMAIL] §2.2.3.2.14).
    suppress = parsed.field("x-auto-response-suppress").lower()
    asked = {word.strip() for word in suppress.split(",")}
    return not asked & {"all", "oof", "autoreply"} and not parsed.raw_field("x-loop")


def nobody_reads(address: str) -> bool:
    """An address of machines by its name: MAILER-DAEMON, no-reply, list-request … (RFC 3834 §2)."""
    return _MACHINES.fullmatch(address.rpartition("@")[0].lower()) is not None


def _token(parsed: ParsedMessage, name: str) -> str:
    """The keyword of a field, without comment and parameters, in lower case."""
    value = parsed.field(name).lower()
    return re.split(r"[\s;(]", value, maxsplit=1)[0] if value else ""


def _report_type(parsed: ParsedMessage) -> str:
    """`report-type` of a multipart/report (RFC 6522 §3), read from its parts, which cannot lie."""
    if parsed.root.content_type != "multipart/report":
        return ""
    for part in parsed.root.children:
        main, _, sub = part.content_type.partition("/")
        if main == "message" and sub in {"delivery-status", "global-delivery-status"}:
            return "delivery-status"
        if main == "message" and sub.endswith("disposition-notification"):
            return "disposition-notification"
        if main == "message" and sub == "feedback-report":
            return sub
    return "report"


def _looks_returned(parsed: ParsedMessage, envelope_sender: str | None) -> bool:
    """A report of before RFC 3464: from the daemon or nobody, with a subject all of them use."""
    if parsed.raw_field("x-failed-recipients"):
        return True
    author = parsed.from_[0].address.lower() if parsed.from_ else ""
    if envelope_sender == "" and author.startswith("mailer-daemon@"):
        return True  # it writes nothing else
    daemon = author.startswith(("mailer-daemon@", "postmaster@")) or not author
    if not daemon and envelope_sender != "":
        return False
    return bool(_BOUNCE_SUBJECT.search(parsed.subject[:200]))


def _is_away(parsed: ParsedMessage) -> bool:
    if any(parsed.raw_field(name) for name in _AWAY_FIELDS):
        return True
    if _token(parsed, "precedence") in {"auto_reply", "auto-reply"}:
        return True
    # Only what a subject begins with: a person may well write about vacations.
    return bool(_AWAY_SUBJECT.match(parsed.subject[:200]))


def _has_invitation(parsed: ParsedMessage) -> bool:
    """An invitation, or an answer to one (RFC 6047 §2.4): the calendar is one of the bodies."""
    return any(
        part.content_type == "text/calendar" and part.disposition != "attachment"
        for part in parsed.root.walk()
    )


def _return_path_is_null(parsed: ParsedMessage, envelope_sender: str | None) -> bool:
    return envelope_sender is None and (parsed.raw_field("return-path") or b"").strip() == b"<>"
