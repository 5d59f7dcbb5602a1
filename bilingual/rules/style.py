"""House styles: rules that run only under a profile.

`ap` follows the published conventions of the Associated Press Stylebook for numerals, per cent, dates, titles,
quotation marks, currency and headlines; `title-case` writes headlines in title case as the Chicago Manual of Style
describes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bilingual.model import Edit, Span
from bilingual.rules.base import Context, rule
from bilingual.text.numbers.english_numerals import ORDINALS, cardinal_value
from bilingual.text.numbers.units import ENGLISH

STYLES = {
    "ap": "Associated Press: numerals, %, dates, titles, quotation marks, currency, headlines",
    "title-case": "headlines in title case",
}

_ONES = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_LARGE = "hundred|thousand|million|billion|trillion"
_SMALL_FIGURE = re.compile(
    rf"(?<![\w.,:/$€£¥₩#%'’–-])([2-9])(?= (?!{_LARGE})([a-z]{{3,}}s|people|men|women|children)\b(?!-))"
)
_SPELT = re.compile(
    r"\b(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?)"
    rf"(?= (?!and\b|to\b|of\b|or\b|(?:{_LARGE})\b)[a-z]+)(?!-)"
)
_ORDINAL_WORDS = frozenset(ORDINALS)
_PERCENT = re.compile(r"(?<=\d)(?: |-)?(?:per ?cent|pct\.?)(?![\w-])(?! points?)")
_MONTHS = {
    "January": "Jan.", "February": "Feb.", "August": "Aug.", "September": "Sept.", "October": "Oct.",
    "November": "Nov.", "December": "Dec.",
}  # fmt: skip
_ANY_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(rf"\b({_ANY_MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?(?![\d,]\d|\w| ?(?:million|billion|percent|%))")
_DAY_FIRST = re.compile(rf"\b(?:the )?(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_ANY_MONTH})\b(?=[ ,.;)]|$)")
_TITLES = {
    "governor": "Gov.", "lieutenant governor": "Lt. Gov.", "senator": "Sen.", "representative": "Rep.", "doctor": "Dr.",
    "president": "President", "prime minister": "Prime Minister", "vice president": "Vice President", "mayor": "Mayor",
    "chairman": "Chairman", "minister": "Minister", "vice minister": "Vice Minister", "first lady": "first lady",
}  # fmt: skip
_TITLE = re.compile(
    rf"(?<![\w-])({'|'.join(sorted(_TITLES, key=len, reverse=True))})(?= [A-Z][a-z]+[ -][A-Z]?[a-z]+)", re.IGNORECASE
)
_COURTESY = re.compile(r"\b(?:Mr|Mrs|Ms|Miss)\.? (?=[A-Z][a-z])")
_QUOTES = re.compile(r"[“”]")
_OUTSIDE = re.compile(r"(?<=[\w%)])([\"”])([,.])(?!\d|\.)")
_DOLLARS = re.compile(
    r"(?<![$\w.,])(\d[\d,]*(?:\.\d+)?)((?: (?:thousand|million|billion|trillion))?) "
    r"(?:U\.?S\.? |American )?dollars?(?![\w-])"
)
_SIGNED = re.compile(r"\b(?:US\$|USD ?\$?)(?=\d)")
_WON = re.compile(r"(?:\bKRW ?|₩ ?)(\d[\d,]*(?:\.\d+)?(?: (?:million|billion|trillion))?)")
_SMALL_WORDS = frozenset(
    "a an the and but or nor for as at by from in into of off on onto out over per to up via with".split()
)


def _before(target: str, start: int) -> str:
    return target[:start].rstrip()[-1:]


def _opens_sentence(target: str, start: int) -> bool:
    return _before(target, start) in ("", ".", "!", "?", '"', "“", ":")


@rule("A001", "AP numerals: one to nine in words, 10 and above in figures", order=60, styles=("ap",))
def numerals(source: str, target: str, context: Context) -> Iterator[Edit]:
    """Spell out 2 to 9 before a plural noun; write 10 and above in figures.

    Not applied in headlines (figures there), before units, percentages, ages, scales and times, in lists of figures
    and scores, or to a number word that opens a sentence.
    """
    headline = context.segment.role == "headline"
    if not headline and not target.isalpha():
        for found in _SMALL_FIGURE.finditer(target):
            if found[2] not in ENGLISH or found[2] in ("people", "men", "women"):
                word = _ONES[int(found[1])]
                after = word.capitalize() if _opens_sentence(target, found.start()) else word
                yield Edit("A001", Span(*found.span(1)), found[1], after, "AP spells out one to nine")
    for found in _SPELT.finditer(target):
        following = re.match(r" ([a-z]+)", target[found.end() :])
        counts = following is not None and following[1] not in _ORDINAL_WORDS
        if counts and not _opens_sentence(target, found.start()):
            figures = str(cardinal_value(found[0]))
            yield Edit("A001", Span(*found.span()), found[0], figures, "AP uses figures from 10")


@rule("A002", "AP per cent: % with a figure", order=61, styles=("ap",))
def percent(source: str, target: str, context: Context) -> Iterator[Edit]:
    """Write 5 percent and 5 per cent as 5%. Not applied to percentage points and to numbers in words."""
    for found in _PERCENT.finditer(target):
        yield Edit("A002", Span(*found.span()), found[0], "%", "AP writes % after a figure")


@rule("A003", "AP dates: Nov. 3, without ordinal endings", order=62, styles=("ap",))
def dates(source: str, target: str, context: Context) -> Iterator[Edit]:
    """Put the month first, shorten the seven long names before a day, and drop -st, -nd, -rd, -th.

    Not applied to a month without a day, or with the year alone (November 2024).
    """
    for found in _DATE.finditer(target):
        if 1 <= int(found[2]) <= 31:
            after = f"{_MONTHS.get(found[1], found[1])} {int(found[2])}"
            yield Edit("A003", Span(*found.span()), found[0], after, "AP date")
    for found in _DAY_FIRST.finditer(target):
        if 1 <= int(found[1]) <= 31 and not re.search(rf"(?:{_ANY_MONTH}) $", target[: found.start()]):
            after = f"{_MONTHS.get(found[2], found[2])} {int(found[1])}"
            yield Edit("A003", Span(*found.span()), found[0], after, "AP date")


@rule("A004", "AP titles: capitals and abbreviations before a full name", order=63, styles=("ap",))
def titles(source: str, target: str, context: Context) -> Iterator[Edit]:
    """Capitalise and shorten a title before a full name (governor Kim Young-rok → Gov. Kim Young-rok).

    Courtesy titles (Mr., Ms.) go, except in quotes. Not applied after "the", "a" or "former … of": there the title is
    a description.
    """
    for found in _TITLE.finditer(target):
        after = _TITLES[found[1].lower()]
        described = re.search(r"\b(?:the|a|an|his|her|their|of)\s$", target[: found.start()], re.IGNORECASE)
        if found[1] != after and not described:
            yield Edit("A004", Span(*found.span()), found[0], after, "AP title before a name")
    if context.segment.role != "quote":
        for found in _COURTESY.finditer(target):
            yield Edit("A004", Span(*found.span()), found[0], "", "AP uses no courtesy titles")


@rule("A005", "AP headlines: single quotation marks, no final full stop", order=64, styles=("ap",))
def headlines(source: str, target: str, context: Context) -> Iterator[Edit]:
    """Write ' for " in headlines and leave out their full stop. Not applied to other segments, or after an acronym."""
    if context.segment.role != "headline":
        return
    for found in re.finditer(r"[\"“”]", target):
        yield Edit("A005", Span(*found.span()), found[0], "'", "AP headline")
    final = re.search(r"(?<=[a-z0-9%'])\.$", target)
    if final and not re.search(r"\b[A-Za-z]\.[A-Za-z]\.$", target):
        yield Edit("A005", Span(*final.span()), ".", "", "AP headline")


