"""Work on conversations: states, assignment, priority, due times, and what is undone again."""
