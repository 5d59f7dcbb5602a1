"""Inline markup apart from its text, and its way back into the translation.

A unit's text reaches the engine without tags; the tags travel beside it with the offset each stood at. `project` puts
them into the target by following an alignment. Three things hold whatever the alignment says:

- no tag is lost: the target has exactly the tags of the source, each once;
- no pair is crossed: what was nested stays nested in the same parent, what was beside it stays beside it;
- no tag stands inside a word of the target unless the target gives no other place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple

from bilingual.model import Span


class TagKind(StrEnum):
    """What a tag does: opens a pair, closes it, or stands alone (a line break, an image, a note mark)."""

    OPEN = "open"
    CLOSE = "close"
    POINT = "point"


@dataclass(frozen=True, slots=True)
class Tag:
    """One inline tag.

    Attributes:
        at: offset in the text without tags; tags at the same offset keep the order of their tuple.
        raw: the markup as it stands in the file.
        pair: number shared by the opening and the closing tag of a pair, unique in the unit; a point has its own.
    """

    at: int
    raw: str
    kind: TagKind
    pair: int


@dataclass(frozen=True, slots=True)
class Tagged:
    """Text with its tags beside it, in order."""

    text: str
    tags: tuple[Tag, ...] = ()

    def render(self, escape: Callable[[str], str] = str) -> str:
        """The markup: text pieces through `escape`, tags as they are."""
        pieces: list[str] = []
        done = 0
        for tag in self.tags:
            if tag.at > done:
                pieces.append(escape(self.text[done : tag.at]))
                done = tag.at
            pieces.append(tag.raw)
        if done < len(self.text):
            pieces.append(escape(self.text[done:]))
        return "".join(pieces)


class Link(NamedTuple):
    """A source span and the target span that says the same; `weight` from 0 (guess) to 1 (known, e.g. a term)."""

    source: Span
    target: Span
    weight: float = 1.0


_NOWHERE = Span(0, 0)


@dataclass(slots=True)
class _Node:
    """A pair (or point) in the tree of a unit's tags; `target` is decided by `project`."""

    source: Span
    opening: Tag | None = None
    closing: Tag | None = None
    children: list[_Node] = field(default_factory=list)
    target: Span = _NOWHERE


def project(source: Tagged, target: str, links: Iterable[Link] = ()) -> Tagged:
    """Put the tags of `source` into `target`.

    Args:
        source: text and tags of the unit; pairs must be nested properly.
        target: its translation, without tags.
        links: what of the source went where, in offsets of the two texts, e.g. attention and known terms. Without any,
            literal matches and relative position decide.

    Returns:
        The target with all tags in place.
    """
    if target == source.text:
        return source
    if not source.tags:
        return Tagged(target)
    words = _words(target)
    if len(source.tags) * (len(words) + 1) > _LARGEST or _depth(source.tags) > _DEEPEST:
        return _in_proportion(source, target)
    root = _tree(source)
    scores = _Scores(source.text, target, words, list(links))
    root.target = Span(0, len(target))
    _place_children(root, scores)
    return Tagged(target, tuple(_flatten(root)))


_LARGEST = 1_000_000
_DEEPEST = 100
"""Bounds of what is placed by alignment: markup beyond them is no text that anybody wrote."""


def _depth(tags: Sequence[Tag]) -> int:
    steps = ((tag.kind is TagKind.OPEN) - (tag.kind is TagKind.CLOSE) for tag in tags)
    return max(accumulate(steps), default=0)


def _in_proportion(source: Tagged, target: str) -> Tagged:
    """Tags at the same relative place: their order stays, so that none is crossed."""
    scale = len(target) / max(1, len(source.text))
    return Tagged(target, tuple(replace(tag, at=round(tag.at * scale)) for tag in source.tags))


def _tree(source: Tagged) -> _Node:
    root = _Node(Span(0, len(source.text)))
    stack = [root]
    for tag in source.tags:
        if tag.kind is TagKind.OPEN:
            node = _Node(Span(tag.at, tag.at), opening=tag)
            stack[-1].children.append(node)
            stack.append(node)
        elif tag.kind is TagKind.CLOSE and len(stack) > 1:
            node = stack.pop()
            node.closing = tag
            node.source = Span(node.source.start, tag.at)
        else:
            stack[-1].children.append(_Node(Span(tag.at, tag.at), opening=tag))
    while len(stack) > 1:
        node = stack.pop()
        node.source = Span(node.source.start, len(source.text))
    return root


