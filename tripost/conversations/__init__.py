"""Append, note, assign, set state, label, draft: what every two-way mode shares."""
