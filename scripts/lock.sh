#!/bin/sh
# Makes requirements/*.txt anew from pyproject.toml: hashes, and no registry address.
set -eu
cd "$(dirname "$0")/.."
export UV_PYTHON_DOWNLOADS=never
compile() { .venv/bin/uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-emit-find-links --no-annotate --no-header "$@"; }
[ -x .venv/bin/uv ] || .venv/bin/pip install -q uv
compile pyproject.toml -o requirements/runtime.txt
compile --group dev pyproject.toml -c requirements/runtime.txt -o requirements/dev.txt
