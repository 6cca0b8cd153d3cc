"""Every door that only looks, and how to ask: what is open always, what is hidden by its id."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.rights.hidden import CANARY, HIDDEN_CONTACT, OPEN_CONTACT, OTHER_HIDDEN, Ground

Paths = Callable[[Ground], list[str]]


@dataclass(frozen=True)
class Door:
    """How to ask one operation: `always` for what is there in any case, `thing` (with a template)
    for what names something by its id."""

    always: Paths = field(default=lambda ground: [])
    thing: str = ""
    templates: tuple[str, ...] = ()


def _just(*paths: str) -> Door:
    return Door(always=lambda ground: [*paths])


def _of_address(*templates: str) -> Door:
    """Asked of every address there is."""
    return Door(
        always=lambda ground: [
            template.format(a=address.pk)
            for template in templates
            for address in (ground.support, ground.sales)
        ]
    )


def _thing(kind: str, *templates: str) -> Door:
    """Asked of the open thing always, and of the hidden one as of one that is not there."""
    return Door(
        always=lambda ground: [
            template.format(ground.open[kind], **ground.open) for template in templates
        ],
        thing=kind,
        templates=templates,
    )


def named(template: str, ident: str, ground: Ground, *, base: str = "") -> str:
    """The path for this thing; what else it names is open."""
    return base + template.format(ident, **ground.open)


VIEWS = (
    "all", "open", "mine", "unassigned", "waiting", "later", "closed", "unread", "drafts",
    "mentions", "followed", "starred", "spam", "trash", "due",
)  # fmt: skip
SORTS = ("newest", "oldest", "waiting", "due", "wakes", "priority")
QUERIES = (
    CANARY, f"{CANARY}*", f"{CANARY}body", f"{CANARY}subject", f"{CANARY}note", f"{CANARY}file",
    f"from:{HIDDEN_CONTACT}", f"participant:{CANARY}", f"subject:{CANARY}subject",
    f"label:{CANARY}label", f"filename:{CANARY}", f"cc:{OTHER_HIDDEN}", "is:confidential",
    "is:unread", "is:open", "has:task", "has:note", "has:attachment", "has:link", "priority:high",
    "due:<1d", "Rechnung", "steht -offen", f"-{CANARY}body", "rechnung OR x", "larger:0",
)  # fmt: skip
TYPED = (
    "z",
    "zq",
    CANARY,
    "label:z",
    "label:",
    "from:z",
    "participant:zq",
    "to:",
    "in:",
    "status:",
)

DOORS: dict[str, Door] = {
    "get_me": _just("/me"),
    "list_tokens": _just("/tokens"),
    "list_people": _just("/people"),
    "list_users": _just("/users"),
    "list_teams": _just("/teams"),
    "list_statuses": _just("/statuses"),
    "list_labels": _just("/labels"),
    "list_domains": _just("/domains"),
    "list_addresses": _just("/addresses"),
    "is_address_available": _just("/addresses/available?address=new@acme.example"),
    "get_address_settings": _of_address("/addresses/{a}/settings"),
    "preview_mode": _of_address(
        *(f"/addresses/{{a}}/mode-preview?to={to}" for to in ("list", "mailbox", "inbox"))
    ),
    "list_subscribers": _of_address(
        "/addresses/{a}/subscribers?limit=1000", "/addresses/{a}/subscribers?q=-wrote:1y"
    ),
    "get_subscriber": _of_address("/addresses/{a}/subscribers/a@x.example"),
    "get_evidence": _of_address("/addresses/{a}/subscribers/a@x.example/evidence.json"),
    "list_archive": _of_address("/addresses/{a}/archive", "/addresses/{a}/archive?q=z"),
    "list_attributes": _of_address("/addresses/{a}/attributes"),
    "export_subscribers": _of_address("/addresses/{a}/subscribers.csv"),
    "list_imports": _of_address("/addresses/{a}/imports"),
    "get_import": _of_address("/addresses/{a}/imports/5"),
    "import_errors": _of_address("/addresses/{a}/imports/5/errors.csv"),
    "list_mailings": _of_address("/addresses/{a}/mailings"),
    "get_mailing": _thing("mailing", "/mailings/{}"),
    "list_mailing_recipients": _thing("mailing", "/mailings/{}/recipients"),
    "export_mailing": _thing("mailing", "/mailings/{}/recipients.csv"),
    "list_campaigns": _of_address("/addresses/{a}/campaigns"),
    "get_campaign": _just("/campaigns/5"),
    "preview_campaign": _just("/campaigns/5/preview"),
    "list_campaign_hints": _just("/campaigns/5/hints"),
    "count_campaign_audience": _just("/campaigns/5/audience"),
    "list_templates": _of_address("/addresses/{a}/templates"),
    "get_list": _of_address("/addresses/{a}/list"),
    "preview_from": _of_address("/addresses/{a}/from-preview?author=anna@acme.example"),
    "list_allowed": _of_address("/addresses/{a}/allowed"),
    "check_domain": _just("/domains/5/checks"),
    "list_suppressions": _just("/suppressions"),
    "list_segments": _of_address("/addresses/{a}/segments"),
    "complete_segment": _of_address("/addresses/{a}/segments/complete?q=wrote:&at=6"),
    "list_held": _of_address("/addresses/{a}/held"),
    "get_views": _just("/views"),
    "list_saved_views": _just("/saved-views"),
    "list_conversations": Door(
        always=lambda ground: [
            *(f"/conversations?view={view}&limit=1000" for view in VIEWS),
            *(f"/conversations?sort={sort}&limit=1" for sort in SORTS),
            *(f"/conversations?address={a.pk}&limit=1000" for a in (ground.support, ground.sales)),
            *(f"/conversations?address={ground.support.pk}&view={view}" for view in VIEWS),
            *(f"/conversations?q={q}&limit=1000" for q in QUERIES),
            f"/conversations?ids={ground.open['conversation']}",
        ],
        thing="conversation",
        templates=("/conversations?ids={}",),
    ),
    "search": _just(*(f"/search?q={q}&limit=1000" for q in QUERIES)),
    "complete_query": _just(*(f"/query/complete?q={q}&at={len(q)}" for q in TYPED)),
    "list_contacts": _just(*(f"/contacts?q={q}" for q in ("z", CANARY, "geheim", "offen", "a"))),
    "get_contact": Door(
        always=lambda ground: [f"/contacts/{OPEN_CONTACT}"],
        thing="contact",
        templates=("/contacts/{}",),
    ),
    "get_conversation": _thing("conversation", "/conversations/{}"),
    "list_deliveries": _thing("conversation", "/conversations/{}/deliveries"),
    "list_mentionable": _thing("conversation", "/conversations/{}/mentionable"),
    "list_drafts": _just("/drafts"),
    "list_tasks": _just("/tasks", "/tasks?mine=1", "/tasks?mine=0"),
    "view_message": _thing("message", "/messages/{}/view", "/messages/{}/view?full=1&remote=1"),
    "raw_message": _thing("message", "/messages/{}/raw"),
    "get_attachment": _thing("attachment", "/attachments/{}", "/attachments/{}?inline=1"),
    "get_upload": _thing("upload", "/uploads/{}"),
    "get_picture": _just("/proxy?u=aHR0cDovL3guZXhhbXBsZQ&sig=x"),
    "list_intake": _just("/intake?limit=1000", "/intake?outcome=new"),
    "list_outbox": _just("/outbox?limit=1000", "/outbox?state=queued"),
    "list_audit": _just("/audit?limit=1000"),
    "list_saved_replies": Door(
        always=lambda ground: ["/saved-replies", f"/saved-replies?address={ground.support.pk}"]
    ),
    "fill_saved_reply": _thing("conversation", "/saved-replies/{reply}/filled?conversation={}"),
    "understand_time": _just("/when?text=morgen&timezone=Europe/Berlin"),
}
