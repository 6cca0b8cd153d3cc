"""A file of subscribers: looked at, loaded in short steps that survive a kill, taken back."""
