"""Where the tables of jobs live."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Tables of jobs."""

    name = "tripost.jobs"
    label = "jobs"
