"""Posts collected into one mail a day or a week, for who wants them so (RFC 2046 §5.1.5)."""
