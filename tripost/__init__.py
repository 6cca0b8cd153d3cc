"""Tripost: one address, three ways to work on it."""

__version__ = "0.1.0"
