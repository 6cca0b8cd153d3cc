"""The corridor out: claim, relay, attempt; failure becomes a notice to the writer."""
