"""The `tripost` command."""
