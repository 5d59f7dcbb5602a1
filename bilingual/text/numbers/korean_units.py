"""What follows a Korean number: its counter or unit, and what the ambiguous ones mean.

조 is a trillion or an article of law, 대 a counter, an age or "to", 일 a day of the month or a length, 분 a minute, a
person or part of a fraction. The decisions look only at the neighbouring characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from bilingual.model import Span
from bilingual.text.numbers.quantity import Bound, Kind, Quantity, Value, exact
from bilingual.text.numbers.units import KOREAN, Unit

_BY_FIRST: dict[str, tuple[str, ...]] = {
    first: tuple(sorted((form for form in KOREAN if form[0] == first), key=len, reverse=True))
    for first in {form[0] for form in KOREAN}
}
_PARTICLES = (
    "이 가 은 는 을 를 의 에 로 으 과 와 도 만 씩 까 부 당 째 여 간 쯤 정 중 안 나 인 다 입 였 보 마 짜 들 께 라 조 "
    "밖 뿐 및 내 외 전 후 급 꼴 선 뒤 동 넘 남 미 반 차 대 초 말 이상 이하"
).split()
_BOUNDED = re.compile(rf"(?:{'|'.join(_PARTICLES)}|[^가-힣]|$)")
_LENGTH_AFTER = re.compile(
    r"간|\s?동안|째|\s?만에|\s?만의|\s?전|\s?후|\s?뒤|여|짜리|차|\s?이상|\s?넘|\s?가까이|\s?내내|씩|\s?남짓|\s?이내"
)
_AGE_AFTER = re.compile(
    r"\s?(?:초반|중반|후반|남성|여성|남녀|남자|여자|청년|청소년|들|부부|직장인|주부|소년|소녀|엄마|아들|딸|이상|미만|이하|가|는|의|에|에서|"
    r"인|로|였|와|부터|까지|층|노인|환자|가장|이|은|을|도)"
)
_ARTICLE = re.compile(r"(\d{1,4})\s?조(?![각직건치합약사례업율])")
_ARTICLE_AFTER = re.compile(
    r"(?:의\s?\d|\s?(?:조사|관세|조항|위반)|\s?제?\d+항|\s?\d+호|에\s?(?:따|의|근거|규정|명시|정한)|(?:를|을)\s?(?:위반|적용|개정|근거)|가\s?규정|는\s)"
)
_ARTICLE_BEFORE = re.compile(r"(?:제|법|헌법|규약|협약|조례|규칙|규정|법률|조약|헌장|시행령)\s?$")
_PARAGRAPH_AFTER = re.compile(r"\s?제?\d+[항호]")
_MONEY_AFTER = re.compile(r"\s?(?:여\s?)?(?:원|달러|엔|위안|유로|파운드|루블|루피|\d|천|백)")
_APPROXIMATELY = re.compile(
    r"(?:(?P<about>약|대략|거의|근|어림잡아|얼추)|(?P<least>최소|적어도|최하)|(?P<most>최대|최고|많게는))\s?$"
)
_AFTER = re.compile(
    r"(?:여|남짓|몇)?(?:[이가을를은는의]|으로|로|에)?\s?"
    r"(?:(?P<at_least>이상)|(?P<at_most>이하)|(?P<less>미만)|(?P<more>초과|넘|웃도|웃돌|상회)"
    r"|(?P<about>안팎|가량|정도|쯤|내외|가까이|가까운|남짓|육박|선(?=[을에으]))|(?P<odd>여))"
)
_NOUN_OR_PARTICLE = re.compile(
    r"\s[가-힣A-Za-z(]|(?<=열)에\s|(?<=[물른흔쉰순든])(?:에|이\s)|(?<=[른흔쉰순든][섯곱덟홉셋넷둘])인|(?<=[둘셋넷나섯곱덟홉])(?:에|은|이|을|의|으?로|과|도|다|만|\b)"
)
_AFTER_NATIVE = frozenset(
    "명 개 번 번째 째 차례 가지 살 시 시간 달 배 마리 권 채 잔 병 쌍 곳 사람 주 그루 군데".split()
)
_CURRENCIES = frozenset(form for form, unit in KOREAN.items() if unit.kind is Kind.MONEY)
_AFTER_SINO = frozenset("명 년 개월 세 인 호 % 퍼센트 미터 킬로미터 톤 배 도 평".split()) | _CURRENCIES
_NO_UNIT_AFTER_ONE = frozenset("일 이 시 도 면".split())
_LOOSE_AFTER_NATIVE = frozenset("자리 자 면 편 가지".split())
_HALF_MORE = exact(3, 2)
_DECIMALS_AFTER = re.compile(
    r"(?:(?=\d)|\s(?=\d{2}(?:[을를의로이에가과와\s,.)]|$)))(\d{2})(?!\d)(?!\s?(?:센티|㎝|cm|분|초|미터|년|[천만억]))"
)
_HUNDREDTHS = re.compile(r"\s?(\d{1,2})\s?(?:전|센트)")
_SOFT_ONES = frozenset({Kind.MONEY, Kind.ORDINAL, Kind.COUNT, Kind.DURATION, Kind.MULTIPLE, Kind.MEASURE})
_HANGUL = re.compile(r"[가-힣]")
_SPEED_BEFORE = re.compile(r"(?:시속|시간당)\s?(?:약\s)?$")
_SPEEDS = {"kilometre": "kilometre per hour", "mile": "mile per hour"}
_HALF = re.compile(r"\s반(?:[을에의만]|쯤|마다|이면|이라는|이나|으로|동안|째|씩|이\s|간|여|가까이|\s|$|[.,])")


@dataclass(frozen=True, slots=True)
class Reading:
    """A numeral before its unit is known.

    Attributes:
        outer: start including 제 or a currency sign.
        unit: the unit that a currency sign gives, else None.
        words: written in Hangul only; native: a native numeral.
    """

    value: Value
    start: int
    end: int
    outer: int
    unit: Unit | None
    words: bool = False
    native: bool = False
    bound: Bound | None = None


class Resolved(NamedTuple):
    """Unit name, kind, final value, and where numeral and unit end."""

    name: str
    kind: Kind
    value: Value
    end: int
    numeral_end: int
    soft: bool


def unit_after(text: str, reading: Reading) -> Resolved | None:
    """The unit of a numeral, or None when a Hangul word only looks like a number (만 3년, 한국, 천사)."""
    if reading.unit is not None:
        return Resolved(reading.unit.name, reading.unit.kind, reading.value, reading.end, reading.end, False)
    found = _form_at(text, reading.end)
    if found and not _belongs(text, reading, found):
        found = None
    if reading.native or reading.words:
        return _word_number(text, reading, found)
    if found is None:
        return _bare(text, reading)
    return _resolve(text, reading, found)


class _Found(NamedTuple):
    """A counter or unit after a numeral: whether a space or 여 stands between, and where it ends."""

    form: str
    end: int
    gap: bool
    more: bool


def _form_at(text: str, position: int) -> _Found | None:
    gap = text[position : position + 1].isspace()
    start = position + gap
    more = text[start : start + 1] == "여" and not text.startswith("여덟", start)
    start += more + (more and text[start + 1 : start + 2].isspace())
    for form in _BY_FIRST.get(text[start : start + 1], ()):
        if text.startswith(form, start):
            end = start + len(form)
            latin = form[-1].isascii() and form[-1].isalpha()
            if not (latin and text[end : end + 1].isascii() and text[end : end + 1].isalpha()):
                return _Found(form, end, gap, more)
    return None


def article_of_law(text: str, start: int) -> Quantity | None:
    """제247조, 헌법 84조, 250조 1항: the number of an article of law that starts at `start`, or None."""
    found = _ARTICLE.match(text, start)
    if found is None:
        return None
    if _MONEY_AFTER.match(text, found.end()) and not _PARAGRAPH_AFTER.match(text, found.end()):
        return None
    before = text[max(0, start - 4) : start]
    if not (_ARTICLE_BEFORE.search(before) or _ARTICLE_AFTER.match(text, found.end())):
        return None
    numeral = Span(start, found.end() - 1)
    return Quantity(int(found[1]), Kind.ARTICLE, "article", Span(start, found.end()), numeral)


def _belongs(text: str, reading: Reading, found: _Found) -> bool:
    """A unit after a space or a word numeral must end where a word may end."""
    form, end = found.form, found.end
    if reading.native and not found.gap and form not in _AFTER_NATIVE:
        return False
    if form in ("조", "장", "목", "절", "대", "전", "자") and found.gap:
        return False
    if found.gap or reading.native or reading.words:
        return bool(_BOUNDED.match(text, end))
    return True


def _word_number(text: str, reading: Reading, found: _Found | None) -> Resolved | None:
    """Numbers in Hangul count only with a unit; 두, 세 … before a noun and long sino numerals may stand alone."""
    written = text[reading.start : reading.end]
    apart = found is not None and (found.gap or found.more)
    if reading.words:
        if written[0] in "조경억" or (len(written) == 1 and not apart):
            return None
        if found and not apart and found.form not in _AFTER_SINO:
            found = None
        if written.endswith("조") and not (found and found.form in _CURRENCIES):
            return None
    if found is None:
        return _before_noun(text, reading) if reading.native else _alone(text, reading)
    if reading.words and len(written) == 1 and found.form in _NO_UNIT_AFTER_ONE:
        return None
    resolved = _resolve(text, reading, found)
    soft = reading.native and (reading.value == 1 or found.form in _LOOSE_AFTER_NATIVE)
    return resolved._replace(soft=soft or resolved.soft)


def _alone(text: str, reading: Reading) -> Resolved | None:
    """A sino numeral of four syllables and more, or one after 제, may stand without a unit."""
    written = text[reading.start : reading.end].replace(" ", "")
    long_enough = len(written) >= 4 and _BOUNDED.match(text, reading.end) is not None
    ordinal = reading.outer < reading.start
    if not long_enough and not ordinal:
        return None
    kind = Kind.ORDINAL if ordinal else Kind.COUNT
    return Resolved("", kind, reading.value, reading.end, reading.end, not long_enough)


def _before_noun(text: str, reading: Reading) -> Resolved | None:
    """두 광선, 세 방향, 둘은: counts without a counter, which prove nothing by their absence."""
    if not _NOUN_OR_PARTICLE.match(text, reading.end):
        return None
    return Resolved("", Kind.COUNT, reading.value, reading.end, reading.end, True)


def _bare(text: str, reading: Reading) -> Resolved:
    kind = Kind.ORDINAL if text[max(0, reading.outer - 1) : reading.outer] == "제" else Kind.COUNT
    named = text[max(0, reading.outer - 1) : reading.outer]
    glued = _HANGUL.match(named) is not None and named not in "약총제만연월각"
    small = reading.value < 20 and _HANGUL.match(text, reading.end) is not None
    return Resolved("", kind, reading.value, reading.end, reading.end, reading.value <= 1 or glued or small)


def _resolve(text: str, reading: Reading, found: _Found) -> Resolved:
    form, end = found.form, found.end
    unit = KOREAN[form]
    ordinal = text[max(0, reading.outer - 1) : reading.outer] == "제" or reading.outer < reading.start
    name, kind, value, numeral_end = unit.name, unit.kind, reading.value, reading.end
    if form in _CLASSIFIERS:
        name, kind = _CLASSIFIERS[form](text, reading, end)
    elif ordinal:
        name, kind = "rank", Kind.ORDINAL
    if form == "할":
        name, kind, value = "percent", Kind.PERCENT, value * 10
    if kind is Kind.ORDINAL and value >= 1000 and not ordinal:
        name, kind = "item", Kind.COUNT
    if (kind is Kind.DURATION or form in ("바퀴", "배")) and _HALF.match(text, end):
        value, end = value + exact(1, 2), end + 2
    if name in _SPEEDS and _SPEED_BEFORE.search(text[max(0, reading.outer - 6) : reading.outer]):
        name = _SPEEDS[name]
    if name in ("metre", "second span") and (small := _DECIMALS_AFTER.match(text, end)):
        value, end = value + exact(int(small[1]), 100), small.end()
    if kind is Kind.MONEY and (small := _HUNDREDTHS.match(text, end)):
        value, end = value + exact(int(small[1]), 100), small.end()
    soft = (
        form in ("심", "분위")
        or (form == "위" and value <= 3)
        or value in (0, _HALF_MORE)
        or (value == 1 and kind in _SOFT_ONES)
    )
    return Resolved(name, kind, value, end, numeral_end, soft)


def _year(text: str, reading: Reading, end: int) -> tuple[str, Kind]:
    if (
        1000 <= reading.value <= 2200
        and "," not in text[reading.start : reading.end]
        and not text.startswith("간", end)
    ):
        return "year", Kind.YEAR
    if _LENGTH_AFTER.match(text, end) or reading.value <= 50 or reading.value >= 100:
        return "year span", Kind.DURATION
    return "year", Kind.YEAR


def _month(text: str, reading: Reading, end: int) -> tuple[str, Kind]:
    return ("month", Kind.MONTH) if reading.value in range(1, 13) else ("", Kind.COUNT)


def _day(text: str, reading: Reading, end: int) -> tuple[str, Kind]:
    if reading.value not in range(1, 32) or re.match(r"간|째|\s?동안|짜리|여|\s?만에|\s?연속", text[end : end + 4]):
        return "day span", Kind.DURATION
    return "day", Kind.DAY


def _hour(text: str, reading: Reading, end: int) -> tuple[str, Kind]:
    return ("hour", Kind.TIME) if reading.value in range(25) else ("", Kind.COUNT)


def _minute(text: str, reading: Reading, end: int) -> tuple[str, Kind]:
    if re.search(r"\d\s?시\s?$", text[max(0, reading.start - 5) : reading.start]):
        return "minute", Kind.TIME
    return "minute span", Kind.DURATION


def _machine_or_age(text: str, reading: Reading, end: int) -> tuple[str, Kind]:
    if reading.value in range(10, 100, 10) and not reading.native and _AGE_AFTER.match(text, end):
        return "decade", Kind.DECADE
    return "item", Kind.COUNT


def _round(text: str, reading: Reading, end: int) -> tuple[str, Kind]:
    return "rank", Kind.ORDINAL


_CLASSIFIERS = {
    "년": _year,
    "년도": _year,
    "월": _month,
    "일": _day,
    "시": _hour,
    "분": _minute,
    "대": _machine_or_age,
    "차": _round,
    "호": _round,
}


def bound_around(text: str, start: int, end: int) -> Bound:
    """The bound that 약, 최소, 이상, 미만, 여 … put on the number at `start:end`."""
    after = _AFTER.match(text, end)
    if after:
        name = after.lastgroup
        if name in _AFTER_BOUNDS:
            return _AFTER_BOUNDS[name]
    if "여" in text[end - 3 : end]:
        return Bound.MORE_THAN
    before = _APPROXIMATELY.search(text[max(0, start - 6) : start])
    if before is None:
        return Bound.EXACT
    if before["about"]:
        return Bound.ABOUT
    return Bound.AT_LEAST if before["least"] else Bound.AT_MOST


_AFTER_BOUNDS = {
    "at_least": Bound.AT_LEAST,
    "at_most": Bound.AT_MOST,
    "less": Bound.LESS_THAN,
    "more": Bound.MORE_THAN,
    "about": Bound.ABOUT,
    "odd": Bound.MORE_THAN,
}
