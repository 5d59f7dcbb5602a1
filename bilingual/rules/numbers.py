"""The number guard: no number leaves wrong.

Values are read from both sides and compared. What the source says and the target does not is corrected in place when
it is clear which target number stands for it; a dropped 만/억/조 amount is put back. Anything less clear is left for
the check (see `number_checks`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bilingual.model import Edit, Span
from bilingual.rules.base import Context, rule
from bilingual.rules.number_pairing import wrong_pairs
from bilingual.rules.number_style import SIGNS, article_before, in_style_of, noun, phrase
from bilingual.text.numbers import Bound, Comparison, Kind, Pair, Quantity
from bilingual.text.numbers.writers import plain_decimal

_SIGN_BEFORE = re.compile(r"(?:US\$|[$€£¥₩])$")
_COMMA_IN_NUMBER = re.compile(r",\d")
_ILL_GROUPED = re.compile(r"\d{1,3},\d{4,}|\d{1,3},\d{1,2} (?:thousand|million|billion|trillion)")
_FINAL = re.compile(r"""[\s.!?…"'”’)\]]*$""")
_AFTER_NUMBER = re.compile(r"(?:\d|illion|thousand|hundred|dozens?|several|many|few|of|per|square|cubic|[-$])[\s-]?$")


def _compared(target: str, context: Context) -> Comparison | None:
    """The comparison that the guard works on; None where the source has no number, or for other languages."""
    if context.source_lang[:2] != "ko" or context.target_lang[:2] != "en" or not context.source_numbers:
        return None
    return context.comparison(target)


@rule("N001", "A wrong number is corrected in place", order=20)
def wrong_value(source: str, target: str, context: Context) -> Iterator[Edit]:
    """Replace a number that says something else than the source, in the style of the sentence.

    Engines read 만 as a million and lose digits (400만 → "400 million"). The target number is replaced when it is the
    only one left over that can stand for a left-over source number: same sort (money, people, per cent …) and same
    unit, same digits, or one digit off. Not applied where two target numbers compete, to times, days of the month and
    fractions, or to a fragment of an ill-formed number; these are reported.
    """
    comparison = _compared(target, context)
    if comparison is None or not (comparison.missing and comparison.unaccounted):
        return
    for said, written in wrong_pairs(comparison, target):
        yield from _corrected(source, target, said, written)


def _corrected(source: str, target: str, said: Quantity, written: Quantity) -> Iterator[Edit]:
    if said.kind is Kind.ARTICLE and written.large:
        reason = f"{source[slice(*said.span)]} is an article of law"
        yield Edit("N001", written.span, target[slice(*written.span)], f"Article {said.value}", reason)
        return
    start, end = written.numeral
    number = in_style_of(target[start:end], said, written)
    if number is None:
        return
    reason = f"the source says {source[slice(*said.span)]}"
    article = article_before(target, start, number)
    if article and written.span.start == start:
        start, number = article[0], f"{article[1]} {number}"
    yield Edit("N001", Span(start, end), target[start:end], number, reason)


@rule("N002", "A dropped large amount is put back", order=21)
def dropped_amount(source: str, target: str, context: Context) -> Iterator[Edit]:
    """Put back an amount in 천, 만, 억, 조 or 경 that the translation leaves out.

    It goes before its unit when that stands alone in the target ("in barrels per day"), after the amount that it
    converts when the source gives it in parentheses (100억 유로(약 147억 달러)), and else in square brackets, the sign
    of an editor's insertion, at the end of the sentence (check N104 points at it). Not applied while a wrong number
    is left that might be this one.
    """
    comparison = _compared(target, context)
    if comparison is None or not any(s.large for s in comparison.missing):
        return
    spoken_for = {id(said) for said, _ in wrong_pairs(comparison, target)}
    rivals = [t for t in comparison.unaccounted if t.large or t.value >= 10_000]
    if len(rivals) > len(spoken_for):
        return
    for said in comparison.missing:
        if said.large and id(said) not in spoken_for:
            yield _restored(source, target, said, comparison)


def _restored(source: str, target: str, said: Quantity, comparison: Comparison) -> Edit:
    reason = f"the source says {source[slice(*said.span)]}, the translation left it out"
    bare = _bare_unit(target, said)
    if bare is not None:
        return Edit("N002", Span(bare, bare), "", phrase(said).removesuffix(noun(said.unit)), reason)
    place = _beside_conversion(source, said, comparison)
    if place is None:
        found = _FINAL.search(target)
        place = found.start() if found else len(target)
        return Edit("N002", Span(place, place), "", f" [{phrase(said)}]", reason)
    return Edit("N002", Span(place, place), "", f" ({phrase(said)})", reason)


def _bare_unit(target: str, said: Quantity) -> int | None:
    """Where the unit stands once without a number, or None."""
    word = noun(said.unit)
    if not word or said.kind not in (Kind.MEASURE, Kind.MONEY) or said.bound is Bound.MAGNITUDE:
        return None
    if said.unit in SIGNS:
        return None
    free = [
        found.start()
        for found in re.finditer(rf"\b{re.escape(word)}\b", target)
        if not _AFTER_NUMBER.search(target[: found.start()])
    ]
    return free[0] if len(free) == 1 else None


def _beside_conversion(source: str, said: Quantity, comparison: Comparison) -> int | None:
    """The end of the target number whose source number is followed by this one in parentheses, or None."""
    for pair in comparison.pairs:
        between = source[pair.source.span.end : said.span.start]
        if re.fullmatch(r"\s?[(（](?:약|대략)?\s?", between):
            return pair.target.span.end
    return None


@rule("N003", "The currency of the source", order=22)
def wrong_currency(source: str, target: str, context: Context) -> Iterator[Edit]:
    """Replace the sign of another currency where the value is right (2700만 파운드: "$27 million" → "£27 million").

    Not applied to units of measure: there the value may have been converted, and only an editor can tell.
    """
    comparison = _compared(target, context)
    for pair in comparison.pairs if comparison else ():
        if pair.unit_differs and pair.source.kind is Kind.MONEY:
            yield from _with_sign(source, target, pair)


@rule("N004", "Thousands are grouped in threes", order=19)
def grouping(source: str, target: str, context: Context) -> Iterator[Edit]:
    """Group the digits of an ill-formed number in threes where its value is right (1,2345 → 12,345).

    A decimal comma (4,5 million) becomes a point. Not applied where the source has no such number: the comma may
    stand between two.
    """
    if not (_COMMA_IN_NUMBER.search(target) and _ILL_GROUPED.search(target)):
        return
    comparison = _compared(target, context)
    for pair in comparison.pairs if comparison else ():
        written = target[slice(*pair.target.numeral)]
        if _ILL_GROUPED.fullmatch(written):
            decimal_comma = written[-1].isalpha()
            after = written.replace(",", ".") if decimal_comma else plain_decimal(pair.target.value, grouped=True)
            yield Edit("N004", pair.target.numeral, written, after, "grouped in threes")


def _with_sign(source: str, target: str, pair: Pair) -> Iterator[Edit]:
    start, end = pair.target.numeral
    sign = _SIGN_BEFORE.search(target[:start])
    if sign is None or pair.target.kind is not Kind.MONEY:
        return
    reason = f"the source says {source[slice(*pair.source.span)]}"
    if pair.source.unit in SIGNS:
        yield Edit("N003", Span(*sign.span()), sign[0], SIGNS[pair.source.unit], reason)
    elif noun(pair.source.unit):
        words = f"{target[start:end]} {noun(pair.source.unit)}"
        yield Edit("N003", Span(sign.start(), end), target[sign.start() : end], words, reason)
