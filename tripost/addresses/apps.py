"""Where the tables of addresses live."""

from django.apps import AppConfig


class AddressesConfig(AppConfig):
    """Tables of addresses."""

    name = "tripost.addresses"
    label = "addresses"
