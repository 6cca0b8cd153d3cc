"""The demo world: a small furniture maker in Leipzig, its people and several weeks of mail."""
