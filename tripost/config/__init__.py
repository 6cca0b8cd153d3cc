"""Django settings, derived from `kit.settings`."""
