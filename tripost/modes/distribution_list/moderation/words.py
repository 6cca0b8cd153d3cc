"""What moderators and authors are told, German and English together."""

from typing import Final

LANGUAGES: Final = ("de", "en")

REASONS: Final[dict[str, dict[str, str]]] = {
    "de": {
        "loop": "Die Mail war schon einmal auf dieser Liste.",
        "automatic": "Ein Programm oder eine andere Liste hat sie geschickt.",
        "forged": "Der Absender ist wohl gefälscht: seine Domain sagt, sie sei nicht von ihr.",
        "unverified": "Es lässt sich nicht prüfen, ob sie wirklich von diesem Absender ist.",
        "not-allowed": "Dieser Absender darf hier nicht ohne Freigabe schreiben.",
        "nobody": "Per Mail darf hier niemand ohne Freigabe schreiben.",
        "too-large": "Sie ist größer, als die Liste erlaubt.",
        "attachment": "Sie hat Anhänge, die die Liste nicht durchlässt.",
    },
    "en": {
        "loop": "The mail has been through this list before.",
        "automatic": "A program or another list sent it.",
        "forged": "The sender is probably forged: their domain says it did not send this.",
        "unverified": "It cannot be checked whether it really is from this sender.",
        "not-allowed": "This sender may not post here without approval.",
        "nobody": "Nobody may post here by mail without approval.",
        "too-large": "It is larger than the list allows.",
        "attachment": "It has attachments that the list does not let through.",
    },
}

