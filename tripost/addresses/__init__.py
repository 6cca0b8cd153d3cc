"""Domains, addresses with their mode, aliases and identities."""
