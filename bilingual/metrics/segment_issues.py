"""What is wrong with single segments, as issues: empty, untranslated, a term missing, a number lost or invented."""

from __future__ import annotations

from collections.abc import Iterator

from bilingual.metrics.base import Corpus
from bilingual.metrics.numbers import NumberAccuracy, compare_numbers
from bilingual.metrics.terms import TermCheck, check_terms
from bilingual.metrics.untranslated import is_untranslated
from bilingual.model import Issue, Severity, Side, Span
from bilingual.text.normalisation import nfc

CODES = {
    "E001": "A segment has no translation.",
    "E101": "A term of the glossary is missing in the translation.",
    "E102": "A forbidden term stands in the translation.",
    "E201": "A number of the source is missing or different in the translation.",
    "E202": "The translation has a number that the source does not have.",
    "E301": "A segment was left untranslated.",
}


def segment_issues(corpus: Corpus, position: int) -> list[Issue]:
    """The issues of one segment; `segment_id` is its 1-based number, spans are in the NFC text of their side."""
    name = str(position + 1)
    hypothesis = corpus.hypotheses[position]
    if not hypothesis.strip():
        return [Issue("E001", "accuracy/omission", Severity.MAJOR, "the translation is empty", segment_id=name)]
    found: list[Issue] = []
    if corpus.terms:
        for check in check_terms(hypothesis, corpus.terms[position], corpus.target_lang):
            found += _term_issues(check, name)
    if corpus.sources:
        found += _source_issues(corpus, position, name)
    return found


def _term_issues(check: TermCheck, name: str) -> Iterator[Issue]:
    wanted = " or ".join(check.expected.targets)
    for span in check.forbidden:
        message = f"a forbidden translation of {check.expected.source}"
        yield Issue("E102", "terminology", Severity.MAJOR, message, Side.TARGET, span, check.expected.targets[0], name)
    if check.span is None:
        message = f"{check.expected.source} should be translated as {wanted}"
        yield Issue("E101", "terminology", Severity.MAJOR, message, Side.SOURCE, check.expected.span, "", name)


def _source_issues(corpus: Corpus, position: int, name: str) -> Iterator[Issue]:
    source, target = corpus.sources[position], corpus.hypotheses[position]
    reference = " ".join(stream[position] for stream in corpus.references)
    if is_untranslated(source, target, reference, corpus.source_lang, corpus.target_lang):
        yield Issue("E301", "accuracy/untranslated", Severity.MAJOR, "source text was left as it is", segment_id=name)
    if NumberAccuracy().applies_to(corpus):
        numbers = compare_numbers(source, target, corpus.source_lang, corpus.target_lang)
        lost = [quantity.span for quantity in numbers.missing] + [
            p.source.span for p in numbers.pairs if p.unit_differs
        ]
        yield from (_number("E201", Side.SOURCE, span, nfc(source), name) for span in lost)
        yield from (_number("E202", Side.TARGET, q.span, nfc(target), name) for q in numbers.unaccounted)


def _number(code: str, side: Side, span: Span, text: str, name: str) -> Issue:
    surface = text[span.start : span.end]
    if side is Side.SOURCE:
        message = f"{surface} is missing or different in the translation"
    else:
        message = f"{surface} is not in the source"
    return Issue(code, "accuracy/mistranslation", Severity.MAJOR, message, side, span, segment_id=name)