def _words(text: str) -> list[Span]:
    """Words with the punctuation before them, and every other mark alone: the places between may hold tags."""
    return [Span(*m.span()) for m in re.finditer(r"[^\w\s]*\w(?:[\w'’\-]*\w)?|[^\w\s]", text)]


class _Scores:
    """For every target word: how much of its meaning comes from a given source span."""

    def __init__(self, source: str, target: str, words: Sequence[Span], links: list[Link]) -> None:
        self.source, self.target, self.words = source, target, words
        self.known = [link for link in links if link.weight >= 1]
        self.links = links or [Link(Span(0, len(source)), Span(0, len(target)), 0.0)]
        self._rows = [self._row(word) for word in words]

    def _row(self, word: Span) -> list[tuple[Span, float]]:
        """Source spans that the word is linked with, weights summing to 1; by relative position when there is none."""
        found = [(k.source, k.weight * _overlap(k.target, word)) for k in self.links]
        found = [(span, weight) for span, weight in found if weight > 0]
        known = [(k.source, 1.0) for k in self.known if _overlap(k.target, word) > 0]
        rows = known or found
        if not rows:
            scale = len(self.source) / max(1, len(self.target))
            rows = [(Span(int(word.start * scale), max(int(word.end * scale), int(word.start * scale) + 1)), 1.0)]
        total = sum(weight for _, weight in rows)
        return [(span, weight / total) for span, weight in rows]

    def has_text(self, span: Span) -> bool:
        """Whether a source span holds more than white space."""
        return bool(self.source[span.start : span.end].strip())

    def share(self, index: int, span: Span) -> float:
        """Part of target word `index` that comes from the source `span`, from 0 to 1."""
        return sum(
            weight * _overlap(span, linked) / max(1, linked.end - linked.start) for linked, weight in self._rows[index]
        )

    def centre(self, index: int) -> float:
        """Mean source offset that target word `index` comes from."""
        return sum(weight * (linked.start + linked.end) / 2 for linked, weight in self._rows[index])

    def exact(self, span: Span, within: Span) -> Span | None:
        """The target of a link that is known to say just what the source `span` says, or its literal copy."""
        text = self.source[span.start : span.end]
        core = _trim(self.source, span)
        for link in self.known:
            if link.source in (span, core) and _inside(link.target, within):
                return link.target
        start = self.target.find(text, within.start, within.end) if text.strip() else -1
        if start < 0 or self.source.count(text) > 1 or self.target.count(text) > 1:
            return None
        return Span(start, start + len(text))


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _trim(text: str, span: Span) -> Span:
    piece = text[span.start : span.end]
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, max(start, span.end - (len(piece) - len(piece.rstrip()))))


def _place_children(node: _Node, scores: _Scores) -> None:
    """Decide where the children of a placed node stand: pairs that are sure first, then the others, then points."""
    taken: list[Span] = []
    pairs = [c for c in node.children if scores.has_text(c.source)]
    known = {id(c): scores.exact(c.source, node.target) for c in pairs}
    for child in sorted(pairs, key=lambda c: (known[id(c)] is None, c.source.start - c.source.end)):
        child.target = _place_pair(child, node, known[id(child)], scores, taken)
        taken.append(child.target)
        _place_children(child, scores)
    for child in node.children:
        if not scores.has_text(child.source):
            child.target = _place_point(child, node, scores, taken)
            _place_children(child, scores)
    node.children = _ordered(node.children)


def _place_pair(child: _Node, parent: _Node, known: Span | None, scores: _Scores, taken: list[Span]) -> Span:
    if child.source == parent.source and not taken:
        return parent.target
    if known is not None and not any(_overlap(known, t) for t in taken):
        return known
    best, best_sum = None, 0.0
    for gap in _gaps(parent.target, taken):
        found, total = _best_run(scores, gap, child.source)
        if found is not None and (best is None or total > best_sum):
            best, best_sum = found, total
    if best is None:
        middle = _nearest_break(child.source.start, parent, scores, taken)
        return Span(middle, middle)
    return _match_edges(best, child.source, scores)


