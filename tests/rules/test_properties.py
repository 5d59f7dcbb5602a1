"""What holds for any text: edits replay, a second run changes nothing, met terms stay whole."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bilingual.model import Constraint, Edit, Match, Outcome, Rung, Segment, Span, Term
from bilingual.rules import Item, RuleOptions, map_span, postedit, replay
from bilingual.rules.replay import in_sequence

korean_words = st.sampled_from(
    "정부는 400만 달러를 3개 5억 명이 약 2조 원 제12조 2021년 10월 3일 오후 50% 두 나라 수천만 명 3분의 1 시속 90km "
    "파운드 (약 30억 유로)".split()
)
english_words = st.sampled_from(
    "The government $4 million 400 billion people in 2012 October 3rd 50 percent two thirds of 1,2345 won tens "
    'thousands Mr. Kim president Lee Jae-Myung Lee Jae-myung . , "" “ ” &#39; '.split(" ")
)
sources = st.lists(korean_words, max_size=10).map(" ".join)
targets = st.lists(english_words, max_size=16).map(" ".join)
styles = st.sampled_from(["", "ap", "title-case"])
roles = st.sampled_from(["body", "headline", "quote"])


@settings(max_examples=150, deadline=None)
@given(sources, targets, styles, roles)
def test_edits_replay_and_a_second_run_changes_nothing(source, target, style, role):
    options = RuleOptions(style=style, checks=False)
    (once,) = postedit([Item(Segment("1", source, role=role), target)], options=options)
    assert replay(target, once.edits) == once.target
    (twice,) = postedit([Item(Segment("1", source, role=role), once.target)], options=options)
    assert twice.edits == ()


@settings(max_examples=100, deadline=None)
@given(targets, st.integers(0, 40), st.integers(1, 12), styles)
def test_the_letters_of_a_met_term_stay(target, start, length, style):
    start = min(start, len(target))
    span = Span(start, min(len(target), start + length))
    form = target[slice(*span)]
    match = Match("1", "c", Span(0, 1), "가", Term("가", "ko"))
    outcome = Outcome(Constraint(match, (form,)), Rung.FREE, form, span)
    item = Item(Segment("1", "가 400만 달러 3월 5억 명"), target, (outcome,))
    (result,) = postedit([item], options=RuleOptions(style=style, checks=False))
    (moved,) = result.outcomes
    if moved.span is not None and form.strip():
        assert form.strip().casefold() in result.target[slice(*moved.span)].casefold()


@settings(max_examples=150, deadline=None)
@given(
    st.text("ab ", max_size=20),
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 4), st.text("xy", max_size=3)), max_size=5),
    st.integers(0, 20),
    st.integers(0, 6),
)
def test_a_span_follows_the_edits_around_it(text, cuts, start, length):
    edits = []
    for at, size, after in cuts:
        span = Span(min(at, len(text)), min(at + size, len(text)))
        edits.append(Edit("X", span, text[slice(*span)], after, ""))
    trail = in_sequence(edits)
    span = Span(min(start, len(text)), min(start + length, len(text)))
    moved = map_span(span, trail)
    outside = all(e.span.end <= span.start or e.span.start >= span.end for e in edits)
    if outside and moved is not None and len(text[slice(*span)]) > 0:
        assert text[slice(*span)] in replay(text, trail)[slice(*moved)]
