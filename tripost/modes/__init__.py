"""The three rooms, their registry and the switch between them."""
