"""Campaigns: composed in the web app, looked at, frozen, sent to a list or a part of it."""
