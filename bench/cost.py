"""What a server costs: CPU seconds and memory of its whole process tree."""

from pathlib import Path

import psutil


def cpu(pid: int) -> float:
    """CPU seconds used so far by a process, its children, and children that have ended."""
    return sum(_own(one) for one in _tree(pid))


def memory(pid: int) -> dict[str, float]:
    """Resident megabytes by process: the first is the server's own, then its children by name."""
    found: dict[str, float] = {}
    for place, one in enumerate(_tree(pid)):
        name = "server" if place == 0 else f"child {place} ({_what(one)})"
        found[name] = one.memory_info().rss / 1e6
    return found


def peak(pid: int) -> float:
    """Megabytes at the peak of each process of the tree, added up."""
    return sum(_most(one.pid) for one in _tree(pid))


def unshared(pid: int) -> float:
    """Megabytes that only this tree holds (proportional set size, shared pages counted once)."""
    return sum(float(one.memory_full_info().pss) for one in _tree(pid)) / 1e6


def _tree(pid: int) -> list[psutil.Process]:
    root = psutil.Process(pid)
    return [root, *root.children(recursive=True)]


def _own(one: psutil.Process) -> float:
    try:
        used = one.cpu_times()
    except psutil.NoSuchProcess:  # it ended meanwhile: its parent has its time
        return 0.0
    return float(used.user + used.system + used.children_user + used.children_system)


def _most(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def _what(one: psutil.Process) -> str:
    line = one.cmdline()
    return line[2] if line[1:2] == ["-m"] else one.name()
