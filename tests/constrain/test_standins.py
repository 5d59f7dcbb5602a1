from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bilingual.constrain.standins import free_letter, hidden_in, hide, reveal
from bilingual.model import Span


def test_url_is_hidden_and_comes_back() -> None:
    source = "자세한 내용은 https://example.kr/a?b=1에서 본다."
    url = Span(8, 32)
    hidden = hide(source, [url], [source[url.start : url.end]])
    assert hidden.text == "자세한 내용은 X1에서 본다."
    text, spans = reveal("See X1 for more.", [Span(4, 6), Span(11, 15), None], hidden.meanings)
    assert text == "See https://example.kr/a?b=1 for more."
    assert [text[s.start : s.end] for s in spans if s] == ["https://example.kr/a?b=1", "more"]


def test_code_in_the_source_is_left_alone() -> None:
    assert free_letter("X1과 Z9의 비교") == "Q"
    hidden = hide("X1은 {name}이다", [Span(4, 10)], ["{name}"])
    text, _ = reveal("X1 is Z1", [], hidden.meanings)
    assert text == "X1 is {name}"


def test_longer_code_is_not_taken_for_a_shorter_one() -> None:
    meanings = {f"X{n}": f"<{n}>" for n in range(1, 12)}
    assert reveal("X11 and X1", [], meanings)[0] == "<11> and <1>"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text("가나다 .", max_size=6), st.text("a:/%{}", min_size=1, max_size=8)), max_size=5))
def test_hiding_and_revealing_are_inverse(parts: list[tuple[str, str]]) -> None:
    source, spans = "", []
    for korean, verbatim in parts:
        source += korean + " "
        spans.append(Span(len(source), len(source) + len(verbatim)))
        source += verbatim + " "
    hidden = hide(source, spans, [source[s.start : s.end] for s in spans])
    text, places = reveal(hidden.text, hidden.spans, hidden.meanings)
    assert text == source
    assert list(places) == spans


def test_given_translation_is_hidden_once_each() -> None:
    assert hidden_in("go to a.kr or a.kr", {"X1": "a.kr", "X2": "a.kr"}) == "go to X1 or X2"


def test_a_stand_in_keeps_apart_from_letters_and_digits_beside_it() -> None:
    hidden = hide("{name}2028년 abc{x}은", [Span(0, 6), Span(15, 18)], ["{name}", "{x}"])
    assert hidden.text == "X1 2028년 abc X2은"
    assert [hidden.text[slice(*span)] for span in hidden.spans] == ["X1", "X2"]
    assert reveal("X2 in X1", [], hidden.meanings)[0] == "{x} in {name}"
