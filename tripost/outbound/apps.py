"""Where the tables of outbound live."""

from django.apps import AppConfig


class OutboundConfig(AppConfig):
    """Tables of outbound."""

    name = "tripost.outbound"
    label = "outbound"
