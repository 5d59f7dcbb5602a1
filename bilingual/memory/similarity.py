"""How alike two sentences are, counted in letters: Korean syllables are taken apart into the jamo they are made of."""

from __future__ import annotations

import unicodedata

LEAST_GRAM = 3


def letters(text: str) -> str:
    """`text` as SQLite's trigrams see it: lower case, one space between words, Hangul as conjoining jamo (NFD).

    특구 is five letters, ㅌㅡㄱㄱㅜ, and so has three trigrams: words of two syllables are found.
    """
    return unicodedata.normalize("NFD", " ".join(text.split()).casefold())


def exact_key(text: str) -> str:
    """What must be equal for two sentences to be the same: NFC, white space counted once."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def similarity(one: str, other: str) -> float:
    """1 for equal texts, 0 for texts without a letter in common: 1 − distance ÷ longer length, in letters."""
    a, b = letters(one), letters(other)
    longest = max(len(a), len(b))
    return 1 - distance(a, b) / longest if longest else 1.0


def distance(one: str, other: str) -> int:
    """Levenshtein distance by bit vectors (Myers 1999, as simplified by Hyyrö 2003), on Python's long integers."""
    if not one or not other:
        return len(one) + len(other)
    positions: dict[str, int] = {}
    for i, char in enumerate(one):
        positions[char] = positions.get(char, 0) | 1 << i
    mask, top = (1 << len(one)) - 1, 1 << len(one) - 1
    plus, minus, score = mask, 0, len(one)
    for char in other:
        equal = positions.get(char, 0)
        diagonal = (((equal & plus) + plus) ^ plus) | equal | minus
        horizontal_plus = minus | ~(diagonal | plus) & mask
        horizontal_minus = plus & diagonal
        score += bool(horizontal_plus & top) - bool(horizontal_minus & top)
        shifted = (horizontal_plus << 1 | 1) & mask
        plus = (horizontal_minus << 1 | ~(diagonal | shifted)) & mask
        minus = shifted & diagonal
    return score


def grams(text: str, most: int) -> list[str]:
    """Up to `most` trigrams of the letters, spread evenly over the text."""
    said = letters(text)
    found = list(dict.fromkeys(said[i : i + LEAST_GRAM] for i in range(len(said) - LEAST_GRAM + 1)))
    step = max(1, -(-len(found) // most))
    return found[::step]
