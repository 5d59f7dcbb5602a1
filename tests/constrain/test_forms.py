from __future__ import annotations

from bilingual.constrain.forms import find, find_any
from bilingual.constrain.state import Need, realise
from bilingual.model import Span


def need(key: str, *forms: str, exact: bool = False) -> Need:
    return Need(key, Span(0, 1), forms, exact=exact)


def realised(text: str, *needs: Need) -> list[str]:
    return [text[s.start : s.end] if s else "" for s in realise(needs, text, "en")]


def test_english_is_searched_tolerantly() -> None:
    assert find("special zone", "Special-zones grew", "en") == [Span(0, 13)]


def test_exact_form_is_found_to_the_letter_only() -> None:
    assert find("UNI-PASS", "uni-pass UNI-PASS", "en", exact=True) == [Span(9, 17)]


def test_korean_is_found_with_its_particle_and_not_inside_a_word() -> None:
    assert find("반도체", "반도체를 산다", "ko") == [Span(0, 3)]
    assert find("도체", "반도체를 산다", "ko") == []


def test_any_form_prefers_the_longer_one() -> None:
    assert find_any(["SMR", "small modular reactor"], "a small modular reactor", "en") == [Span(2, 23)]


def test_term_inside_a_longer_term_does_not_count() -> None:
    text = "a global innovation special zone"
    assert realised(text, need("a", "special zone"), need("b", "global innovation special zone")) == [
        "",
        "global innovation special zone",
    ]


def test_mentions_of_one_concept_share_the_last_occurrence() -> None:
    assert realised("The zone and it", need("z", "zone"), need("z", "zone")) == ["zone", "zone"]


def test_two_concepts_do_not_share_an_occurrence() -> None:
    assert realised("The zone and it", need("y", "zone"), need("z", "zone")) == ["zone", ""]
