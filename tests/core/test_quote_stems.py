"""The cheap look for "wrote" never misses what the pattern would find."""

import re

import pytest

from tripost.core.quote.words import WROTE, WROTE_CJK, WROTE_STEMS

VERBS = (
    "wrote", "writes", "schrieb", "hat geschrieben", "a écrit", "a ecrit", "escribió", "escribio",
    "ha escrito", "ha scritto", "scrisse", "escreveu", "schreef", "geschreven", "skrev", "napisał",
    "napisala", "napisał(a)", "napisał/a", "napsal", "napsala", "napísal", "napisal", "napsal(a)",
    "написал", "написала", "написал(а)", "пишет", "писал", "писала", "пише", "написав", "писав",
    "kirjoitti", "írta", "irta", "a scris", "yazdı", "yazdi", "έγραψε", "đã viết", "menulis",
    "je napisao", "je napisao/la", "je pisal", "rašė", "va escriure", "escrigué",
)  # fmt: skip


@pytest.mark.parametrize("verb", [*VERBS, *WROTE_CJK.split("|")])
def test_every_verb_holds_a_stem(verb: str) -> None:
    assert re.fullmatch(f"(?:{WROTE})|{WROTE_CJK}", verb)
    assert any(stem in verb for stem in (*WROTE_STEMS, *WROTE_CJK.split("|")))
