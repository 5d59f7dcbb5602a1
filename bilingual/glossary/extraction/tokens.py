"""Korean sentences as the nouns they hold, with what each noun is made of and what follows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from bilingual.text.korean.affixes import COUNTERS, SUFFIXES
from bilingual.text.korean.reading import START, Context, Reading
from bilingual.text.korean.words import lexicon

_WORD = re.compile(r"[0-9A-Za-z가-힣]+(?:(?:[-&+]|(?<=\d)[.,](?=\d))?[0-9A-Za-z가-힣]+)*\+?")
_LAST_RUN = re.compile(r"[가-힣]*$")
_LATIN_OR_DIGITS = re.compile(r"[0-9A-Za-z&+.,-]+|[가-힣]+")
_QUANTITY = re.compile(r"(?:약 ?)?\d[\d.,]*(?:[조억만천백십]+[\d.,]*)*([가-힣%]*)$")
# The reading takes an unknown word of at most eight syllables at once; a longer name keeps its particle then.
_LONG = 8
# Suffixes that a dictionary form goes without.
_LOOSE = frozenset("측 간 별 씨 님 들 쯤 여 가량 어치 짜리 째 당".split())
_LEFT_PARTICLE = re.compile("(?<=..)(?:의|에서|에는|으로|에게|를)$")


class Noun(NamedTuple):
    """The noun of one eojeol.

    Attributes:
        text: without particles and endings.
        start: where it stands in the sentence (code points).
        end: half-open.
        pieces: the words that it is made of, as the word list reads it.
        tail: what follows up to the end of the eojeol.
        known: how many of its syllables belong to listed words.
    """

    text: str
    start: int
    end: int
    pieces: tuple[str, ...]
    tail: str
    known: int


def nouns(sentence: str) -> Iterator[Noun]:
    """The nouns of a sentence in order; quantities, verbs and adverbs are left out."""
    for found in _WORD.finditer(sentence):
        word = found.group()
        run = _LAST_RUN.search(word)
        head = word[: run.start()] if run else word
        read = _read(run.group() if run else "", bool(head))
        if read is None:
            continue
        pieces, size, known = read
        text = head + word[len(head) : len(head) + size]
        if not text or _is_quantity(text):
            continue
        inner = tuple(_LATIN_OR_DIGITS.findall(head)) + pieces
        yield Noun(text, found.start(), found.start() + len(text), inner, word[len(text) :], known)


def _is_quantity(text: str) -> bool:
    found = _QUANTITY.match(text)
    return bool(found) and (not found[1] or found[1] in COUNTERS) if found else False


@lru_cache(maxsize=100_000)
def _read(run: str, glued: bool) -> tuple[tuple[str, ...], int, int] | None:
    """Pieces of the noun that a run begins with, its length and how much of it is listed; None for verbs, adverbs."""
    if not run:
        return ((), 0, 0) if glued else None
    words = lexicon()
    path = Reading(run, (), Context(glued=glued)).path()
    if not path or any(e.before == 0 and e.after == 0 and not glued for e in path):
        return None
    kept = [e for e in path if e.after != START]
    if not kept:
        return ((), 0, 0)
    texts = [run[e.start : e.end] for e in kept]
    if len(texts) == 1 and texts[0] in words.adverbs and words.adverbs[texts[0]] < words.nouns.get(texts[0], 99.0):
        return None
    while len(kept) > 1 and texts[-1] in _LOOSE:
        kept, texts = kept[:-1], texts[:-1]
    known = sum(len(t) for t in texts if t in words.nouns or t in SUFFIXES)
    left = _LEFT_PARTICLE.search(texts[-1]) if len(run) > _LONG and texts[-1] not in words.nouns else None
    if left:
        texts[-1] = texts[-1][: left.start()]
    return tuple(texts), kept[-1].end - (len(left.group()) if left else 0), known