def _best_run(scores: _Scores, gap: Span, source: Span) -> tuple[Span | None, float]:
    """The run of words in `gap` that holds most of what comes from `source` and least of the rest (Kadane's scan).

    Falls back to the single word with the largest share; (None, 0) when the gap holds no word.
    """
    inside = [i for i, word in enumerate(scores.words) if _inside(word, gap)]
    if not inside:
        return None, 0.0
    gains = [scores.share(i, source) - 0.5 for i in inside]
    best = max(range(len(inside)), key=lambda k: gains[k])
    best_run, best_sum = (best, best), gains[best]
    start, total = 0, 0.0
    for k, gain in enumerate(gains):
        if total <= 0:
            start, total = k, 0.0
        total += gain
        if total > best_sum + 1e-9:
            best_run, best_sum = (start, k), total
    first, last = scores.words[inside[best_run[0]]], scores.words[inside[best_run[1]]]
    return Span(first.start, last.end), best_sum


def _match_edges(run: Span, source: Span, scores: _Scores) -> Span:
    """Leave out punctuation at the edges of the target run that the source span does not have at its own."""
    text = scores.source[source.start : source.end].strip() or " "
    target, (start, end) = scores.target, run
    while end - start > 1 and _LOOSE_END.match(target[end - 1]) and not _LOOSE_END.match(text[-1]):
        end = start + len(target[start : end - 1].rstrip())
    while end - start > 1 and _LOOSE_START.match(target[start]) and not _LOOSE_START.match(text[0]):
        start = end - len(target[start + 1 : end].lstrip())
    return Span(start, end)


_LOOSE_END = re.compile(r"[^\w\s%)\]]")
_LOOSE_START = re.compile(r"[^\w\s(\[$£€₩#@]")


def _gaps(whole: Span, taken: list[Span]) -> Iterator[Span]:
    start = whole.start
    for span in sorted(taken):
        if span.start >= start:
            yield Span(start, span.start)
        start = max(start, span.end)
    yield Span(start, whole.end)


def _place_point(child: _Node, parent: _Node, scores: _Scores, taken: list[Span]) -> Span:
    where = child.source.start
    if not scores.source[parent.source.start : where].strip():
        place = parent.target.start
    elif not scores.source[where : parent.source.end].strip():
        place = parent.target.end
    else:
        place = _nearest_break(where, parent, scores, taken)
    return Span(place, place)


def _nearest_break(where: int, parent: _Node, scores: _Scores, taken: list[Span]) -> int:
    """The place between target words with most of what precedes source offset `where` before it and the rest after.

    A place beside white space is better than one inside a run of characters, such as before a closing quote.
    """
    inside = [i for i, word in enumerate(scores.words) if _inside(word, parent.target)]
    glued = not scores.source[where - 1 : where].isspace()
    places = [scores.words[i].end if glued else scores.words[i].start for i in inside]
    text = scores.target
    spaced = [p for p in places if (text[p : p + 1] if glued else text[max(0, p - 1) : p]).strip() == ""]
    allowed = [parent.target.start, *(spaced or places), parent.target.end]
    free = [p for p in allowed if not any(t.start < p < t.end for t in taken)]
    early = [scores.centre(i) < where for i in inside]
    ends = [scores.words[i].end for i in inside]
    early_before = [0, *accumulate(early)]

    def misplaced(place: int) -> int:
        before = bisect_right(ends, place)
        return (before - early_before[before]) + (early_before[-1] - early_before[before])

    return min(free or [parent.target.end], key=misplaced)


def _ordered(children: list[_Node]) -> list[_Node]:
    """Children in the order of the target; those at one place keep the order of the source."""
    return sorted(children, key=lambda c: (c.target.start, c.target.end))


def _flatten(node: _Node) -> Iterator[Tag]:
    if node.opening is not None:
        yield Tag(node.target.start, node.opening.raw, node.opening.kind, node.opening.pair)
    for child in node.children:
        yield from _flatten(child)
    if node.closing is not None:
        yield Tag(node.target.end, node.closing.raw, node.closing.kind, node.closing.pair)
