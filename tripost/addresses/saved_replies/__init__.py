"""Texts that are sent again and again, for me, an address or all."""
