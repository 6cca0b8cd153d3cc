"""What the notices say, German and English together, and the usual text of consent."""

from typing import Final

LANGUAGES: Final = ("de", "en")

CONSENT: Final = {
    "de": "Ich möchte Mails von {list} an diese Adresse bekommen. "
    "Ich kann sie jederzeit wieder abbestellen.",
    "en": "I would like to get mails from {list} at this address. I can end them at any time.",
}

_MAILS: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "de": {
        "confirm": (
            "Bitte bestätigen: {list}",
            "Guten Tag,\n\n"
            "jemand, vermutlich Sie, hat {email} für {list} angemeldet. "
            "Bitte bestätigen Sie das innerhalb von 7 Tagen auf dieser Seite:\n\n{link}\n\n"
            "Waren Sie es nicht, brauchen Sie nichts zu tun: Sie bekommen dann keine Mails, "
            "und wir vergessen die Adresse nach 7 Tagen.\n",
        ),
        "member": (
            "Sie sind schon angemeldet: {list}",
            "Guten Tag,\n\n"
            "jemand, vermutlich Sie, hat {email} für {list} angemeldet. "
            "Die Adresse steht schon auf der Liste, es hat sich nichts geändert.\n\n"
            "Einstellungen und Abmeldung:\n{link}\n",
        ),
        "leave": (
            "Abmelden von {list}?",
            "Guten Tag,\n\n"
            "jemand, vermutlich Sie, hat per Mail darum gebeten, {email} von {list} abzumelden. "
            "Auf dieser Seite geht das mit einem Klick:\n\n{link}\n\n"
            "Waren Sie es nicht, brauchen Sie nichts zu tun: es bleibt alles, wie es ist.\n",
        ),
        "stranger": (
            "Nicht auf der Liste: {list}",
            "Guten Tag,\n\n"
            "Sie haben darum gebeten, {email} von {list} abzumelden. Diese Adresse bekommt von "
            "dort keine Mails. Vielleicht sind Sie mit einer anderen angemeldet: am Ende jeder "
            "Mail der Liste steht ein Link zum Abmelden.\n",
        ),
        "move": (
            "Neue Adresse bestätigen: {list}",
            "Guten Tag,\n\n"
            "jemand, vermutlich Sie, möchte die Mails von {list} künftig an {email} bekommen. "
            "Bitte bestätigen Sie das innerhalb von 7 Tagen auf dieser Seite:\n\n{link}\n\n"
            "Waren Sie es nicht, brauchen Sie nichts zu tun.\n",
        ),
        "moved": (
            "Ihre Adresse wurde geändert: {list}",
            "Guten Tag,\n\n"
            "die Mails von {list} gehen nun nicht mehr an {email}, sondern an eine andere "
            "Adresse, die das bestätigt hat. Waren Sie das nicht, melden Sie sich bitte hier "
            "wieder an oder schreiben Sie an {list_email}:\n\n{link}\n",
        ),
    },
    "en": {
        "confirm": (
            "Please confirm: {list}",
            "Hello,\n\n"
            "somebody, probably you, signed up {email} for {list}. "
            "Please confirm this within 7 days on this page:\n\n{link}\n\n"
            "If it was not you, there is nothing to do: you will get no mails, and we forget the "
            "address after 7 days.\n",
        ),
        "member": (
            "You are on it already: {list}",
            "Hello,\n\n"
            "somebody, probably you, signed up {email} for {list}. "
            "The address is on the list already, nothing has changed.\n\n"
            "Preferences and leaving:\n{link}\n",
        ),
        "leave": (
            "Leave {list}?",
            "Hello,\n\n"
            "somebody, probably you, asked by mail to take {email} off {list}. "
            "This page does it with one click:\n\n{link}\n\n"
            "If it was not you, there is nothing to do: all stays as it is.\n",
        ),
        "stranger": (
            "Not on the list: {list}",
            "Hello,\n\n"
            "you asked to take {email} off {list}. This address gets no mails from there. Maybe "
            "you are on it with another one: at the end of every mail of the list there is a link "
            "to leave.\n",
        ),
        "move": (
            "Confirm your new address: {list}",
            "Hello,\n\n"
            "somebody, probably you, would like to get the mails of {list} at {email} from now "
            "on. Please confirm this within 7 days on this page:\n\n{link}\n\n"
            "If it was not you, there is nothing to do.\n",
        ),
        "moved": (
            "Your address was changed: {list}",
            "Hello,\n\n"
            "the mails of {list} no longer go to {email} but to another address, which has "
            "confirmed it. If that was not you, please sign up again here or write to "
            "{list_email}:\n\n{link}\n",
        ),
    },
}


def known(language: str) -> str:
    """One of ours: de for everything German, else en."""
    return "de" if language.lower().startswith("de") else "en"


def mail(kind: str, *, language: str, **said: str) -> tuple[str, str]:
    """Subject and text of a notice; raises KeyError for a word that is not said."""
    subject, text = _MAILS[known(language)][kind]
    clean = {name: _plain(value) for name, value in said.items()}
    return subject.format(**clean)[:200], text.format(**clean)


def consent(text: str, *, language: str, name: str) -> str:
    """What somebody agrees to: the list's own words, or the usual ones."""
    return text.strip() or CONSENT[known(language)].format(list=_plain(name))


def _plain(text: str) -> str:
    """On one line, whatever a list is called."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
