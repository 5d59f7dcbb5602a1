"""Hangul syllables: final consonants and what depends on them."""

from __future__ import annotations

_FIRST, _LAST = 0xAC00, 0xD7A3
_RIEUL = 8


def is_hangul(char: str) -> bool:
    """Whether `char` is one composed Hangul syllable."""
    return "가" <= char <= "힣"


def batchim(text: str) -> bool | None:
    """Whether the last syllable of `text` ends in a consonant (받침); None when it is not Hangul (SMR, 3)."""
    code = ord(text[-1]) if text else 0
    return (code - _FIRST) % 28 != 0 if _FIRST <= code <= _LAST else None


def ends_in_rieul(text: str) -> bool:
    """Whether the last syllable of `text` ends in ㄹ, after which 로 and not 으로 stands."""
    code = ord(text[-1]) if text else 0
    return _FIRST <= code <= _LAST and (code - _FIRST) % 28 == _RIEUL


def agrees(before: str, condition: str) -> bool:
    """Whether a particle's form fits the sound before it.

    Args:
        before: text that ends with the syllable before the particle; anything but Hangul fits every form.
        condition: `c` after a consonant, `v` after a vowel, `r` after a vowel or ㄹ (로), `m` after any other
            consonant (으로), empty for particles with one form.
    """
    closed = batchim(before)
    if not condition or closed is None:
        return True
    if condition in "vc":
        return closed is (condition == "c")
    return (not closed or ends_in_rieul(before)) is (condition == "r")
