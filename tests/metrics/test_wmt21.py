from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilingual.metrics import wmt21_published as published
from bilingual.metrics.expectations import ExpectedTerm
from bilingual.metrics.weighted_ter import edits
from bilingual.metrics.wmt21 import Mark, MarkedSegment, exact_matches, marked, term_weights, window_overlap

SHARED = Path(__file__).parents[3] / "shared" / "eval" / "wmt21-en-fr"


def segment(hypothesis, reference, *marks):
    return MarkedSegment(tuple(hypothesis.split()), tuple(reference.split()), marks)


def mark(start, end, *forms):
    return Mark(start, end, tuple(tuple(form.split()) for form in forms))


def test_exact_match_uses_up_occurrences() -> None:
    two = segment("a cough and fever", "cough and cough", mark(0, 1, "cough"), mark(2, 3, "cough"))
    assert exact_matches(two) == 1


def test_exact_match_takes_any_form() -> None:
    assert exact_matches(segment("dry coughs", "a dry cough", mark(1, 3, "dry cough", "dry coughs"))) == 1


def test_window_overlap_of_an_identical_sentence_is_one() -> None:
    text = "the new small modular reactor , built in Changwon , opens"
    assert window_overlap(segment(text, text, mark(2, 5, "small modular reactor")), 2) == 1.0


def test_window_overlap_counts_neighbours_and_skips_punctuation() -> None:
    one = segment("big fever , today", "a fever , today", mark(1, 2, "fever"))
    assert window_overlap(one, 2) == 0.5


def test_a_missing_term_has_no_overlap() -> None:
    assert window_overlap(segment("a cold today", "a fever today", mark(1, 2, "fever")), 2) == 0.0


def test_terms_are_marked_where_the_reference_has_them() -> None:
    expected = [ExpectedTerm("소형모듈원전", ("small modular reactor",)), ExpectedTerm("날씨", ("weather",))]
    found = marked("It has SMRs.", "Small modular reactors are built.", expected, "en")
    assert [(m.start, m.end) for m in found.marks] == [(0, 3)]
    assert found.marks[0].forms == (("small", "modular", "reactors"), ("small", "modular", "reactor"))
    assert term_weights(found) == [2.0, 2.0, 2.0, 1.0, 1.0, 1.0]


@pytest.mark.parametrize(
    ("hypothesis", "reference", "weights", "cost"),
    [
        ("a b c", "a b c", [1, 1, 1], 0),
        ("a b", "a b c", [1, 1, 2], 2),
        ("a x c", "a b c", [1, 2, 1], 2),
        ("a b c d", "a b c", [1, 1, 1], 1),
        ("c d a b", "a b c d", [1, 1, 1, 1], 1),
        ("", "a b", [2, 1], 3),
        ("a b", "", [], 2),
    ],
)
def test_weighted_edits(hypothesis, reference, weights, cost) -> None:
    assert edits(hypothesis.split(), reference.split(), weights) == cost


words = st.lists(st.sampled_from("abcdef"), max_size=8)


@settings(max_examples=80, deadline=None)
@given(words, words)
def test_edits_never_cost_more_than_writing_anew(hypothesis, reference) -> None:
    cost = edits(hypothesis, reference, [1.0] * len(reference))
    assert abs(len(hypothesis) - len(reference)) <= cost <= max(len(hypothesis), len(reference))
    assert (cost == 0) == (hypothesis == reference)


def term(surface, *forms, lemma=False):
    return published.PublishedTerm(tuple(surface.split()), tuple(tuple(f.split()) for f in forms), lemma)


def test_the_published_program_lets_every_alternative_use_up_an_occurrence() -> None:
    terms = (term("toux", "toux", "toux sèche"), term("toux sèche", "toux sèche"))
    one = published.PublishedSegment(tuple("toux et toux sèche".split()), tuple("toux et toux sèche".split()), terms)
    assert published.exact_matches([one]) == (1, 2)


def test_the_published_program_takes_first_places() -> None:
    assert published.first_place(("b", "c", "d"), tuple("b x b c d".split())) == [0, 1, 2, 4]


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the evaluation data in ../shared")
@pytest.mark.shared
def test_agreement_with_the_published_figures(capsys) -> None:
    import importlib.util

    place = Path(__file__).parents[2] / "benchmarks" / "agreement.py"
    spec = importlib.util.spec_from_file_location("agreement", place)
    agreement = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(agreement)
    table = agreement.Table()
    agreement.flores(SHARED.parent, table)
    agreement.wmt21_data(SHARED, table)
    assert table.agreed, capsys.readouterr().out
