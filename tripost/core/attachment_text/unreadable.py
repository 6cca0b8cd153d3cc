"""Why a file gives no words."""


class Unreadable(Exception):
    """Broken, locked or far too large; the text says which."""
