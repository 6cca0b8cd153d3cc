"""The corridor in: accept durably, then process to exactly one outcome."""
