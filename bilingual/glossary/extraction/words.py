"""Both sides of a sentence pair as the units that the aligner counts: Korean pieces, English lemmas."""

from __future__ import annotations

import re
from typing import NamedTuple

from bilingual.glossary.extraction.tokens import Noun, nouns
from bilingual.text.english import lemma

ENGLISH_WORD = re.compile(
    r"(?:[A-Z]\.){2,}|[A-Z]&[A-Z](?![A-Za-z])|[A-Za-z][A-Za-z0-9]*(?:['’][A-Za-z]+)?|\d[\d.,]*\d[A-Za-z]*|\d[A-Za-z]*|[^\sA-Za-z\d]"
)
FUNCTION_WORDS = frozenset(
    "a an the of in on at to for from by with and or as is are was were be been being it its he she his her they their "
    "them this that these those which who whom whose what than then there here will would can could may might shall "
    "should must have has had having do does did not no nor so but if while when where after before into over under "
    "up down out off about against between during through more most also only just such same other another each all "
    "any both some one s we our us you your i my me how why because since until amid among per via".split()
)


class EnglishWord(NamedTuple):
    """A word or mark of an English sentence.

    Attributes:
        key: lemma in small letters, empty for function words and punctuation.
        start: where it stands (code points).
        end: half-open.
    """

    text: str
    key: str
    start: int
    end: int


def english_words(sentence: str) -> list[EnglishWord]:
    """The words and marks of an English sentence."""
    return [EnglishWord(m.group(), _key(m.group()), *m.span()) for m in ENGLISH_WORD.finditer(sentence)]


def _key(word: str) -> str:
    low = word.lower().removesuffix("'s").removesuffix("’s")
    if low in FUNCTION_WORDS or not low[:1].isalnum():
        return ""
    return lemma(low) if low.isalpha() else low


class KoreanPiece(NamedTuple):
    """A piece of a Korean sentence and where it stands."""

    key: str
    start: int
    end: int


_EOJEOL = re.compile(r"[0-9A-Za-z가-힣]+")


def korean_pieces(sentence: str, found: list[Noun] | None = None) -> list[KoreanPiece]:
    """The pieces of the nouns, and the beginnings of what is no noun (two syllables stand for a verb's stem)."""
    listed = list(nouns(sentence)) if found is None else found
    out = []
    for noun in listed:
        at = noun.start
        for piece in noun.pieces:
            out.append(KoreanPiece(piece.lower(), at, at + len(piece)))
            at += len(piece)
    covered = [(n.start, n.end + len(n.tail)) for n in listed]
    rest = (m for m in _EOJEOL.finditer(sentence) if not any(start <= m.start() < end for start, end in covered))
    out.extend(KoreanPiece("~" + m.group()[:2], m.start(), m.end()) for m in rest)
    return sorted(out, key=lambda p: p.start)
