"""Korean morphology as far as finding a noun needs it: final consonants, and a grammar of what may follow a noun.

The grammar follows the National Institute of Korean Language's description of particles (조사) and endings (어미):
which particles stack in which order, which alternate with the final consonant of the syllable before them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_FIRST, _LAST = 0xAC00, 0xD7A3
_RIEUL = 8


def batchim(text: str) -> bool | None:
    """Whether the last syllable of `text` ends in a consonant (받침); None when it is not Hangul (SMR, 3)."""
    code = ord(text[-1]) if text else 0
    return (code - _FIRST) % 28 != 0 if _FIRST <= code <= _LAST else None


def ends_in_rieul(text: str) -> bool:
    """Whether the last syllable of `text` ends in ㄹ, after which 로 and not 으로 stands."""
    code = ord(text[-1]) if text else 0
    return _FIRST <= code <= _LAST and (code - _FIRST) % 28 == _RIEUL


def is_hangul(char: str) -> bool:
    """Whether `char` is one composed Hangul syllable."""
    return "가" <= char <= "힣"


class Tail(NamedTuple):
    """What follows a noun up to the end of its eojeol.

    Attributes:
        kind: `particle`, `copula`, `verb`, `suffix`, `plural` or `bare`.
        text: the tail itself.
    """

    kind: str
    text: str


# Piece, condition on the syllable before (c: consonant, v: vowel, r: vowel or ㄹ, m: other consonant, empty: any),
# stage from which it may be added, stage after it.
_PIECES: tuple[tuple[str, str, int, int], ...] = (
    ("들", "", 0, 1),
    ("님", "", 0, 0),
    *((p, "", 1, 2) for p in ("에", "에서", "에게", "에게서", "한테", "한테서", "께", "께서", "하고", "보다", "처럼",
                              "같이", "만큼", "대로", "마냥", "더러", "서")),
    *((p, "r", 1, 2) for p in ("로", "로서", "로써", "로부터")),
    *((p, "m", 1, 2) for p in ("으로", "으로서", "으로써", "으로부터")),
    ("와", "v", 1, 2), ("과", "c", 1, 2), ("랑", "v", 1, 2), ("이랑", "c", 1, 2),
    *((p, "", 3, 3) for p in ("만", "까지", "부터", "마저", "조차", "밖에", "뿐", "마다", "쯤", "씩", "만큼", "치고",
                              "커녕", "보다", "대로", "처럼", "마저")),
    *((p, "v", 3, 3) for p in ("라도", "나", "나마", "야말로", "든", "든지", "며", "란", "라")),
    *((p, "c", 3, 3) for p in ("이라도", "이나", "이나마", "이야말로", "이든", "이든지", "이며", "이란", "이라")),
    ("은커녕", "c", 3, 3), ("는커녕", "v", 3, 3),
    *((p, "r", 3, 4) for p in ("로",)), *((p, "m", 3, 4) for p in ("으로",)), ("에", "", 3, 4), ("에게", "", 3, 4),
    ("은", "c", 4, 5), ("는", "v", 4, 5), ("이", "c", 4, 5), ("가", "v", 4, 5), ("을", "c", 4, 5), ("를", "v", 4, 5),
    ("의", "", 4, 5), ("도", "", 4, 5), ("야", "v", 4, 5), ("아", "c", 4, 5), ("이야", "c", 4, 5), ("요", "", 5, 6),
    ("ㄴ", "v", 4, 5),
)  # fmt: skip

_ENDING = (
    "[가고거게기긴길까나냐네는니다더던데도되든란라래랬러려록를며면만마므"
    "서세소시습써아어았었야여였요은을의이인일임입있자잖저죠지진질큼]"
)
_COPULA_C = re.compile(rf"(?:이{_ENDING}*|인{_ENDING}*|일{_ENDING}*|임{_ENDING}*|입니{_ENDING}+|이었{_ENDING}*)$")
_COPULA_V = re.compile(
    rf"(?:다|다고|다는|다며|다면|다면서|라|라고|라는|라며|라면|라면서|라서|라지만|라던|란|래|래요|고|며|면|면서|지만|지|죠|거나|"
    rf"던|든|든지|든가|니|니까|자|였{_ENDING}*|인{_ENDING}*|일{_ENDING}*|임{_ENDING}*|입니{_ENDING}+|이{_ENDING}*|예요|네|네요|다만)$"
)
_VERB = re.compile(
    rf"(?:하|해|했|할|한|함|합|하였|되|돼|됐|될|된|됨|됩|시키|시켜|시켰|시킬|시킨|시킴|시킵|당하|당해|당했|당한|당할|당함|받|받는|"
    rf"없|없는|있|있는|없애|드리|드려|드립|스럽|스러|스런|롭|로운|로워|롭게)(?:{_ENDING}|하|한|할|해|했|히|없)*$"
)
_SUFFIX = re.compile(
    r"(?:적|형|별|용|화|성|급|권|계|측|간|당|식|내|외|상|하|중|시|후|전|말|초|쪽|발|행|산|제|류|어치|여|가량|치)(?=(.*))"
)


@lru_cache(maxsize=100_000)
def read_tail(noun: str, tail: str) -> Tail | None:
    """Read what follows `noun` in its eojeol; None when no particles, copula, verb ending or suffix explain it.

    >>> read_tail("특구", "에서는"), read_tail("부산", "물")
    (Tail(kind='particle', text='에서는'), None)
    """
    if not tail:
        return Tail("bare", "")
    if _particles(noun[-1:], tail, 0):
        return Tail("particle", tail)
    closed = batchim(noun)
    if (closed is not False and _COPULA_C.match(tail)) or (closed is not True and _COPULA_V.match(tail)):
        return Tail("copula", tail)
    if _VERB.match(tail):
        return Tail("verb", tail)
    suffix = _SUFFIX.match(tail)
    if suffix and read_tail(noun + suffix.group(), suffix.group(1)):
        return Tail("suffix", tail)
    return None


def _particles(before: str, tail: str, stage: int) -> bool:
    if not tail:
        return True
    return any(
        stage <= start and tail.startswith(piece) and _agrees(before, condition)
        and _particles(piece[-1], tail[len(piece) :], end)
        for piece, condition, start, end in _PIECES
    )  # fmt: skip


def _agrees(before: str, condition: str) -> bool:
    closed = batchim(before)
    if not condition or closed is None:
        return True
    if condition in "vc":
        return closed is (condition == "c")
    return (not closed or ends_in_rieul(before)) is (condition == "r")
