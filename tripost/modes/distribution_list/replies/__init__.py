"""Answers to what went to a whole list: one conversation per person and send, in an inbox."""
