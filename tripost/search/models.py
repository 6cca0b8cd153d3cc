"""The search index has no Django model: migration 0001 makes it per database."""
