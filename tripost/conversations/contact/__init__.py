"""People outside: who they are, what we know of them, and who may know it."""
