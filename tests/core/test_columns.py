"""What columns mean: by their heads, by their cells."""

import pytest

from tripost.core.attribute import Known
from tripost.core.columns import guesses, language, slug

CITY = {"city": Known("city", "Ort", "text")}
MAILS = ["a@x.de", "b@x.de"]


@pytest.mark.parametrize(
    ("names", "samples", "wanted"),
    [
        (["E-Mail-Adresse", "Vorname", "Nachname"], [MAILS, ["A", "B"], ["C", "D"]],
         ["email", "first_name", "last_name"]),
        (["Kontakt", "Sprache"], [["A", "B"], ["de", ""]], ["name", "language"]),
        (["1", "2"], [["A", "B"], MAILS], ["ignore", "email"]),
        (["mail", "Ort", "city"], [MAILS, ["Köln"], ["Bonn"]],
         ["email", "attribute:city", "ignore"]),
        (["mail", "E-Mail"], [MAILS, MAILS], ["email", "ignore"]),
        (["mail", "Größe (cm)", "Kunde seit", "PLZ", "Notiz", "leer"],
         [MAILS, ["180", "1,5"], ["1.2.2026", "2026-03-04"], ["01234", "50667"], ["x", "1"],
          ["", ""]],
         ["email", "new:groesse_cm:number", "new:kunde_seit:date", "new:plz:text",
          "new:notiz:text", "ignore"]),
        (["mail", "Tarif"], [MAILS * 15, ["Frei", "Voll"] * 15], ["email", "new:tarif:choice"]),
        ([], [], []),
    ],
)  # fmt: skip
def test_guesses(names: list[str], samples: list[list[str]], wanted: list[str]) -> None:
    assert guesses(names, samples, known=CITY) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("de", "de"), ("de-AT", "de"), ("EN_us", "en"), ("Deutsch", "de"), ("", ""), ("fr", None)],
)
def test_languages(text: str, wanted: str | None) -> None:
    assert language(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"), [("Größe (cm)", "groesse_cm"), ("2. Ort", "ort"), ("!?", ""), ("É", "e")]
)
def test_slugs(text: str, wanted: str) -> None:
    assert slug(text) == wanted
