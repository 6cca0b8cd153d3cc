"""Questions about the subscribers of a list, in the one query language: live, counted, saved."""

from tripost.modes.distribution_list.segments.compile import check, compiled

__all__ = ["check", "compiled"]
