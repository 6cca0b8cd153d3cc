"""The doors: protocol to domain and back, no decisions."""
