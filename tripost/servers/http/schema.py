"""Prints the OpenAPI document: `python -m tripost.servers.http.schema > openapi.json`."""

import json
import os
import sys
import tempfile


def main() -> None:
    """The document, sorted, so that a change is a small difference."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("TRIPOST_DATA", folder)  # settings want one; nothing is written
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tripost.config.settings")
        import django

        django.setup()
        from tripost.servers.http.api import make_api, openapi

        json.dump(openapi(make_api()), sys.stdout, indent=1, sort_keys=True, ensure_ascii=False)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
