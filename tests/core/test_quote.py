"""New text and old, in the languages people write to us in; never slow, nothing lost."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripost.core.quote import fold, is_attribution


@pytest.mark.parametrize(
    "line",
    [
        "On Mon, Feb 1, 2016 at 6:32 PM, Jeff Atwood <info@discourse.org> wrote:",
        "Am Mo., 3. Mai 2021 um 10:00 Uhr schrieb Max <a@b.de>:",
        "Am 03.05.21 um 10:00 schrieb Max Muster:",
        "Max Muster <a@b.de> schrieb am Fr., 28. Apr. 2017 um 11:53 Uhr:",
        "Max Muster schrieb am 28.04.2017 um 11:53:",
        "Le 2016-11-16 02:22, Erlend Sogge Heggen a écrit :",
        "El lun., 3 may. 2021 a las 10:00, Ana (<a@b.es>) escribió:",
        "Il giorno lun 3 mag 2021 alle ore 10:00 Ada <a@b.it> ha scritto:",
        "Em seg., 3 de mai. de 2021 às 10:00, Ana <a@b.pt> escreveu:",
        "Op ma 3 mei 2021 om 10:00 schreef Jan <a@b.nl>:",
        "Den mån 3 maj 2021 kl 10:00 skrev Eva <a@b.se>:",
        "pon., 3 maj 2021 o 10:00 Ewa <a@b.pl> napisał(a):",
        "пн, 3 мая 2021 г. в 10:00, Иван <a@b.ru>:" .replace("<a@b.ru>:", "<a@b.ru> написал:"),
        "2021年5月3日(月) 10:00 Taro <a@b.jp> のメール:",
    ],
)  # fmt: skip
def test_lines_that_introduce_a_quote(line: str) -> None:
    assert is_attribution(line)


@pytest.mark.parametrize(
    "line",
    [
        "On this day I wrote something",
        "Am Montag habe ich Ihnen geschrieben, dass die Ware fehlt.",
        "On 3 May 2021 we met and I told you: no",
        "Treffen am 3.5.2021 um 10:00:",
        "",
    ],
)
def test_lines_that_do_not(line: str) -> None:
    assert not is_attribution(line)


@pytest.mark.parametrize(
    ("text", "visible"),
    [
        ("Ja\n\nVon: Max <a@b>\nGesendet: Mo, 3. Mai\nAn: x\nBetreff: y\n\nAlt", "Ja"),
        ("Ja\n\n-----Ursprüngliche Nachricht-----\nVon: a\nAn: b\n\nAlt", "Ja"),
        ("Ja\n-- \nAnna\nFirma", "Ja"),
        ("Ja\n\nVon meinem iPhone gesendet", "Ja"),
        ("> alt\n\nNeu", "> alt\n\nNeu"),
        ("> nur Zitat", "> nur Zitat"),
        ("Titel\n-----\nText\n\nmehr", "Titel\n-----\nText\n\nmehr"),
        ("Am 3.5.21 10:00 schrieb A <a@b>:\n> q1\n\nA1\n\n> q2\n\nA2", "> q1\n\nA1\n\n> q2\n\nA2"),
        ("Code\n```\n-- \nSELECT 1\n```\nEnde", "Code\n```\n-- \nSELECT 1\n```\nEnde"),
        ("-- \nnur Signatur", "-- \nnur Signatur"),
        ("", ""),
    ],
)
def test_what_folds_away(text: str, visible: str) -> None:
    assert fold(text).visible == visible


@given(
    st.lists(
        st.sampled_from(
            ["text", "", "> q", "-- ", "---", "On 3 May 2021 10:00, a@b wrote:", "From: a", "To: b",
             "Date: c", "Sent from my iPhone", "```", "Am 3.5.21 10:00 schrieb A", "<a@b>:", ">"]
        )
    )
)  # fmt: skip
def test_nothing_is_lost_and_something_is_shown(lines: list[str]) -> None:
    folded = fold("\n".join(lines))
    after = [line for part in (folded.visible, folded.folded) for line in part.split("\n")]
    assert sorted(x.rstrip() for x in after if x.strip()) == sorted(
        x.rstrip() for x in lines if x.strip()
    )
    assert folded.visible.strip() or not any(x.strip() for x in lines)


@pytest.mark.parametrize(
    "unit",
    ["On ", "On \n", "On 2016 12:30\n", "On 2016 12:30 wrote\n", "> ", "wrote ", "From: a\n",
     "From: a\nTo: b\nDate: c\n", "---\n", "-- \n", "Sent from my ", "```\n", "\n", " "],
)  # fmt: skip
def test_hostile_text_takes_linear_time(unit: str) -> None:
    def cost(size: int) -> float:
        best = 9.0
        for _ in range(3):
            start = time.process_time()
            fold((unit * size)[:size])
            best = min(best, time.process_time() - start)
        return best

    assert cost(60_000) < 7 * cost(15_000) + 0.01
