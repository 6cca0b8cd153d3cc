"""Working together on a conversation: notes, tasks, who has seen it, who is invited, guests."""
