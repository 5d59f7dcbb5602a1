"""Checks of numbers: what the guard could not correct, or where it may have touched what an editor should see."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bilingual.model import Issue, Severity, Side, Span
from bilingual.rules.base import Context, check
from bilingual.rules.number_pairing import wrong_pairs
from bilingual.text.numbers import Bound, Comparison, Kind, Quantity

_DATES = frozenset({Kind.YEAR, Kind.MONTH, Kind.DAY, Kind.DECADE, Kind.TIME})
_PUT_BACK = re.compile(r"\[[^\[\]]*(?:\d|illion|thousand)[^\[\]]*\](?=[\s.!?…\"'”’)]*$)")
_SEVERE = frozenset({Kind.MONEY, Kind.PERCENT, Kind.MEASURE})


@check("N104", "An amount that was put back at the end of a sentence")
def put_back(source: str, target: str, context: Context) -> Iterator[Issue]:
    """N104: an amount in square brackets ends the sentence; rule N002 put it there, and an editor has to place it.

    Silent where the source has square brackets of its own.
    """
    if "[" in target and "[" not in source:
        for found in _PUT_BACK.finditer(target):
            message = f"{found[0]!r} was left out of the translation and put back here; move it to its place"
            yield Issue("N104", "accuracy/omission/number", Severity.MINOR, message, span=Span(*found.span()))


@check("N101", "A number is missing, wrong, invented or in another unit")
def numbers(source: str, target: str, context: Context) -> Iterator[Issue]:
    """Compare the values of both sides.

    N101: a number of the source is not in the target, or is wrong there. N102: the target has a number that the
    source does not explain. N103: the value is right and the unit is another. D101: as N101, for dates and times.
    Silent about 하나, 한 and first to third, which languages drop and add freely, about repetitions, and about
    conversions that the translation adds (165 km/h and 105 miles per hour).
    """
    comparison = context.comparison(target)
    if comparison is None or comparison.clean:
        return
    confused = wrong_pairs(comparison, target)
    confused += _probable_pairs(comparison, confused)
    for said, written in confused:
        yield _wrong(source, target, said, written)
    paired = {id(q) for pair in confused for q in pair}
    yield from _missing(source, comparison, paired)
    yield from _invented(target, comparison, paired)
    for pair in comparison.pairs:
        if pair.unit_differs:
            message = f"{target[slice(*pair.target.span)]!r} has another unit than {source[slice(*pair.source.span)]!r}"
            yield Issue("N103", "accuracy/mistranslation/unit", Severity.CRITICAL, message, span=pair.target.span)


def _probable_pairs(
    comparison: Comparison, confused: list[tuple[Quantity, Quantity]]
) -> list[tuple[Quantity, Quantity]]:
    """What is left over on both sides, in order, the same kind first, so that one error is one issue."""
    known = {id(q) for pair in confused for q in pair}
    missing = [q for q in comparison.missing if id(q) not in known]
    invented = [q for q in comparison.unaccounted if id(q) not in known]
    pairs = []
    for alike in (True, False):
        for said in list(missing):
            fitting = [t for t in invented if not alike or t.kind is said.kind]
            if fitting:
                pairs.append((said, fitting[0]))
                missing.remove(said)
                invented.remove(fitting[0])
    return pairs


def _wrong(source: str, target: str, said: Quantity, written: Quantity) -> Issue:
    message = f"{target[slice(*written.span)]!r} stands where the source says {source[slice(*said.span)]!r}"
    if said.kind in _DATES:
        return Issue("D101", "accuracy/mistranslation/date", Severity.MAJOR, message, span=written.span)
    return Issue("N101", "accuracy/mistranslation/number", Severity.CRITICAL, message, span=written.span)


def _missing(source: str, comparison: Comparison, paired: set[int]) -> Iterator[Issue]:
    for said in comparison.missing:
        if id(said) in paired:
            continue
        message = f"{source[slice(*said.span)]!r} of the source is not in the target"
        if said.kind in _DATES:
            yield Issue("D101", "accuracy/omission/date", Severity.MINOR, message, Side.SOURCE, said.span)
            continue
        severity = Severity.CRITICAL if said.large or said.kind in _SEVERE else Severity.MAJOR
        yield Issue("N101", "accuracy/omission/number", severity, message, Side.SOURCE, said.span)


def _invented(target: str, comparison: Comparison, paired: set[int]) -> Iterator[Issue]:
    """What the target has alone; small number words (four-wheel drive) and names (COVID-19) only beside a loss."""
    for written in comparison.unaccounted:
        if written.kind is Kind.IDENTIFIER and not any(q.kind is Kind.IDENTIFIER for q in comparison.missing):
            continue
        small_word = written.value <= 10 and not target[written.numeral.start].isdigit()
        if id(written) in paired or (small_word and not comparison.missing):
            continue
        message = f"{target[slice(*written.span)]!r} has no counterpart in the source"
        grave = (written.kind in _SEVERE or written.large) and written.bound is not Bound.MAGNITUDE
        severity = Severity.MAJOR if grave else Severity.MINOR
        yield Issue("N102", "accuracy/addition/number", severity, message, span=written.span)
