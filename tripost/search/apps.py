"""Where the tables of search live."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Tables of search."""

    name = "tripost.search"
    label = "search"
