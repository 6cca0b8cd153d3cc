"""The room of the distribution list: one way, one address to many."""
