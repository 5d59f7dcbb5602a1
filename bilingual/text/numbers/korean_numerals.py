"""Korean numerals to values: Arabic digits, Hangul numerals and every mixture of both with 천, 만, 억, 조 and 경."""

from __future__ import annotations

import re

from bilingual.text.numbers.quantity import Value, decimal, times

DIGITS = {"영": 0, "공": 0, "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "륙": 6, "칠": 7, "팔": 8, "구": 9}
SMALL = {"십": 10, "백": 100, "천": 1000}
LARGE = {"만": 10**4, "억": 10**8, "조": 10**12, "경": 10**16}

ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_PART = re.compile(rf"({ARABIC})|([영공일이삼사오육륙칠팔구])|([십백천])|([만억조경])|\s+")

NATIVE = {
    "한": 1, "하나": 1, "두": 2, "둘": 2, "세": 3, "셋": 3, "석": 3, "서": 3, "네": 4, "넷": 4, "넉": 4, "너": 4,
    "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10, "스무": 20, "스물": 20, "서른": 30, "마흔": 40,
    "쉰": 50, "예순": 60, "일흔": 70, "여든": 80, "아흔": 90,
}  # fmt: skip
PAIRS = {
    "한두": (1, 2), "두세": (2, 3), "두서너": (2, 4), "서너": (3, 4), "네댓": (4, 5), "너댓": (4, 5), "대여섯": (5, 6),
    "예닐곱": (6, 7), "일고여덟": (7, 8), "일여덟": (7, 8), "여덟아홉": (8, 9), "두어": (2, 2),
    "열두세": (12, 13), "열서너": (13, 14), "열너댓": (14, 15), "열대여섯": (15, 16), "열예닐곱": (16, 17),
}  # fmt: skip

DAYS = {
    "하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "여드레": 8, "아흐레": 9,
    "열흘": 10, "열하루": 11, "열이틀": 12, "보름": 15, "스무하루": 21,
}  # fmt: skip

_ONES = "하나|둘|셋|넷|한|두|세|네|다섯|여섯|일곱|여덟|아홉"
NATIVE_FORM = (
    rf"(?:열|스물|서른|마흔|쉰|예순|일흔|여든|아흔)\s?(?:{_ONES})|열|스무|스물|서른|마흔|쉰|예순|일흔|여든|아흔|{_ONES}"
)


def sino_value(text: str) -> Value:
    """The value of a numeral of digits, Hangul digits and 십 백 천 만 억 조 경, spaces allowed between groups.

    A group without a digit counts one (만 = 10,000, 백만 = 1,000,000). A decimal may stand before any unit (1.5조).

    Raises:
        ValueError: the text is empty, has another character, or runs two digits or ascending units together.
    """
    total: Value = 0
    group: Value = 0
    digit: Value | None = None
    limit, inner = 10**20, 10**4
    position = 0
    for found in _PART.finditer(text):
        if found.start() != position:
            break
        position = found.end()
        arabic, hangul, small, large = found.groups()
        if arabic or hangul:
            if digit is not None:
                raise ValueError(f"{text!r}: two digits side by side")
            digit = decimal(arabic) if arabic else DIGITS[hangul]
        elif small:
            if SMALL[small] >= inner:
                raise ValueError(f"{text!r}: {small} after a smaller unit")
            inner = SMALL[small]
            group, digit = group + times(1 if digit is None else digit, inner), None
        elif large:
            if LARGE[large] >= limit:
                raise ValueError(f"{text!r}: {large} after a smaller unit")
            limit = LARGE[large]
            group += digit or 0
            bare = group == 0 and digit is None
            total, group, digit, inner = total + times(1 if bare else group, limit), 0, None, 10**4
    if position != len(text) or not text.strip():
        raise ValueError(f"{text!r}: not a Korean numeral")
    return total + group + (digit or 0)


def native_value(text: str) -> int:
    """The value of a native numeral from 하나 to 아흔아홉, with or without a space (스물 다섯 → 25).

    Raises:
        ValueError: the text is no native numeral.
    """
    compact = text.replace(" ", "")
    if compact in NATIVE:
        return NATIVE[compact]
    for cut in (1, 2):
        tens, ones = NATIVE.get(compact[:cut], 0), NATIVE.get(compact[cut:], 0)
        if tens >= 10 and 0 < ones < 10:
            return tens + ones
    raise ValueError(f"{text!r}: not a native Korean numeral")
