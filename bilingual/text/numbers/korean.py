"""Numbers in Korean text.

`read_korean` finds every number with its unit, bound and span. What 조, 만, 대, 일, 년 and 분 mean is decided by what
stands around them (see `korean_units`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from bilingual.model import Span
from bilingual.text.numbers.korean_numerals import ARABIC, DAYS, NATIVE_FORM, PAIRS, native_value, sino_value
from bilingual.text.numbers.korean_units import Reading, article_of_law, bound_around, unit_after
from bilingual.text.numbers.quantity import Bound, Kind, Quantity, Value, decimal, exact
from bilingual.text.numbers.ranges import join_ranges
from bilingual.text.numbers.units import BY_NAME, MONEY_SIGNS

_SCALE = "십백천만억조경"
_ONE = "영일이삼사오육칠팔구"
_HANGUL_RUN = (
    rf"[{_ONE[1:]}]?[{_SCALE}][{_ONE}{_SCALE}]*(?:\d[천백십])*"
    rf"(?:\s[{_ONE}{_SCALE}]*[{_SCALE}](?:[{_ONE}]|(?<=[{_ONE}{_SCALE}]{{2}})|(?=\s?(?:원|달러|명|마일))))*"
    rf"(?:\s[{_ONE}](?=\s?(?:원|달러|명)))?"
)
_DIGIT_RUN = (
    rf"{ARABIC}(?:(?:[{_SCALE}]+|\s[천만억조]+(?=\s?(?:\d|원|달러|명|개|여|건|유로|위안|엔|톤|마일|배럴|가구)))"
    rf"(?:\s?{ARABIC}(?=\s?[{_SCALE}])|\s?[{_ONE}](?=[{_SCALE}]))?)*"
    rf"(?:(?<=[{_SCALE}])\s?{ARABIC})?"
)
_SIGNS = "|".join(re.escape(sign) for sign in sorted(MONEY_SIGNS, key=len, reverse=True))

_NUMBER = re.compile(
    r"(?P<identifier>(?<![A-Za-z])(?!(?:KRW|USD|EUR|JPY|CNY|RMB|GBP)\d)[A-Za-z]+[-+/]?\d(?:[A-Za-z0-9-]*[A-Za-z0-9])?)"
    r"|(?P<date>(?<![\d.])(?:19|20)\d\d\.(?:0[1-9]|1[0-2])(?![\d.])|(?<![\d.])\d{4}[./-]\s?\d{1,2}[./-]\s?\d{1,2}(?!\d))"
    r"|(?P<clock>(?<![\d:])\d{1,2}:\d{2}(?::\d{2})?(?![\d:]))"
    r"|(?P<memorial>(?<![\d.])\d{1,2}(?:[·․]\d{1,2}(?!\d)|\.\d{1,2}(?=\s?(?:남북|공동|선언|항쟁|운동|전쟁|참사|총선|대선))))"
    r"|(?P<slash>(?<![\d/.])\d{1,2}/\d{1,2}(?![\d/]))"
    rf"|(?P<fraction>(?:{ARABIC}[{_SCALE}]*|(?<![가-힣])[{_ONE}{_SCALE}]+)\s?분의\s?(?:{ARABIC}|[{_ONE}십]+))"
    r"|(?P<ages>(?<![\d.,])(?:1020|2030|3040|4050|5060|6070)(?=\s?(?:세대|비중|여성|남성|남녀|직장인|층|의\s|고객|청년|젊은)))"
    rf"|(?P<digits>(?:(?:{_SIGNS})\s?)?(?<![A-Za-z\d]){_DIGIT_RUN})"
    rf"|(?P<vague>(?<![가-힣])(?:수|몇)\s?[십백천만억조]+(?:\s?[만억조]+)?)"
    rf"|(?P<hangul>(?<![가-힣\dA-Za-z\u3380-\u33ff%％℃)\]’”>])(?:제)?{_HANGUL_RUN})"
    rf"|(?P<days>(?<![가-힣])(?:{'|'.join(DAYS)})(?![가-힣]*(?:살이|빨리|벌이)))"
    rf"|(?P<pair>(?<![가-힣])(?:{'|'.join(sorted(PAIRS, key=len, reverse=True))})(?=\s?[가-힣]))"
    rf"|(?P<native>(?<![가-힣])(?:{NATIVE_FORM}))"
    r"|(?P<half>(?<![가-힣])절반)"
    r"|(?P<first>(?<![가-힣])첫(?:\s?번?째)?(?=\s))"
    r"|(?P<both>(?<![가-힣])양(?=\s?(?:국|측|팀|쪽|당|군|사|자|손|발|팔|끝|날|대)(?![가-힣]{2})))"
)
_SKIP = re.compile(r"https?://\S+|www\.\S+|[\w.]+@[\w.]+")
_CANDIDATE = re.compile(
    rf"\d|(?<![가-힣])(?:[수몇]\s?[{_SCALE}]|제?[{_ONE}]?[{_SCALE}]|[{_ONE}{_SCALE}]+\s?분의|"
    r"한\s|한[가-힣]|두|둘|세|셋|네|넷|다섯|여섯|일[곱고여]|"
    r"하루|이틀|사흘|나흘|닷새|엿새|이레|여드레|아흐레|보름|여덟|아홉|열|스[무물]|서[른너]|"
    r"마흔|쉰|예[순닐]|일흔|여든|아흔|석\s|넉\s|너댓|대여섯|하나|절반|첫|양)"
)
# Longer runs are no numerals, and would take quadratic time.
_LONGEST = 64
_LARGE = frozenset("천만억조경")
_SHIFTS = re.compile(r"\d조\s?\d교대")
_TEAM_BEFORE = re.compile(r"\d\s?[인명]\s?$")
_HALF_PAST = re.compile(r"\s?반(?=[^가-힣]|$|부터|까지|이나|이면|이\s|에|쯤|경|의|을|과|으로|께)")
_NO_NUMBER = re.compile(
    r"열병|열권|세잔|세배(?:[를와]|하)|구조원|만\s사이|(?:[357]|10)종\s경기|(?<=철인\s)3종|(?<=근대\s)5종|(?:7|15)인제"
)
_NO_NUMBER_STARTS = frozenset("열세구만1357")
_PLACE_TO_PUT = re.compile(r"\s(?:곳|데|자리|것|수)")  # of 두다; two places are 두 곳
_VAGUE_ALONE = re.compile(r"[의에,~∼]|\s?배")
_FALSE_SCALE = {
    "경": re.compile(r"기|찰|로|험|매|영|우|계|선|제|주"),
    "조": re.compile(r"각|직|건|치|합|기\b|약|사|례|업|율"),
    "천": re.compile(r"막|사|연|장|문단위|문대|명의 얼굴"),
    "백": re.compile(r"신|분율|미터 달리기"),
    "만": re.compile(r"찬|료|기\b|큼"),
}  # fmt: skip
_TAIL = re.compile(rf"\s?(?:{ARABIC}|[{_ONE}{_SCALE}]+)$")


def _sino_prefix(text: str) -> tuple[Value, int]:
    """Value and length of the longest readable beginning of a run of digits and scale words."""
    text = text[:_LONGEST]
    if text.isdigit():
        return int(text), len(text)
    end = len(text)
    while end:
        try:
            return sino_value(text[:end].rstrip()), len(text[:end].rstrip())
        except ValueError:
            tail = _TAIL.search(text[:end])
            end = tail.start() if tail and tail.start() else end - 1
    raise ValueError(text)


def _digits(text: str, found: re.Match[str]) -> Quantity | None:
    sign_end = found.start()
    unit = None
    sign = _SIGN_AT.match(text, found.start())
    if sign:
        unit, sign_end = BY_NAME[MONEY_SIGNS[sign[0]]], sign.end()
    start = sign_end + (text[sign_end : sign_end + 1] == " ")
    run = text[start : found.end()]
    while len(run) > 1 and run[-1] in _FALSE_SCALE and _FALSE_SCALE[run[-1]].match(text, start + len(run)):
        run = run[:-1].rstrip()
    if _SHIFTS.match(text, start):
        return Quantity(int(text[start]), Kind.COUNT, "item", Span(start, start + 2), Span(start, start + 1))
    if run.endswith("조") and _TEAM_BEFORE.search(text, max(0, start - 4), start):
        return None
    article = article_of_law(text, start)
    if article:
        return article
    value, length = _sino_prefix(run)
    if " " in run[:length] and re.match(r"[년월일](?!간)", text[start + length :]):
        cut = run[:length].rstrip("0123456789,. ")
        value, length = _sino_prefix(cut)
    return _finish(text, Reading(value, start, start + length, found.start(), unit))


def _hangul(text: str, found: re.Match[str]) -> Quantity | None:
    start = found.start() + (text[found.start()] == "제")
    run = found[0][start - found.start() :]
    value, length = _sino_prefix(run)
    return _finish(text, Reading(value, start, start + length, found.start(), None, words=True))


def _vague(text: str, found: re.Match[str]) -> Quantity | None:
    value, length = _sino_prefix(found[0][1:].lstrip())
    end = found.end() - (len(found[0][1:].lstrip()) - length)
    quantity = _finish(text, Reading(value, found.start(), end, found.start(), None, bound=Bound.MAGNITUDE))
    if quantity is None or (quantity.unit and text[end - 1] not in "조경") or text.startswith(("여", " 여"), end):
        return quantity
    if text[end - 1] in "조경":
        return quantity if quantity.kind in (Kind.MONEY, Kind.MEASURE) else None
    return None if text[end - 1] in "만억" or not _VAGUE_ALONE.match(text, end) else quantity


def _native(text: str, found: re.Match[str]) -> Quantity | None:
    if found[0] == "둘" and _PLACE_TO_PUT.match(text, found.end()):
        return None
    value = native_value(found[0])
    return _finish(text, Reading(value, found.start(), found.end(), found.start(), None, native=True))


def _finish(text: str, reading: Reading) -> Quantity | None:
    """The quantity with unit and bound, or None when the context says it is no number."""
    unit = unit_after(text, reading)
    if unit is None:
        return None
    bound = reading.bound or bound_around(text, reading.outer, unit.end)
    written = text[reading.start : reading.end]
    return Quantity(
        value=unit.value,
        kind=unit.kind,
        unit=unit.name,
        span=Span(reading.outer, unit.end),
        numeral=Span(reading.start, unit.numeral_end),
        bound=bound,
        soft=unit.soft,
        large=not _LARGE.isdisjoint(written) and unit.kind not in (Kind.ARTICLE, Kind.YEAR),
    )


def _fraction(found: re.Match[str]) -> list[Quantity]:
    below, above = re.split(r"\s?분의\s?", found[0])
    bottom = sino_value(below)
    if not bottom:
        return []
    value = exact(int(sino_value(above) * 1000), int(bottom * 1000))
    span = Span(found.start(), found.end())
    return [Quantity(value, Kind.FRACTION, "", span, span)]


def _date(found: re.Match[str]) -> list[Quantity]:
    parts = list(re.finditer(r"\d+", found[0]))
    spans = [Span(found.start() + p.start(), found.start() + p.end()) for p in parts]
    kinds = (Kind.YEAR, Kind.MONTH, Kind.DAY)
    return [Quantity(int(p[0]), k, k.value, s, s) for p, k, s in zip(parts, kinds, spans, strict=False)]


def _clock(found: re.Match[str]) -> list[Quantity]:
    parts = list(re.finditer(r"\d+", found[0]))
    clock = int(parts[0][0]) <= 24 and int(parts[1][0]) < 60
    out = []
    for place, part in enumerate(parts):
        span = Span(found.start() + part.start(), found.start() + part.end())
        unit = ("hour", "minute", "second")[place] if clock else ""
        soft = clock and int(part[0]) == 0
        out.append(Quantity(int(part[0]), Kind.TIME if clock else Kind.COUNT, unit, span, span, soft=soft))
    return out


def _memorial(found: re.Match[str]) -> list[Quantity]:
    parts = list(re.finditer(r"\d+", found[0]))
    spans = [Span(found.start() + p.start(), found.start() + p.end()) for p in parts]
    kinds = (Kind.MONTH, Kind.DAY)
    return [Quantity(int(p[0]), k, k.value, s, s, soft=True) for p, k, s in zip(parts, kinds, spans, strict=True)]


def _pair(text: str, found: re.Match[str]) -> list[Quantity]:
    low, high = PAIRS[found[0]]
    reading = Reading(low, found.start(), found.end(), found.start(), None, native=True)
    unit = unit_after(text, reading)
    if unit is None or not unit.name:
        return []
    span, numeral = Span(found.start(), unit.end), Span(found.start(), found.end())
    first = Quantity(low, unit.kind, unit.name, span, numeral, Bound.FROM, soft=True)
    return [first, Quantity(high, unit.kind, unit.name, span, numeral, Bound.TO, soft=True)]


def _identifier(found: re.Match[str]) -> list[Quantity]:
    digits = re.search(r"\d[\d,]*", found[0])
    value = decimal(digits[0].strip(",")) if digits else 0
    span = Span(found.start(), found.end())
    return [Quantity(value, Kind.IDENTIFIER, found[0].upper(), span, span)]


def _slash(found: re.Match[str]) -> list[Quantity]:
    above, below = (int(part) for part in found[0].split("/"))
    span = Span(found.start(), found.end())
    return [Quantity(exact(above, below or 1), Kind.FRACTION, "", span, span, soft=True)]


def _first(found: re.Match[str]) -> list[Quantity]:
    span = Span(found.start(), found.end())
    return [Quantity(1, Kind.ORDINAL, "rank", span, span, soft=True)]


def _ages(found: re.Match[str]) -> list[Quantity]:
    """2030 세대: those in their 20s and 30s."""
    spans = [Span(found.start() + at, found.start() + at + 2) for at in (0, 2)]
    return [
        Quantity(int(found[0][at : at + 2]), Kind.DECADE, "decade", s, s, soft=True)
        for at, s in zip((0, 2), spans, strict=True)
    ]


def _days(found: re.Match[str]) -> list[Quantity]:
    span = Span(found.start(), found.end())
    return [Quantity(DAYS[found[0]], Kind.DURATION, "day span", span, span, soft=True)]


def _both(found: re.Match[str]) -> list[Quantity]:
    span = Span(found.start(), found.end())
    return [Quantity(2, Kind.COUNT, "", span, span, soft=True)]


def _half_past(found: re.Match[str]) -> Quantity:
    """The 반 of 9시 반."""
    span = Span(found.end() - 1, found.end())
    return Quantity(30, Kind.TIME, "minute", span, span, soft=True)


def _half(found: re.Match[str]) -> list[Quantity]:
    span = Span(found.start(), found.end())
    return [Quantity(exact(1, 2), Kind.FRACTION, "", span, span, soft=True)]


_WHOLE = {
    "fraction": _fraction,
    "date": _date,
    "clock": _clock,
    "memorial": _memorial,
    "identifier": _identifier,
    "half": _half,
    "slash": _slash,
    "first": _first,
    "days": _days,
    "ages": _ages,
    "both": _both,
}
_IN_CONTEXT = {"digits": _digits, "hangul": _hangul, "vague": _vague, "native": _native}


def read_korean(text: str) -> list[Quantity]:
    """Every number of a Korean text (NFC), in order; spans are code points of `text`.

    Ranges come as two quantities with `Bound.FROM` and `Bound.TO`; scale and unit said once count for both
    (3~4만 명 → 30,000 and 40,000 persons).
    """
    return list(_read(text))


@lru_cache(maxsize=1024)
def _read(text: str) -> tuple[Quantity, ...]:
    masked = text
    if "@" in text or "://" in text or "www." in text:
        masked = _SKIP.sub(lambda found: " " * len(found[0]), text)
    out: list[Quantity] = []
    position = 0
    for candidate in _CANDIDATE.finditer(masked):
        start = candidate.start()
        if start < position:
            continue
        found = _NUMBER.match(masked, _start(masked, start, position))
        if found and found.end() - found.start() > 4 * _LONGEST:
            position = found.end()
        elif found:
            read = _quantities(masked, found)
            out += read
            position = max(found.end() if not read else read[-1].span.end, start + 1)
            if not read and found.lastgroup in _IN_CONTEXT:
                position = start + 1
    return tuple(join_ranges(text, out, _GAP)) if len(out) > 1 else tuple(out)


def _start(text: str, candidate: int, position: int) -> int:
    """Where the number really starts: Latin letters glued to a figure (A380), or a currency sign before it."""
    start = candidate
    if start == position or not text[start].isdigit():
        return start
    if text[start - 1] in "-+/" and start - 1 > position and text[start - 2].isascii() and text[start - 2].isalpha():
        start -= 1
    while start > position and text[start - 1].isascii() and text[start - 1].isalpha():
        start -= 1
    if text[start : start + 1] in "-+/":
        return candidate
    sign = _SIGN_BEFORE.search(text, max(position, start - 5), start)
    return sign.start() if sign else start


def _quantities(text: str, found: re.Match[str]) -> list[Quantity]:
    name = found.lastgroup or ""
    if name in _WHOLE:
        return _WHOLE[name](found)
    if name == "pair":
        return _pair(text, found)
    if text[found.start()] in _NO_NUMBER_STARTS and _NO_NUMBER.match(text, found.start()):
        return []
    quantity = _IN_CONTEXT[name](text, found)
    if quantity is None:
        return []
    half = _HALF_PAST.match(text, quantity.span.end) if quantity.unit == "hour" else None
    return [quantity, _half_past(half)] if half else [quantity]


_SIGN_AT = re.compile(_SIGNS)
_SIGN_BEFORE = re.compile(rf"(?:{_SIGNS})\s?$")
_GAP = re.compile(r"\s?(?:[~∼～〜–−-]|에서|내지|부터)\s?(?:약\s)?")
