"""The word list behind `reading`: how common a Korean word is.

`words.tsv` (word, class, count) was counted over the project's own Korean–English pairs with kiwipiepy's part-of-speech
tags; some thousand everyday words that do not occur there were added with a count of 2, most by hand, some because they
are frequent in open software documentation. Classes: `n` noun, `p`
proper noun, `a` adverb or determiner, `v` inflected verb or adjective. A compound of four syllables or more whose parts
are listed is left out, since its parts are words in it.
"""

from __future__ import annotations

import math
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Lexicon(NamedTuple):
    """Costs of words (negative log-probability, nats).

    Attributes:
        nouns: nouns and proper nouns.
        proper: the proper nouns among them.
        adverbs: adverbs and determiners.
        predicates: inflected verbs and adjectives as they stand in text.
        longest: length of the longest word, in syllables.
    """

    nouns: dict[str, float]
    proper: frozenset[str]
    adverbs: dict[str, float]
    predicates: dict[str, float]
    longest: int


@cache
def lexicon() -> Lexicon:
    """The shipped word list, read once."""
    rows = [line.split("\t") for line in (files(__package__) / "words.tsv").read_text(encoding="utf-8").splitlines()]
    total = sum(int(count) for _, _, count in rows)
    costs: dict[str, dict[str, float]] = {"n": {}, "p": {}, "a": {}, "v": {}}
    for word, kind, count in rows:
        costs[kind][word] = math.log(total / int(count))
    nouns = costs["p"] | costs["n"]
    return Lexicon(nouns, frozenset(costs["p"]), costs["a"], costs["v"], max(map(len, nouns)))
