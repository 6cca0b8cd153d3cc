"""SMTP and LMTP as pure grammar: bytes in, actions out; no sockets, no clock."""
