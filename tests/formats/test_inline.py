from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilingual.formats.inline import Link, Tag, Tagged, TagKind, project
from bilingual.model import Span

OPEN, CLOSE, POINT = TagKind.OPEN, TagKind.CLOSE, TagKind.POINT


def tagged(markup: str) -> Tagged:
    """`부산은 [특구]다.|` with [ ] for a pair and | for a point."""
    text, tags, stack = "", [], []
    for char in markup:
        if char == "[":
            stack.append(len(tags))
            tags.append(Tag(len(text), f"<{len(tags)}>", OPEN, len(tags)))
        elif char == "]":
            pair = stack.pop()
            tags.append(Tag(len(text), f"</{pair}>", CLOSE, pair))
        elif char == "|":
            tags.append(Tag(len(text), f"<{len(tags)}/>", POINT, len(tags)))
        else:
            text += char
    return Tagged(text, tuple(tags))


def links(source: str, target: str, *pairs: tuple[str, str], weight: float = 1.0) -> list[Link]:
    found = []
    for one, other in pairs:
        a, b = source.index(one), target.index(other)
        found.append(Link(Span(a, a + len(one)), Span(b, b + len(other)), weight))
    return found


def placed(markup: str, target: str, *pairs: tuple[str, str], weight: float = 1.0) -> str:
    source = tagged(markup)
    return project(source, target, links(source.text, target, *pairs, weight=weight)).render()


def test_a_pair_follows_a_known_term() -> None:
    assert (
        placed(
            "삼성은 [전력반도체]를 만든다.",
            "Samsung makes power semiconductors.",
            ("전력반도체", "power semiconductors"),
        )
        == "Samsung makes <0>power semiconductors</0>."
    )


def test_a_pair_follows_attention() -> None:
    pairs = [("정부는", "The government"), ("수출을", "exports"), ("늘렸다", "raised")]
    assert placed("정부는 [수출을] 늘렸다.", "The government raised exports.", *pairs, weight=0.8) == (
        "The government raised <0>exports</0>."
    )


def test_a_pair_around_everything_stays_around_everything() -> None:
    assert placed("[정부가 늘렸다.]", "The government did.") == "<0>The government did.</0>"


def test_a_literal_copy_takes_its_tags_along() -> None:
    assert placed("그는 [KAIST] 교수다", "A professor at KAIST he is") == "A professor at <0>KAIST</0> he is"


def test_nested_pairs_stay_nested() -> None:
    pairs = [("특구", "zone"), ("지정됐다", "was designated"), ("부산은", "Busan")]
    assert placed("부산은 [[특구]로 지정됐다].", "Busan was designated a zone.", *pairs, weight=0.9) == (
        "Busan <0>was designated a <1>zone</1></0>."
    )


def test_points_at_the_ends_stay_at_the_ends() -> None:
    assert placed("|정부가 늘렸다.|", "It did.") == "<0/>It did.<1/>"


def test_a_point_keeps_what_was_before_it_before_it() -> None:
    pairs = [("하나는", "One"), ("둘은", "Two")]
    assert placed("하나는 간다.| 둘은 온다.", "One goes. Two comes.", *pairs, weight=0.9) == "One goes.<0/> Two comes."


def test_the_closing_mark_of_the_sentence_stays_outside() -> None:
    assert placed("이것은 [중요하다].", "This matters.", ("중요하다", "matters"), weight=0.9) == "This <0>matters</0>."


@st.composite
def marked_up(draw: st.DrawFn) -> Tagged:
    rnd = random.Random(draw(st.integers(0, 2**32)))
    depth, out = 0, ""
    for _ in range(rnd.randint(0, 14)):
        piece = rnd.choice(["부산 ", "특구", "가, ", "[", "]", "|", " ", "A1"])
        if piece == "]" and not depth:
            continue
        depth += (piece == "[") - (piece == "]")
        out += piece
    return tagged(out + "]" * depth)


@settings(max_examples=300, deadline=None)
@given(source=marked_up(), target=st.text("ab ,.“”1", max_size=25), seed=st.integers(0, 2**32))
def test_no_tag_is_lost_or_crossed_whatever_the_alignment_says(source: Tagged, target: str, seed: int) -> None:
    rnd = random.Random(seed)

    def span(length: int) -> Span:
        start = rnd.randint(0, length)
        return Span(start, rnd.randint(start, length))

    wild = [Link(span(len(source.text)), span(len(target)), rnd.random() * 1.2) for _ in range(rnd.randint(0, 6))]
    result = project(source, target, wild)
    assert result.text == target
    assert sorted(tag.raw for tag in result.tags) == sorted(tag.raw for tag in source.tags)
    assert [tag.at for tag in result.tags] == sorted(tag.at for tag in result.tags)
    assert parents(result) == parents(source)


def parents(markup: Tagged) -> dict[int, int]:
    """The pair that each pair or point stands in, -1 for none; fails when pairs cross."""
    found, stack = {}, [-1]
    for tag in markup.tags:
        if tag.kind is CLOSE:
            assert stack.pop() == tag.pair
            continue
        found[tag.pair] = stack[-1]
        if tag.kind is OPEN:
            stack.append(tag.pair)
    assert stack == [-1]
    return found


@pytest.mark.parametrize("target", ["", " ", "..."])
def test_targets_without_words_keep_every_tag(target: str) -> None:
    assert len(project(tagged("가 [나| 다] 라"), target).tags) == 3
