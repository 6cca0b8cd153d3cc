"""What is written one way is found another way, in German and English."""

import pytest

from tripost.core.terms import query_terms, terms


def finds(query: str, text: str) -> bool:
    kept = set(terms(text).split())
    return all(any(form in kept for form in forms) for forms in query_terms(query))


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("Rechnung", "Ihre Rechnungen vom Mai"),
        ("rechnungen", "die Rechnung"),
        ("Strasse", "Karl-Liebknecht-Straße 14"),
        ("straße", "STRASSE"),
        ("grosse", "die Größe"),
        ("mueller", "Herr Müller"),
        ("Müller", "Herr MUELLER"),
        ("cafe", "im Café"),
        ("invoices", "your invoice"),
        ("charged", "we charge"),
        ("Häuser", "das Haus"),
        ("jana@praxis-weiss.example", "Von jana@praxis-weiss.example"),
        ("48213", "Auftrag 48213."),
        ("説明書", "組立説明書について"),
    ],
)
def test_found(query: str, text: str) -> None:
    assert finds(query, text)


@pytest.mark.parametrize(
    ("query", "text"), [("Tisch", "Stuhl"), ("4821", "48213"), ("説書", "説明書")]
)
def test_not_found(query: str, text: str) -> None:
    assert not finds(query, text)


def test_endless_words_are_left_out() -> None:
    assert terms("x" * 100_000) == ""
