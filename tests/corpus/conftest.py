"""Where the corpora are, and the table of scores at the end of the run."""

import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
Score = Callable[..., None]


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of corpora: TRIPOST_CORPORA, or `../shared/corpora` beside the repository."""
    folder = Path(os.environ.get("TRIPOST_CORPORA") or REPOSITORY.parent / "shared" / "corpora")
    if not folder.is_dir():
        pytest.skip(f"no corpora at {folder} (set TRIPOST_CORPORA)")
    return folder


@pytest.fixture
def score(request: pytest.FixtureRequest) -> Score:
    """`score(set, measure, reached, total, wanted)`: one row of the table; fails below `wanted`."""

    def record(name: str, measure: str, reached: int, total: int, wanted: int) -> None:
        row = [name, measure, reached, total, wanted]
        request.node.user_properties.append(("score", json.dumps(row)))
        assert reached >= wanted, f"{name} {measure}: {reached} of {total}, wanted {wanted}"

    return record


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print all rows, and keep them beside other temporary files for those who want to compare."""
    rows = sorted(
        json.loads(value)
        for reports in terminalreporter.stats.values()
        for report in reports
        if getattr(report, "when", "") == "call"
        for key, value in getattr(report, "user_properties", ())
        if key == "score"
    )
    if not rows:
        return
    lines = [f"{'corpus':<24} {'measure':<28} {'reached':>8} {'of':>6} {'wanted':>7}"]
    for name, measure, reached, total, wanted in rows:
        lines.append(f"{name:<24} {measure:<28} {reached:>8} {total:>6} {wanted:>7}")
    folder = Path(tempfile.gettempdir()) / "tripost-scores"
    folder.mkdir(exist_ok=True)
    target = folder / "corpora.txt"
    target.write_text("\n".join(lines) + "\n")
    terminalreporter.section("corpus scores")
    for line in lines:
        terminalreporter.write_line(line)
    terminalreporter.write_line(f"written to {target}")
