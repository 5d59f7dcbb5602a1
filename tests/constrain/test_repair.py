from __future__ import annotations

import pytest

from bilingual.constrain.finishing import with_form_casing, with_gloss
from bilingual.constrain.repair import splice
from bilingual.model import Span

SPLICES = [
    ("It built a factory.", "factory", "assembly plant", "It built an assembly plant."),
    ("It built an plant.", "plant", "power station", "It built a power station."),
    ("A factory opened.", "factory", "SMR", "An SMR opened."),
    ("The zones grew fast.", "zones", "special zone", "The special zones grew fast."),
    ("It has three areas.", "areas", "special zone", "It has three special zones."),
    ("There are many research.", "research", "data file", "There are many data files."),
    ("Chips are scarce.", "Chips", "power semiconductor", "Power semiconductors are scarce."),
    ("He said. Chip firms fell.", "Chip", "semiconductor", "He said. Semiconductor firms fell."),
    ("The bank's profit rose.", "bank", "central bank", "The central bank's profit rose."),
    ("A special area opened.", "area", "special zone", "A special zone opened."),
    ("The climate funding market", "climate funding", "climate finance market", "The climate finance market"),
    ("It met the ministry.", "ministry", "the Ministry of Science", "It met the Ministry of Science."),
    ("They met in Raonich.", "Raonich", "Raonic", "They met in Raonic."),
    ("a city-run plan", "city", "metropolitan government", "a metropolitan government-run plan"),
]


@pytest.mark.parametrize(("text", "old", "form", "expected"), SPLICES)
def test_splice_repairs_what_stands_around(text: str, old: str, form: str, expected: str) -> None:
    start = text.index(old)
    done, span = splice(text, Span(start, start + len(old)), form, "en")
    assert done == expected
    assert form.lower().removeprefix("the ")[:4] in done[span.start : span.end].lower()


@pytest.mark.parametrize(
    ("text", "old", "form", "expected"),
    [
        ("정부는 칩을 샀다.", "칩", "반도체", "정부는 반도체를 샀다."),
        ("공장은 크다.", "공장", "제조 시설", "제조 시설은 크다."),
        ("미국으로 갔다.", "미국", "서울", "서울로 갔다."),
    ],
)
def test_korean_particle_fits_the_new_word(text: str, old: str, form: str, expected: str) -> None:
    start = text.index(old)
    assert splice(text, Span(start, start + len(old)), form, "ko")[0] == expected


def test_other_languages_are_spliced_as_they_are() -> None:
    assert splice("Il a un chip.", Span(8, 12), "puce", "fr") == ("Il a un puce.", Span(8, 12))


def test_capitals_of_a_name_are_restored() -> None:
    text = "the brisbane open began"
    assert with_form_casing(text, Span(4, 17), ("Brisbane Open",)) == "the Brisbane Open began"
    assert with_form_casing("BRISBANE OPEN 2024", Span(0, 13), ("Brisbane Open",)) == "BRISBANE OPEN 2024"
    assert with_form_casing("The Data files", Span(4, 14), ("data file",)) == "The Data files"


def test_gloss_is_added_once() -> None:
    form = "small modular reactor (SMR)"
    bare = "A small modular reactor opened."
    assert with_gloss(bare, Span(2, 23), form) == "A small modular reactor (SMR) opened."
    assert with_gloss("A small modular reactor (SMR) opened.", Span(2, 23), form) == (
        "A small modular reactor (SMR) opened."
    )
    assert with_gloss("A small modular reactor (SAR) opened.", Span(2, 23), form) == (
        "A small modular reactor (SMR) opened."
    )
