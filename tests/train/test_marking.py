from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from bilingual.model import Span
from bilingual.train.marking import MarkingOptions, Termbase, TermPair, dictionary_form, mark, mark_source
from bilingual.train.pairs import Pair

PAIR = Pair("반도체와 배터리의 수출이 늘었다.", "Exports of semiconductors and batteries grew.")
TERMS = Termbase({"반도체": ["semiconductor", "chip"], "배터리": ["battery"], "수출": ["export"]})
ALWAYS_THREE = (3,)


def test_terms_are_found_on_both_sides_through_inflection():
    found = TERMS.find(PAIR)
    assert [(PAIR.source[t.source.start : t.source.end], t.form) for t in found] == [
        ("반도체", "semiconductor"),
        ("배터리", "battery"),
        ("수출", "export"),
    ]
    assert [PAIR.target[t.target.start : t.target.end] for t in found] == ["semiconductors", "batteries", "Exports"]


def test_a_term_inside_another_word_is_none():
    assert Termbase({"부산": ["Busan"]}).find(Pair("부산물을 버렸다.", "Busan threw it away.")) == []


def test_dictionary_forms_are_marked_with_the_particle_kept():
    options = MarkingOptions(dictionary_form=1.0, exchange=0.0, counts=ALWAYS_THREE)
    marked = mark(PAIR, TERMS.find(PAIR), Random(1), options)
    assert marked == Pair("⟦ semiconductor⟧와 ⟦ battery⟧의 ⟦ export⟧이 늘었다.", PAIR.target)


def test_exchanged_terms_change_on_both_sides_with_plural_and_capital():
    options = MarkingOptions(dictionary_form=1.0, exchange=1.0, counts=ALWAYS_THREE)
    marked = mark(PAIR, TERMS.find(PAIR), Random(1), options, ["city bus"])
    assert marked == Pair(
        "⟦ city bus⟧와 ⟦ city bus⟧의 ⟦ city bus⟧이 늘었다.", "City buses of city buses and city buses grew."
    )


def test_the_article_follows_an_exchanged_term():
    pair = Pair("그는 배터리를 샀다.", "He bought a battery.")
    options = MarkingOptions(dictionary_form=1.0, exchange=1.0, counts=(1,))
    marked = mark(pair, Termbase({"배터리": ["battery"]}).find(pair), Random(1), options, ["apple tree"])
    assert marked is not None
    assert marked.target == "He bought an apple tree."


def test_names_keep_their_capitals_in_the_marker():
    pair = Pair("그는 서울에 산다.", "He lives in Seoul.")
    term = TermPair(Span(3, 5), Span(12, 17), "seoul")
    marked = mark(pair, [term], Random(1), MarkingOptions(exchange=0.0))
    assert marked is not None
    assert marked.source == "그는 ⟦ Seoul⟧에 산다."


def test_nothing_to_mark():
    assert mark(PAIR, [], Random(1), MarkingOptions()) is None


def test_dictionary_form_bends_the_last_word_alone():
    assert dictionary_form("data centers") == "data center"
    assert dictionary_form("United Nations") == "United Nations"


@settings(max_examples=60, deadline=None)
@given(st.integers())
def test_text_outside_the_terms_never_changes(seed):
    marked = mark(PAIR, TERMS.find(PAIR), Random(seed), MarkingOptions(), ["river", "UN Security Council"])
    assert marked is not None
    assert marked.source.endswith(" 늘었다.")
    assert marked.target.endswith(" grew.")
    assert marked.source.count("⟦ ") == marked.source.count("⟧") >= 1


def test_mark_source_takes_spans_in_any_order():
    assert mark_source("가나 다라", [(Span(0, 2), "one"), (Span(3, 5), "two")]) == "⟦ one⟧ ⟦ two⟧"
