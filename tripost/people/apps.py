"""Where the tables of people live."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Tables of people."""

    name = "tripost.people"
    label = "people"
