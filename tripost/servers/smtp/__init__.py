"""The doors for mail: mx (25) and lmtp, asyncio shells around core.smtp."""
