"""What a post is allowed to be, what its copies look like, and who decides where it waits."""
