"""The only list of all packages that speak HTTP."""

from fastapi import APIRouter

from tripost.addresses import api as addresses
from tripost.addresses.saved_replies import api as saved_replies
from tripost.conversations import api as conversations
from tripost.conversations import api_drafts as drafts
from tripost.conversations import api_mail as mails
from tripost.conversations import api_search as searching
from tripost.conversations import api_writing as writing
from tripost.conversations.confidential import api as confidential
from tripost.conversations.contact import api as contacts
from tripost.conversations.order import api as order
from tripost.conversations.order import api_forward as forwards
from tripost.conversations.together import api_guests as guests
from tripost.conversations.together import api_notes as notes
from tripost.conversations.together import api_tasks as tasks
from tripost.conversations.work import api as work
from tripost.conversations.work import api_statuses as statuses
from tripost.inbound import api as inbound
from tripost.modes import api as modes
from tripost.modes.distribution_list import api as lists
from tripost.modes.distribution_list.archive import api as archive
from tripost.modes.distribution_list.campaigns import api as campaigns
from tripost.modes.distribution_list.campaigns import api_templates as templates
from tripost.modes.distribution_list.joining import api as joining
from tripost.modes.distribution_list.moderation import api as moderation
from tripost.modes.distribution_list.posting import api as posting
from tripost.modes.distribution_list.results import api as results
from tripost.modes.distribution_list.segments import api as segments
from tripost.modes.distribution_list.subscribers import api as subscribers
from tripost.modes.distribution_list.subscribers import api_attributes as attributes
from tripost.modes.distribution_list.subscribers import api_nested as nested
from tripost.modes.distribution_list.subscribers.imports import api as imports
from tripost.outbound import api as outbound
from tripost.outbound import api_suppressions as suppressions
from tripost.people import api as people
from tripost.people import api_audit as audit
from tripost.people import api_teams as teams
from tripost.people import api_tokens as tokens
from tripost.search import api as search


def routers() -> list[APIRouter]:
    """Every package's router. /addresses/available stands before /addresses/{id}."""
    return [
        people.router,
        teams.router,
        tokens.router,
        work.router,
        statuses.router,
        audit.router,
        conversations.router,
        confidential.router,
        contacts.router,
        writing.router,
        drafts.router,
        notes.router,
        tasks.router,
        guests.router,
        saved_replies.router,
        mails.router,
        searching.router,
        search.router,
        order.router,
        forwards.router,
        addresses.router,
        modes.router,
        lists.router,
        archive.router,
        joining.router,
        moderation.router,
        posting.router,
        subscribers.router,
        attributes.router,
        segments.router,
        nested.router,
        imports.router,
        campaigns.router,
        templates.router,
        results.router,
        inbound.router,
        outbound.router,
        suppressions.router,
    ]
