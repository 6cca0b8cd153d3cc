"""The counting next hop from outside: started, asked, waited for."""

import socket
import subprocess
import sys
import time
from contextlib import suppress

from bench.server import free_ports

SILENCE = 20.0  # seconds without a single copy: then it is said how far it came


class Sink:
    """`bench.sink` in a process of its own."""

    def __init__(self) -> None:
        (self.port,) = free_ports(1)
        self._process = subprocess.Popen([sys.executable, "-m", "bench.sink", str(self.port)])
        listening(self.port)

    def zero(self) -> None:
        """Count anew."""
        self._ask("XZERO")

    def wait(self, number: int, *, patience: float) -> tuple[float, float]:
        """(first, last) in seconds since 1970, once `number` recipients were taken."""
        until, heard, before = time.monotonic() + patience, time.monotonic(), -1
        while time.monotonic() < until and time.monotonic() < heard + SILENCE:
            taken, _, first, last = self._ask("XSTAT")
            if int(taken) >= number:
                assert int(taken) == number, f"{taken} instead of {number}"
                return float(first), float(last)
            if int(taken) != before:
                before, heard = int(taken), time.monotonic()
            time.sleep(0.02 if number < 20_000 else 0.1)
        raise TimeoutError(f"{self._ask('XSTAT')[0]} of {number} copies")

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()

    def _ask(self, verb: str) -> list[str]:
        with socket.create_connection(("127.0.0.1", self.port)) as line:
            file = line.makefile("rb")
            file.readline()
            line.sendall(verb.encode() + b"\r\n")
            return file.readline().decode().split()[1:]


def listening(port: int, *, seconds: float = 60) -> None:
    """Returns once somebody listens on `port`."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        time.sleep(0.05)
    raise RuntimeError(f"nobody listens on {port}")
