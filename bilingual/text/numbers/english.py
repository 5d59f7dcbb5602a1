"""Numbers in English text: digits, scale words, numbers written out, ordinals, fractions, dates and times."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from bilingual.model import Span
from bilingual.text.numbers.english_numerals import (
    ABBREVIATED,
    ARABIC,
    ONES,
    ORDINALS,
    SCALES,
    TENS,
    cardinal_value,
    ordinal_value,
)
from bilingual.text.numbers.english_units import bound_around, unit_after
from bilingual.text.numbers.english_words import DECADES, GLYPHS, MONTHS, MULTIPLES, ROMAN
from bilingual.text.numbers.quantity import Bound, Kind, Quantity, Value, decimal, exact, times
from bilingual.text.numbers.ranges import join_ranges
from bilingual.text.numbers.units import ENGLISH, MONEY_SIGNS


def _any(words: object) -> str:
    return "|".join(sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


_SIGN = "|".join(re.escape(sign) for sign in sorted(MONEY_SIGNS, key=len, reverse=True))
_BIG = r"(?:hundred|thousand|million|billion|trillion|quadrillion|quintillion)"
_UNIT_WORD = _any([*ONES, *TENS])
_WORD = rf"(?:{_UNIT_WORD}|hundred|thousand|million|billion|trillion|quadrillion|quintillion|dozen)"
_WORDS = (
    rf"(?:half\s(?:an?\s)?(?={_BIG}|dozen)|an?\s(?={_BIG}\b|dozen\b))?(?:{_WORD})\b"
    rf"(?:(?:[\s-]|(?:(?<=hundred)|(?<=thousand)|(?<=illion))\sand\s|,\s(?={_WORD}\s{_BIG}))"
    rf"(?:an?\s(?={_BIG}\b))?(?:{_WORD})\b|[\s-]and[\s-](?:a|one)[\s-]half\b)*"
)
_ORDINAL_WORD = _any(ORDINALS)
_PLURAL = r"(?:tens|dozens|hundreds|thousands|millions|billions|trillions)"
_PART_WORDS = (
    "halves third thirds quarter quarters fourth fourths fifth fifths sixth sixths seventh sevenths eighth eighths "
    "ninth ninths tenth tenths"
).split()
_PART = r"half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?"
_MONTH = (
    r"january|february|april|june|july|august|september|october|november|december"
    r"|(?:jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec)(?=\.?\s?\d)"
    r"|(?:nov|dec|jan|feb|oct|sep|aug)(?=[-–][a-z]{3}\b)|(?<=[a-z]{3}[-–])(?:nov|dec|jan|feb|mar|apr|jun|jul|aug|sep|oct)"
    r"|may|march|mar(?=\.?\s\d)"
)

_DIGITS = (
    rf"(?P<digits>(?:(?:{_SIGN.lower()})\s?)?(?<![a-z\d.])(?<!\d,){ARABIC}"
    rf"(?:(?:[\s-]{_BIG}\b)+|{_BIG}\b|(?:\s?(?:bn|mn|bln|mln|trn|tln|tn)|[mkbt])\b)?"
    rf"(?:(?<=illion)\s{ARABIC}\s(?:thousand|million|billion)\b)*)"
)
_NUMBER = re.compile(
    r"(?P<identifier>(?<![a-z])(?!(?:mid|pre|post|early|late|non|sub|under|over|top|age|aged|of|in|to|a)-)"
    r"(?!(?:krw|usd|eur|jpy|cny|rmb|gbp)\d)[a-z]+[-+/]?\d(?:[a-z0-9-]*[a-z0-9])?)"
    r"|(?P<date>(?<![\d.])\d{4}[./-]\d{1,2}[./-]\d{1,2}(?!\d))"
    r"|(?P<clock>(?<![\d:])\d{1,2}:\d{2}(?::\d{2})?(?:\.\d{1,2}(?!\d))?(?![\d:]))"
    r"|(?P<decade>(?<![a-z\d])['’‘]?\d{2,4}['’]?s\b)"
    r"|(?P<slash>(?<![\d/])\d{1,2}/\d{1,2}(?![\d/]))"
    r"|(?P<ordinal>(?<![a-z\d,.])(?:\d{1,3}(?:,\d{3})+|\d{1,4})(?:st|nd|rd|th)\b)"
    rf"|{_DIGITS}"
    rf"|(?P<plural>\b(?:several\s|many\s|a\sfew\s)?{_PLURAL}\b(?:\sof\s(?:{_PLURAL}|{_BIG})\b)*)"
    rf"|(?P<several>\b(?:several|a\sfew|many)\s(?:{_BIG}|dozen)\b(?:\s{_BIG}\b)?)"
    rf"|(?P<oneover>\b(?:an?|one)(?:\s|-)(?:(?:{_UNIT_WORD})(?:\s|-))+(?:{_ORDINAL_WORD})\b)"
    rf"|(?P<andhalf>\b(?:an?|one)\s(?P<period>hour|year|month|week|day|mile|century|decade)\sand\sa\shalf\b)"
    rf"|(?P<part>\b(?:an?|{_UNIT_WORD})(?:\s|-)(?:{_PART})\b(?!-)|\bhalf\b(?!\s(?:an?\s)?(?:{_BIG}|dozen)))"
    rf"|(?P<wordordinal>\b(?:(?:{_any(TENS)})-)?(?:{_ORDINAL_WORD})\b)"
    rf"|(?P<words>\b{_WORDS})"
    rf"|(?P<month>\b(?:{_MONTH})\b)"
    rf"|(?P<multiple>\b(?:{_any(MULTIPLES)})\b)"
    r"|(?P<allday>(?<=round[\s-]the[\s-])clock\b)"
    rf"|(?P<decadeword>\b(?:{_any(DECADES)})\b)"
    rf"|(?P<roman>(?<=war\s)i\b|(?<=[a-z]\s)(?:{_any(n for n in ROMAN if len(n) > 1)})\b)"
    r"|(?P<glyph>[½⅓⅔¼¾])"
)
_SIGN_AT = re.compile(_SIGN.lower())
_SIGN_UNITS = {sign.lower(): unit for sign, unit in MONEY_SIGNS.items()}
_SKIP = re.compile(r"https?://\S+|www\.\S+|[\w.]+@[\w.]+|&#\d+;")
_FIGURE = re.compile(r"[\d$€£¥₩½⅓⅔¼¾]")
_TOKEN = re.compile(r"[a-z]+|[\d$€£¥₩½⅓⅔¼¾]")
_BEFORE_WORD = re.compile(
    r"\b(?:(?:an?|one)\s(?:hour|year|month|week|day|mile|century|decade)\sand\sa|half\san?|a\sfew|an?|several|many|half)\s$"
)
_WORD_ONLY = re.compile(r"[a-z]+")
_COUNTED = frozenset(
    {*SCALES, *(f"{scale}s" for scale in SCALES), "dozen", "dozens", "tens", "half"} | set(_PART_WORDS)
)
_COUNTED_AT = re.compile(rf"(?:{_any(_COUNTED)})\b")
_CURRENCY_CODES = ("krw", "usd", "eur", "jpy", "cny")
_STARTERS = frozenset(
    {*ONES, *TENS, *ORDINALS, *MONTHS, *MULTIPLES, *DECADES, *ROMAN, *_COUNTED, *_CURRENCY_CODES, "clock"}
)
_PERIODS_BEFORE = re.compile(r"(?:first|last|past|next)\s$")
_MILITARY_TIME = re.compile(r"[0-2]\d[0-5]\d(?=\s(?:gmt|utc|hours|hrs))|0\d")
# Longer runs are no numerals, and would take quadratic time.
_LONGEST = 200
_GAP = re.compile(r"\s?(?:[~∼–—−-]|to|and|or)\s?(?:about\s|around\s)?")


def _digits(text: str, found: re.Match[str]) -> Quantity:
    written, outer = found[0], found.start()
    unit = ""
    sign = _SIGN_AT.match(written)
    if sign:
        unit = _SIGN_UNITS[sign[0]]
        written = written[sign.end() :].lstrip()
    start = found.end() - len(written)
    value, length = _scaled_value(written, bool(unit))
    end = start + length
    if unit:
        return Quantity(value, Kind.MONEY, unit, Span(outer, end), Span(start, end), large=_is_large(written[:length]))
    military = bool(_MILITARY_TIME.match(text, start))
    return _finish(text, value, Span(start, end), soft=military, large=_is_large(written[:length]))


def _scaled_value(written: str, money: bool) -> tuple[Value, int]:
    """Value and used length of digits with scale words; a bare `m` or `t` is a scale only after a currency sign."""
    bare = re.match(ARABIC, written)
    digits = bare[0] if bare else written
    rest = written[len(digits) :].strip()
    if rest in ABBREVIATED:
        if not money and rest in ("m", "t", "b"):
            return decimal(digits), len(digits)
        return times(decimal(digits), ABBREVIATED[rest]), len(written)
    return _longest(written)


def _longest(written: str) -> tuple[Value, int]:
    """Value and length of the longest beginning that is one number; "and" never joins two whole numbers."""
    if len(written) > _LONGEST:
        written = re.sub(r"[\s,-]+\S*$", "", written[:_LONGEST])
    while True:
        try:
            return cardinal_value(written), len(written)
        except ValueError:
            parts = re.split(r"[\s-]and[\s-]|,\s", written)
            shorter = parts[0] if len(parts) > 1 else re.sub(r"[\s-]+\S+$", "", written)
            if shorter == written:
                raise
            written = shorter


def _is_large(written: str) -> bool:
    return any(scale in written for scale in ("illion", "bn", "mn", "mln", "bln", "tn", "trn", "tln")) or (
        written[-1:] in ("m", "b", "t") and written[:1].isdigit()
    )


def _finish(text: str, value: Value, numeral: Span, *, soft: bool = False, large: bool = False) -> Quantity:
    unit, kind, end = unit_after(text, numeral, value)
    bound = bound_around(text, numeral.start, end)
    return Quantity(value, kind, unit, Span(numeral.start, end), numeral, bound, soft, large)


def _words(text: str, found: re.Match[str]) -> Quantity:
    value, length = _longest(found[0])
    span = Span(found.start(), found.start() + length)
    return _finish(text, value, span, soft=value == 1, large=_is_large(found[0][:length]))


def _magnitude(text: str, found: re.Match[str]) -> Quantity:
    value = 1
    for word in re.findall(r"[a-z]+", found[0]):
        value *= {"tens": 10, "dozens": 10, "dozen": 10}.get(word, SCALES.get(word.rstrip("s"), 1))
    quantity = _finish(text, value, Span(found.start(), found.end()), large=_is_large(found[0]))
    return replace(quantity, bound=Bound.MAGNITUDE)


def _ordinal(text: str, found: re.Match[str]) -> Quantity:
    span = Span(found.start(), found.end())
    value = ordinal_value(found[0])
    soft = not found[0][0].isdigit() and value <= 3
    return Quantity(value, Kind.ORDINAL, "rank", span, span, soft=soft)


def _part(text: str, found: re.Match[str]) -> Quantity:
    span = Span(found.start(), found.end())
    words = re.findall(r"[a-z]+", found[0])
    below = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4}.get(words[-1]) or ORDINALS[words[-1].rstrip("s")]
    above = 1 if len(words) == 1 or words[0] in ("a", "an") else cardinal_value(words[0])
    if words[0] in TENS and words[-1] in ORDINALS:
        return _ordinal(text, found)
    if above >= below or (above > 1 and _PERIODS_BEFORE.search(text, max(0, span.start - 8), span.start)):
        return _finish(text, above, Span(span.start, span.start + len(words[0])))
    soft = words in (["half"], ["a", "quarter"], ["a", "half"])
    unit = "nth" if words[0] in ("a", "an") and below > 2 else ""
    return Quantity(exact(int(above), below), Kind.FRACTION, unit, span, span, soft=soft)


def _one_over(text: str, found: re.Match[str]) -> Quantity:
    """One twenty-fifth; a row of numbers that is none ("one one one third") counts by its last word."""
    span = Span(found.start(), found.end())
    words = re.split(r"[\s-]", found[0])
    try:
        below = ordinal_value(" ".join(words[1:]))
    except ValueError:
        below = ordinal_value(words[-1])
    return Quantity(exact(1, below), Kind.FRACTION, "", span, span)


def _and_half(text: str, found: re.Match[str]) -> Quantity:
    """An hour and a half."""
    span = Span(found.start(), found.end())
    unit = ENGLISH[found["period"]]
    return Quantity(exact(3, 2), unit.kind, unit.name, span, span)


def _slash(text: str, found: re.Match[str]) -> Quantity:
    above, below = (int(part) for part in found[0].split("/"))
    span = Span(found.start(), found.end())
    value = exact(above, below) if below else above
    return Quantity(value, Kind.FRACTION, "", span, span, soft=True)


def _month(text: str, found: re.Match[str]) -> Quantity:
    span = Span(found.start(), found.end())
    return Quantity(MONTHS[found[0].rstrip(".")], Kind.MONTH, "month", span, span)


def _multiple(text: str, found: re.Match[str]) -> Quantity:
    span = Span(found.start(), found.end())
    if found[0] in ("noon", "midnight"):
        return Quantity(12, Kind.TIME, "hour", span, span, soft=True)
    return Quantity(MULTIPLES[found[0]], Kind.MULTIPLE, "", span, span, soft=True)


def _all_day(text: str, found: re.Match[str]) -> Quantity:
    """Around the clock."""
    span = Span(found.start(), found.end())
    return Quantity(24, Kind.DURATION, "hour span", span, span, soft=True)


def _decade(text: str, found: re.Match[str]) -> Quantity:
    digits = re.search(r"\d+", found[0])
    span = Span(found.start(), found.end())
    numeral = Span(found.start() + digits.start(), found.start() + digits.end()) if digits else span
    return Quantity(int(digits[0]) if digits else 0, Kind.DECADE, "decade", span, numeral)


def _decade_word(text: str, found: re.Match[str]) -> Quantity:
    span = Span(found.start(), found.end())
    return Quantity(DECADES[found[0]], Kind.DECADE, "decade", span, span)


def _roman(text: str, found: re.Match[str]) -> Quantity:
    span = Span(found.start(), found.end())
    return Quantity(ROMAN[found[0]], Kind.ORDINAL, "rank", span, span, soft=True)


def _glyph(text: str, found: re.Match[str]) -> Quantity:
    span = Span(found.start(), found.end())
    return Quantity(GLYPHS[found[0]], Kind.FRACTION, "", span, span)


def _identifier(text: str, found: re.Match[str]) -> Quantity:
    digits = re.search(r"\d+", found[0])
    span = Span(found.start(), found.end())
    return Quantity(decimal(digits[0]) if digits else 0, Kind.IDENTIFIER, found[0].upper(), span, span)


_READERS = {
    "digits": _digits,
    "words": _words,
    "plural": _magnitude,
    "several": _magnitude,
    "ordinal": _ordinal,
    "wordordinal": _ordinal,
    "part": _part,
    "oneover": _one_over,
    "andhalf": _and_half,
    "slash": _slash,
    "month": _month,
    "multiple": _multiple,
    "allday": _all_day,
    "decade": _decade,
    "decadeword": _decade_word,
    "roman": _roman,
    "glyph": _glyph,
    "identifier": _identifier,
}


def _apart(found: re.Match[str], kinds: tuple[Kind, ...], units: tuple[str, ...]) -> list[Quantity]:
    out = []
    for part, kind, unit in zip(re.finditer(r"\d+", found[0]), kinds, units, strict=False):
        span = Span(found.start() + part.start(), found.start() + part.end())
        soft = unit == "minute" and int(part[0]) == 0
        out.append(Quantity(int(part[0]), kind, unit, span, span, soft=soft))
    return out


def _clock(found: re.Match[str]) -> list[Quantity]:
    if "." in found[0]:
        return _race_time(found)
    hours, minutes = (int(part) for part in found[0].split(":")[:2])
    if hours <= 24 and minutes < 60:
        return _apart(found, (Kind.TIME,) * 3, ("hour", "minute", "second"))
    return _apart(found, (Kind.COUNT,) * 3, ("",) * 3)


def _race_time(found: re.Match[str]) -> list[Quantity]:
    """3:26.78 is three minutes and 26.78 seconds."""
    parts = list(re.finditer(r"[\d.]+", found[0]))
    units = ("hour span", "minute span", "second span")[-len(parts) :]
    spans = [Span(found.start() + part.start(), found.start() + part.end()) for part in parts]
    return [
        Quantity(decimal(part[0]), Kind.DURATION, unit, span, span)
        for part, unit, span in zip(parts, units, spans, strict=True)
    ]


def _is_month(text: str, found: re.Match[str]) -> bool:
    """May and March are months where they are capitalised inside a sentence, or a day or a year follows."""
    if found[0] not in ("may", "march"):
        return True
    start = found.start()
    opens = start == 0 or bool(re.search(r"[.!?:\"“(]\s*$", text[max(0, start - 3) : start]))
    return text[start].isupper() and (not opens or bool(re.match(r"\s\d", text[found.end() :])))


def read_english(text: str) -> list[Quantity]:
    """Every number of an English text, in order; spans are code points of `text`.

    Ranges come as two quantities with `Bound.FROM` and `Bound.TO`; a scale said once counts for both
    (3-5 million → 3,000,000 and 5,000,000).
    """
    return list(_read(text))


@lru_cache(maxsize=1024)
def _read(text: str) -> tuple[Quantity, ...]:
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    if "@" in lowered or "://" in lowered or "www." in lowered or "&#" in lowered:
        lowered = _SKIP.sub(lambda found: " " * len(found[0]), lowered)
    out: list[Quantity] = []
    position = 0
    for candidate in _candidates(lowered):
        if candidate < position:
            continue
        found = _NUMBER.match(lowered, _start(lowered, candidate, position)) or _NUMBER.match(lowered, candidate)
        if found and found.end() - found.start() > 4 * _LONGEST:
            position = found.end()
        elif found:
            out += _quantities(text, lowered, found)
            position = max(found.end() if not out else out[-1].span.end, candidate + 1)
    return tuple(join_ranges(lowered, out, _GAP)) if len(out) > 1 else tuple(out)


def _candidates(lowered: str) -> list[int]:
    """Where a number may be: at figures and currency signs, and at the words that can begin or be one."""
    if _STARTERS.isdisjoint(_WORD_ONLY.findall(lowered)):
        return [found.start() for found in _FIGURE.finditer(lowered)]
    return [
        found.start() for found in _TOKEN.finditer(lowered) if (token := found[0]) in _STARTERS or not token.isalpha()
    ]


def _start(lowered: str, candidate: int, position: int) -> int:
    """Where the number really starts: letters glued to a figure (A380, US$), or "half a" before a scale word."""
    if candidate == 0:
        return 0
    before = lowered[candidate - 1]
    if before == " ":
        if lowered[candidate].isalpha():
            found = _BEFORE_WORD.search(lowered, max(position, candidate - 20), candidate)
            return found.start() if found and _COUNTED_AT.match(lowered, candidate) else candidate
        return candidate
    if before.isalpha() or before in "-+/":
        start = candidate
        while start > position and (lowered[start - 1].isalpha() or (start == candidate and before in "-+/")):
            start -= 1
        return start if lowered[start].isalpha() and not lowered[candidate].isalpha() else candidate
    return candidate


def _quantities(text: str, lowered: str, found: re.Match[str]) -> list[Quantity]:
    name = "andhalf" if found["andhalf"] else found.lastgroup or ""
    if name == "date":
        return _apart(found, (Kind.YEAR, Kind.MONTH, Kind.DAY), ("year", "month", "day"))
    if name == "clock":
        return _clock(found)
    if name == "month" and not _is_month(text, found):
        return []
    return [_READERS[name](lowered, found)]
