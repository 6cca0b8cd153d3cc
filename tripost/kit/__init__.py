"""Small tools every floor may use: settings, clock, ids, database access, bus, log."""
