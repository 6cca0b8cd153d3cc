"""The outbox: what is frozen to leave, to whom, when, and what became of it."""
