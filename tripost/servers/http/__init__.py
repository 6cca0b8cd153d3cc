"""The web door: FastAPI on the wire, Django's pages behind it."""
