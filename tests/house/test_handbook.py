"""The handbook says what the app does: its tables of fields and keys are those of the code."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tripost.core.query import FIELDS, fields_of, parse
from tripost.core.query.fields import IS, STATES
from tripost.modes.distribution_list.segments.grammar import grammar
from tripost.modes.distribution_list.segments.ground import Ground
from tripost.search.meaning import NOBODY, Meaning

ROOT = Path(__file__).resolve().parent.parent.parent
HANDBOOK = ROOT / "docs" / "handbook"
WEB = ROOT / "web" / "app" / "src"
LANGUAGES = ("en", "de")
KEYS_IN = {"en": {}, "de": {"Ctrl": "Strg", "Shift": "Umschalt"}}

COMMAND = re.compile(r'title: msg`([^`]+)`(?:(?!title: msg).)*?\n  keys: "([^"]+)"', re.S)
PLACE = re.compile(r'\bto\("\w+", "([^"]+)", msg`([^`]+)`')


def commands() -> list[tuple[str, str]]:
    """Every command with keys: (keys, English title), in the order in which they are registered."""
    folder = WEB / "commands"
    files = {file: file.read_text() for file in sorted(folder.glob("*.ts"))}
    order = (folder / "registry.ts").read_text()
    imported = re.findall(r'^import \{[^}]+\} from "\./(\w+)\.ts";', order, re.M)
    named = [folder / f"{name}.ts" for name in imported if name not in ("command", "manage")]
    found = [(keys, title) for f in named for title, keys in COMMAND.findall(files[f])]
    found += [pair for f in named for pair in PLACE.findall(files[f])]
    written = sum(len(re.findall(r'^  keys: "', files[f], re.M)) for f in named)
    assert len(found) == written + len(PLACE.findall(files[folder / "goTo.ts"]))
    return found


def titles(language: str) -> dict[str, str]:
    """What the app calls them, by their English titles."""
    text = (WEB / "locales" / f"{language}.po").read_text()
    return dict(re.findall(r'(?:^|\n\n)msgid "(.+)"\nmsgstr "(.*)"', text))  # without a context


def shown(keys: str, language: str) -> str:
    """Keys as they are called on a keyboard of that language."""
    for ours, theirs in KEYS_IN[language].items():
        keys = keys.replace(ours, theirs)
    return keys


def rows(language: str, chapter: str) -> list[list[str]]:
    """The cells of all tables of a chapter, heads and rules left out."""
    lines = (HANDBOOK / language / f"{chapter}.md").read_text().splitlines()
    cells = [re.split(r"(?<!\\)\|", line)[1:-1] for line in lines if line.startswith("| `")]
    return [[cell.strip() for cell in row] for row in cells]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_handbook_names_every_search_field_with_an_example_that_is_understood(
    language: str,
) -> None:
    table = [row for row in rows(language, "search") if re.fullmatch(r"`\w+:`", row[0])]
    assert [row[0].strip("`:") for row in table] == list(FIELDS)
    for name, example, finds in table:
        used = {field.name for field, _ in fields_of(parse(example.strip("`")))}
        assert used == {name.strip("`:")}, example
        assert finds


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_query_the_handbook_writes_down_is_understood(language: str) -> None:
    text = (HANDBOOK / language / "search.md").read_text()
    queries = [one for one in re.findall(r"`([^`\n]+)`", text) if ":" in one.rstrip(":")]
    assert len(queries) > len(FIELDS)
    for query in queries:
        parse(query)  # raises BadQuery


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_handbook_names_every_field_of_segments(language: str) -> None:
    """In the table, with examples that are understood on a list like that of the demo world."""
    place = Ground(
        address=1,
        language="de",
        meaning=Meaning(user=NOBODY, now=datetime(2026, 11, 23, tzinfo=UTC)),
        attributes={},
        topics=("neu",),
        inboxes={"support@acme.example": 2},
        lists={"team@acme.example": 3},
    )
    known = grammar(place)
    table = [row for row in rows(language, "subscribers") if re.fullmatch(r"`\w+:`", row[0])]
    assert {row[0].strip("`:") for row in table} == set(known.fields)
    for name, examples, finds in table:
        for example in re.findall(r"`([^`]+)`", examples):
            used = {field.name for field, _ in fields_of(parse(example, grammar=known))}
            assert used == {name.strip("`:")}, example
        assert finds


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_handbook_names_every_state_to_search_for(language: str) -> None:
    text = " ".join((HANDBOOK / language / "search.md").read_text().split())
    for name, values in (("is", IS), ("state", STATES)):
        told = re.search(rf"`{name}:` (?:takes|nimmt) (.*?)\. ", text)
        assert told is not None
        assert tuple(re.findall(r"`(\w+)`", told[1])) == values


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_handbook_names_every_key_by_what_the_app_calls_it(language: str) -> None:
    told = {(row[0].strip("`"), row[1]) for row in rows(language, "keys")}
    meant = {(shown(keys, language), titles(language)[title]) for keys, title in commands()}
    in_the_composer = {(keys, words) for keys, words in told - meant if "Enter" in keys}
    assert told - in_the_composer - meant == {pair for pair in told if pair[0] in (";", "@")}
    assert meant - told == set()


def test_both_languages_have_the_same_chapters_in_the_same_order() -> None:
    chapters = {}
    for language in LANGUAGES:
        text = (HANDBOOK / language / "README.md").read_text()
        chapters[language] = re.findall(r"\]\((\w+\.md)\)", text)
        files = {file.name for file in (HANDBOOK / language).glob("*.md")} - {"README.md"}
        assert set(chapters[language]) == files
    assert chapters["en"] == chapters["de"]
    heads = {
        language: [
            (file, (HANDBOOK / language / file).read_text().count("\n## "))
            for file in chapters[language]
        ]
        for language in LANGUAGES
    }
    assert heads["en"] == heads["de"]