@rule("A006", "AP quotation marks: straight, full stop and comma inside", order=65, styles=("ap",))
def quotation_marks(source: str, target: str, context: Context) -> Iterator[Edit]:
    """Write straight double quotation marks, with a following comma or full stop inside them.

    Not applied to marks after an inch figure, or before a decimal.
    """
    for found in _QUOTES.finditer(target):
        yield Edit("A006", Span(*found.span()), found[0], '"', "AP uses straight marks")
    if target.count('"') % 2 == 0:
        for found in _OUTSIDE.finditer(target):
            if found[1] == '"' and target[: found.start()].count('"') % 2:
                yield Edit(
                    "A006", Span(*found.span()), found[0], f'{found[2]}"', "AP sets it inside the quotation marks"
                )


@rule("A007", "AP currency: $2.3 billion, 5 trillion won", order=66, styles=("ap",))
def currency(source: str, target: str, context: Context) -> Iterator[Edit]:
    """Write US dollars with $ before the figure and won in words after it.

    Not applied to other dollars (Canadian, Hong Kong), or to amounts in words.
    """
    for found in _DOLLARS.finditer(target):
        yield Edit("A007", Span(*found.span()), found[0], f"${found[1]}{found[2]}", "AP currency")
    for found in _SIGNED.finditer(target):
        yield Edit("A007", Span(*found.span()), found[0], "$", "AP currency")
    for found in _WON.finditer(target):
        yield Edit("A007", Span(*found.span()), found[0], f"{found[1]} won", "AP currency")


@rule("A101", "Headlines in title case", order=68, styles=("title-case",))
def title_case(source: str, target: str, context: Context) -> Iterator[Edit]:
    """Capitalise the first and last word and all others but articles, short conjunctions and prepositions.

    Not applied to other segments, or to words that have a capital already (eBay, SMR).
    """
    if context.segment.role != "headline":
        return
    words = list(re.finditer(r"[A-Za-z][\w'’]*", target))
    for place, found in enumerate(words):
        minor = found[0] in _SMALL_WORDS and 0 < place < len(words) - 1
        if found[0].islower() and not minor:
            span = Span(found.start(), found.start() + 1)
            yield Edit("A101", span, found[0][0], found[0][0].upper(), "title case")
