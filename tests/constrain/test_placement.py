from __future__ import annotations

from bilingual.constrain.placement import aligned_span, likely_starts, likeness, word_weights, words_of
from bilingual.engines.base import Alignment
from bilingual.model import Span

TEXT = "Busan will build an electric chip area soon."
SOURCE = Span(4, 9)


def attention(**shares: float) -> Alignment:
    """One target token a word, two source tokens: the span in question and the rest."""
    words = words_of(TEXT)
    rows = tuple((shares.get(TEXT[w.start : w.end], 0.0), 1.0) for w in words)
    return Alignment((SOURCE, Span(10, 20)), tuple(words), rows)


def text_at(span: Span | None) -> str:
    return "" if span is None else TEXT[span.start : span.end]


def test_span_grows_over_words_with_a_fair_share() -> None:
    alignment = attention(electric=0.5, chip=0.8, area=0.1)
    assert text_at(aligned_span(alignment, SOURCE, TEXT)) == "electric chip"


def test_article_is_not_part_of_the_span() -> None:
    assert text_at(aligned_span(attention(an=0.9, electric=0.6), SOURCE, TEXT)) == "electric"


def test_stretch_is_hardly_longer_than_the_form() -> None:
    alignment = attention(build=0.5, electric=0.7, chip=0.8, area=0.6)
    assert text_at(aligned_span(alignment, SOURCE, TEXT, like=["chip"])) == "electric chip"


def test_taken_words_are_left_alone() -> None:
    start = TEXT.index("chip")
    found = aligned_span(attention(electric=0.5, chip=0.8), SOURCE, TEXT, [Span(start, start + 4)])
    assert text_at(found) == "electric"


def test_nothing_is_found_without_attention() -> None:
    assert aligned_span(attention(chip=0.05), SOURCE, TEXT) is None


def test_likeness_finds_the_half_right_compound() -> None:
    none = Alignment((), (), ())
    assert text_at(aligned_span(none, SOURCE, TEXT, like=["electrical zone"])) == "electric"
    assert likeness("Raonich", ["Raonic"]) > 0.9
    assert likeness("cat", ["cap"]) == 0


def test_starts_are_ranked_by_rising_attention() -> None:
    starts = likely_starts(attention(electric=0.5, chip=0.6), SOURCE, TEXT, [], 2)
    assert starts[0] == TEXT.index("electric")


def test_starts_respect_the_floor_and_are_never_empty() -> None:
    assert likely_starts(None, SOURCE, TEXT, [], 1, len(TEXT)) == [len(TEXT)]
    assert min(likely_starts(attention(Busan=0.9), SOURCE, TEXT, [], 3, 11)) >= 11


def test_weights_are_the_largest_share_of_a_words_tokens() -> None:
    alignment = Alignment((SOURCE,), (Span(0, 3), Span(3, 5)), ((0.2,), (0.7,)))
    assert word_weights(alignment, SOURCE, [Span(0, 5)]) == [0.7]
