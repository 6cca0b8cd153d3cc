"""Where the tables of mail live."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """Tables of mail, entries, conversations, changes and blobs."""

    name = "tripost.store"
    label = "store"
