"""The house stays easy to see: short files that say what they are for, documents that are true."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from tripost.kit.settings import Settings

ROOT = Path(__file__).resolve().parent.parent.parent
LONGEST_FILE = 400  # lines
LONGEST_FUNCTION = 60
MODULES = sorted(
    path for path in (ROOT / "tripost").rglob("*.py") if "migrations" not in path.parts
)
WEB = sorted(
    path
    for ending in ("ts", "tsx")
    for path in (ROOT / "web" / "app" / "src").rglob(f"*.{ending}")
    if not path.name.endswith(".d.ts") and "locales" not in path.parts
)
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "tripost").rglob("*.md")]
)


def tracked() -> list[Path]:
    found = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    return [ROOT / name for name in found if name and (ROOT / name).exists()]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_short_and_says_what_it_is_for(path: Path) -> None:
    text = path.read_text()
    assert text.count("\n") <= LONGEST_FILE
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "the first line says what the file is for"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{node.name} has {length} lines"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_public_functions_are_documented(path: Path) -> None:
    for node in ast.parse(path.read_text()).body:
        named = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        if named and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name} has no docstring"


@pytest.mark.parametrize("path", WEB, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_web_file_is_short_and_begins_with_a_comment(path: Path) -> None:
    text = path.read_text()
    assert text.count("\n") <= LONGEST_FILE
    assert text.lstrip().startswith(("//", "/*")), "the first line says what the file is for"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_in_documents_lead_somewhere(path: Path) -> None:
    for link in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text()):
        if not link.startswith(("http:", "https:", "mailto:")):
            assert (path.parent / link).exists(), f"{link} is not there"


def test_architecture_names_only_what_exists() -> None:
    for name in re.findall(
        r"`((?:tripost/)?[a-z_]+/[a-z_/]+\.py)`", (ROOT / "ARCHITECTURE.md").read_text()
    ):
        assert (ROOT / "tripost" / name.removeprefix("tripost/")).exists(), name


def test_every_setting_is_in_the_handbook_of_operation_and_no_other() -> None:
    text = (ROOT / "docs" / "operations.md").read_text()
    table = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `TRIPOST_")]
    told = {name.lower() for cell in table for name in re.findall(r"TRIPOST_([A-Z_]+)", cell)}
    assert told == set(Settings.model_fields)


def test_locks_carry_hashes_and_no_address() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text()
        assert "://" not in text
        assert all("--hash=" in block for block in re.split(r"\n(?=[a-z])", text) if "==" in block)
    assert '"resolved"' not in (ROOT / "web" / "app" / "package-lock.json").read_text()


def test_nothing_is_pickled() -> None:
    used = [
        path for path in MODULES if re.search(r"^\s*(import|from) pickle", path.read_text(), re.M)
    ]
    assert used == []


def test_nobody_writes_beside_the_actions() -> None:
    """Views and queries translate and read; they never save."""
    write = re.compile(r"\.(save|bulk_create|update_or_create|get_or_create)\(|objects\.create\(")
    for path in MODULES:
        if path.name in ("api.py", "queries.py", "mode.py", "decide.py") or "servers" in path.parts:
            assert not write.search(path.read_text()), path.relative_to(ROOT)


def test_no_file_is_left_over() -> None:
    names = {path.name for path in tracked()}
    assert not names & {"utils.py", "helpers.py", "misc.py", "helpers2.py", "utils.ts"}
