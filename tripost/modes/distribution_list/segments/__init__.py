"""Questions about the subscribers of a list, in the one query language: live, counted, saved."""
