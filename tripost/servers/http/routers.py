"""The only list of all packages that speak HTTP."""

from fastapi import APIRouter

from tripost.conversations import api as conversations
from tripost.conversations import api_mail as mails
from tripost.people import api as people


def routers() -> list[APIRouter]:
    """Every package's router, in the order of the handbook."""
    return [people.router, conversations.router, mails.router]
