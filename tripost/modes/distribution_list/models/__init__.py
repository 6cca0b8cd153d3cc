"""The tables of distribution lists, by what they are about."""

from tripost.modes.distribution_list.models.campaign import (
    Campaign,
    Click,
    Frozen,
    InDigest,
    Template,
)
from tripost.modes.distribution_list.models.joining import (
    Attribute,
    Consent,
    Import,
    ImportLine,
    Notice,
    SignUp,
)
from tripost.modes.distribution_list.models.moderation import Allowed, Answer, HeldPost
from tripost.modes.distribution_list.models.settings import Archived, ListSettings, Nested
from tripost.modes.distribution_list.models.subscriber import Segment, Subscriber

__all__ = [
    "Allowed",
    "Answer",
    "Archived",
    "Attribute",
    "Campaign",
    "Click",
    "Consent",
    "Frozen",
    "HeldPost",
    "Import",
    "ImportLine",
    "InDigest",
    "ListSettings",
    "Nested",
    "Notice",
    "Segment",
    "SignUp",
    "Subscriber",
    "Template",
]
