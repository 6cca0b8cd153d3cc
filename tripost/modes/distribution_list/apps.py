"""Where the tables of the distribution list live."""

from django.apps import AppConfig


class DistributionListConfig(AppConfig):
    """Subscribers, campaigns, archive."""

    name = "tripost.modes.distribution_list"
    label = "distribution_list"
