"""Whether a Korean stretch sounds like an English word: names and loanwords are found in the translation by ear.

Hangul is written in Latin letters after the Revised Romanization of Korean (letter by letter, without assimilation),
and both sides are reduced to classes of consonants that Korean does not tell apart when it borrows (p/f, r/l, b/v,
s/z/th, j/z/dz); vowels count little.
"""

from __future__ import annotations

import re
from functools import lru_cache

_INITIALS = "g kk n d tt r m b pp s ss - j jj ch k t p h".split()
_VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
_FINALS = "- k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split()
_CLASSES = (
    ("ph", "P"), ("th", "S"), ("sh", "S"), ("ch", "J"), ("ck", "K"), ("ng", "N"), ("qu", "K"), ("x", "KS"),
    ("ce", "S"), ("ci", "S"), ("cy", "S"), ("ge", "J"), ("gi", "J"),
)  # fmt: skip
_LETTERS = str.maketrans({
    **dict.fromkeys("bpfv", "P"), **dict.fromkeys("dt", "T"), **dict.fromkeys("gkcq", "K"), **dict.fromkeys("sz", "S"),
    "j": "J", "l": "L", "r": "L", "m": "M", "n": "N", **dict.fromkeys("aeiouwyh-'’.", ""),
})  # fmt: skip


@lru_cache(maxsize=50_000)
def romanised(text: str) -> str:
    """Hangul in Latin letters, everything else in small letters.

    >>> romanised("영양"), romanised("파운드리")
    ('yeongyang', 'paundeuri')
    """
    out = []
    for char in text:
        code = ord(char) - 0xAC00
        if not 0 <= code < 11172:
            out.append(char.lower())
            continue
        initial, vowel, final = _INITIALS[code // 588], _VOWELS[code % 588 // 28], _FINALS[code % 28]
        out.append((initial + vowel + final).replace("-", ""))
    return "".join(out)


@lru_cache(maxsize=50_000)
def _skeleton(text: str) -> str:
    """Consonant classes of a word in Latin letters, repeated ones once."""
    word = text.lower()
    for spelling, kind in _CLASSES:
        word = word.replace(spelling, kind)
    return re.sub(r"(.)\1+", r"\1", re.sub("[^A-Z]", "", word.translate(_LETTERS)))


@lru_cache(maxsize=200_000)
def alike(korean: str, english: str) -> float:
    """How alike two words sound, 0 to 1; below 0.7 it means nothing.

    >>> alike("메탄올", "methanol") > 0.7, alike("하남", "Hanam"), alike("정부", "ship")
    (True, 1.0, 0.0)
    """
    if len(korean) < 2 or len(english) < 3:
        return 0.0
    latin, word = romanised(korean), english.lower()
    if latin == word:
        return 1.0
    if latin[0] not in word[:2] and _skeleton(latin)[:1] != _skeleton(word)[:1]:
        return 0.0
    spelling = _similarity(latin, word)
    one, two = _skeleton(latin), _skeleton(word)
    if min(len(one), len(two)) < 2:
        return spelling if spelling >= 0.75 else 0.0
    return max(spelling, 0.85 * _similarity(one, two) + 0.15 * spelling if len(one) > 2 else 0.0)


def _similarity(one: str, two: str) -> float:
    """1 less the edit distance (Levenshtein) divided by the longer length."""
    if abs(len(one) - len(two)) * 2 > max(len(one), len(two)):
        return 0.0
    row = list(range(len(two) + 1))
    for i, a in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(two, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return 1 - row[-1] / max(len(one), len(two), 1)