_LETTERS: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "de": {
        "held": (
            "Freigeben? {subject}",
            "Eine Mail an {list} wartet auf eine Entscheidung.\n\n"
            "Von: {author}\nBetreff: {subject}\nGrund: {reason}\n\n"
            "Antworten Sie auf diese Mail mit einem Wort:\n\n"
            "  freigeben   sie geht an alle\n"
            "  immer       ebenso, und dieser Absender darf künftig immer\n"
            "  ablehnen    sie geht an niemanden; ein Grund dahinter geht an den Absender\n\n"
            "Oder entscheiden Sie in Tripost:\n{link}\n\n{enclosed}\n",
        ),
        "enclosed": ("", "Die Mail liegt bei."),
        "excerpt": ("", "Die Mail ist zu groß, um beizuliegen. Sie beginnt so:\n\n{text}"),
        "approved": ("Freigegeben: {subject}", "Die Mail geht jetzt an {list}.\n"),
        "always": (
            "Freigegeben: {subject}",
            "Die Mail geht jetzt an {list}. {author} darf dort künftig immer schreiben.\n",
        ),
        "refused": (
            "Abgelehnt: {subject}",
            "Die Mail geht nicht an {list}. Sie bleibt in Tripost abgelegt.\n",
        ),
        "quicker": (
            "Schon entschieden: {subject}",
            "{who} war schneller: die Mail wurde {done}. Ihre Antwort hat nichts geändert.\n",
        ),
        "unclear": (
            "Nicht verstanden: {subject}",
            "Ihre Antwort beginnt weder mit „freigeben“ noch mit „ablehnen“. Die Mail wartet "
            "weiter; antworten Sie noch einmal auf die erste Nachricht.\n",
        ),
        "not-yours": (
            "Keine Freigabe mehr: {subject}",
            "Sie dürfen über Mails an {list} nicht mehr entscheiden. Ihre Antwort hat nichts "
            "geändert.\n",
        ),
        "told": (
            "Nicht verteilt: {subject}",
            "Guten Tag,\n\nIhre Mail „{subject}“ an {list} wurde nicht verteilt. "
            "Der Grund:\n\n{note}\n",
        ),
        "told-plainly": (
            "Nicht verteilt: {subject}",
            "Guten Tag,\n\nIhre Mail „{subject}“ an {list} wurde nicht verteilt.\n",
        ),
        "bounces": (
            "Viele Rückläufer: {subject}",
            "Von „{subject}“ an {list} sind {failed} von {total} Mails nicht angekommen. "
            "Woran es liegt, steht im Bericht:\n{link}\n\n"
            "Wer mehrmals nicht zu erreichen war, bekommt keine Mails mehr, bis das jemand "
            "ändert.\n",
        ),
        "came-back": (
            "Nicht verschickt: {name}",
            "Die Kampagne „{name}“ an {list} ist nicht hinausgegangen, niemand hat sie bekommen. "
            "Sie ist wieder ein Entwurf.\n\nDer Grund: {why}\n\n{link}\n",
        ),
        "came-back-audience": (
            "",
            "Was die Empfänger auswählt, ist nicht mehr zu verstehen; vielleicht gibt es ein Feld "
            "nicht mehr, nach dem gefragt wird.",
        ),
        "came-back-topic": ("", "Ihr Thema gibt es auf dieser Liste nicht mehr."),
        "came-back-content": (
            "",
            "Ihr Inhalt muss nachgesehen werden: etwas, das er braucht, ist nicht mehr da.",
        ),
        "came-back-sender": (
            "",
            "Wer sie verschicken wollte, darf diese Liste nicht mehr verwalten. Jemand anderes "
            "kann sie verschicken.",
        ),
        "came-back-failed": (
            "",
            "Ein Fehler auf dem Server, auch nach mehreren Versuchen. Bitte sagen Sie es denen, "
            "die ihn betreuen, und verschicken Sie sie danach noch einmal.",
        ),
        "done-approved": ("", "freigegeben"),
        "done-refused": ("", "abgelehnt"),
        "somebody": ("", "Jemand"),
        "stripped": ("", "Der Anhang {name} wurde von der Liste {list} entfernt."),
    },
    "en": {
        "held": (
            "Approve? {subject}",
            "A mail to {list} waits for a decision.\n\n"
            "From: {author}\nSubject: {subject}\nReason: {reason}\n\n"
            "Answer this mail with one word:\n\n"
            "  approve   it goes to everybody\n"
            "  always    so it does, and this sender may always post from now on\n"
            "  refuse    it goes to nobody; a reason behind it goes to the sender\n\n"
            "Or decide in Tripost:\n{link}\n\n{enclosed}\n",
        ),
        "enclosed": ("", "The mail is attached."),
        "excerpt": ("", "The mail is too large to be attached. It begins:\n\n{text}"),
        "approved": ("Approved: {subject}", "The mail now goes to {list}.\n"),
        "always": (
            "Approved: {subject}",
            "The mail now goes to {list}. {author} may always post there from now on.\n",
        ),
        "refused": (
            "Refused: {subject}",
            "The mail does not go to {list}. It stays filed in Tripost.\n",
        ),
        "quicker": (
            "Decided already: {subject}",
            "{who} was quicker: the mail was {done}. Your answer has changed nothing.\n",
        ),
        "unclear": (
            "Not understood: {subject}",
            'Your answer begins neither with "approve" nor with "refuse". The mail still waits; '
            "answer the first message once more.\n",
        ),
        "not-yours": (
            "No longer yours to decide: {subject}",
            "You may no longer decide about mails to {list}. Your answer has changed nothing.\n",
        ),
        "told": (
            "Not sent on: {subject}",
            'Hello,\n\nyour mail "{subject}" to {list} was not sent on. The reason:\n\n{note}\n',
        ),
        "told-plainly": (
            "Not sent on: {subject}",
            'Hello,\n\nyour mail "{subject}" to {list} was not sent on.\n',
        ),
        "bounces": (
            "Many mails came back: {subject}",
            'Of "{subject}" to {list}, {failed} of {total} mails did not arrive. The report says '
            "why:\n{link}\n\n"
            "Whoever could not be reached several times gets no more mails until somebody changes "
            "that.\n",
        ),
        "came-back": (
            "Not sent: {name}",
            'The campaign "{name}" to {list} has not left, nobody got it. It is a draft '
            "again.\n\nThe reason: {why}\n\n{link}\n",
        ),
        "came-back-audience": (
            "",
            "What chooses its recipients cannot be understood any more; perhaps a field that it "
            "asks for is gone.",
        ),
        "came-back-topic": ("", "Its topic is no longer one of this list."),
        "came-back-content": (
            "",
            "Its content has to be looked at: something it needs is not there any more.",
        ),
        "came-back-sender": (
            "",
            "Whoever wanted to send it may no longer manage this list. Somebody else can send it.",
        ),
        "came-back-failed": (
            "",
            "An error on the server, after several tries, too. Please tell those who look after "
            "it, and send it once more then.",
        ),
        "done-approved": ("", "approved"),
        "done-refused": ("", "refused"),
        "somebody": ("", "Somebody"),
        "stripped": ("", "The attachment {name} was removed by the list {list}."),
    },
}


def letter(kind: str, *, language: str, **said: str) -> tuple[str, str]:
    """Subject and text, in German or (for all others) English."""
    subject, text = _LETTERS["de" if language == "de" else "en"][kind]
    return subject.format(**said), text.format(**said)


def phrase(kind: str, *, language: str, **said: str) -> str:
    """Words that stand in a letter."""
    return letter(kind, language=language, **said)[1]


def reason(code: str, *, language: str) -> str:
    """Why a post waits, as a sentence."""
    return REASONS["de" if language == "de" else "en"].get(code, code)
