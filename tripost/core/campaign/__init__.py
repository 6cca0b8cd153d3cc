"""What a campaign says: blocks or MJML with variables, made into one mail with places to fill."""

from tripost.core.campaign.base import Base, Heading, make
from tripost.core.campaign.blocks import BadContent, Brand, Content, read
from tripost.core.campaign.hints import Hint, hints
from tripost.core.campaign.slots import Slot, Template
from tripost.core.campaign.variables import KNOWN, Place, places, unknown

__all__ = [
    "KNOWN",
    "BadContent",
    "Base",
    "Brand",
    "Content",
    "Heading",
    "Hint",
    "Place",
    "Slot",
    "Template",
    "hints",
    "make",
    "places",
    "read",
    "unknown",
]
