"""What became of a mailing: its numbers, every recipient, the links they followed."""
