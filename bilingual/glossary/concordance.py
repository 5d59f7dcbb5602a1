"""Keyword in context: every place of a term in a corpus, with the translation and the equivalent in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bilingual.glossary.corpus import Sentence
from bilingual.glossary.termbase import Glossary
from bilingual.model import Concept, Segment, Span, Term
from bilingual.text.english import occurrences


@dataclass(frozen=True, slots=True)
class Hit:
    """One occurrence.

    Attributes:
        sentence: where it stands.
        span: in the sentence's text.
        target: span of an equivalent in the translation, None when there is none.
    """

    sentence: Sentence
    span: Span
    target: Span | None = None


def concordance(concepts: Iterable[Concept], corpus: Iterable[Sentence], langs: tuple[str, str]) -> Iterator[Hit]:
    """The occurrences of any source form of the concepts, in corpus order."""
    from bilingual.glossary.matching import Matcher

    listed = tuple(concepts)
    matcher = Matcher(Glossary(listed, *langs))
    forms = {c.id: [t.text for t in c.terms_in(langs[1])] for c in listed}
    for sentence in corpus:
        for match in matcher.find(Segment(sentence.place, sentence.text, langs[0])):
            yield Hit(sentence, match.span, _equivalent(forms[match.concept_id], sentence.translation))


def target_concordance(text: str, corpus: Iterable[Sentence]) -> Iterator[Hit]:
    """The occurrences of a target term in the translations, inflected forms too; `span` covers nothing."""
    for sentence in corpus:
        for span in occurrences(text, sentence.translation):
            yield Hit(sentence, Span(0, 0), span)


def ad_hoc(text: str, lang: str) -> Concept:
    """A concept that stands for a term which the glossary lacks."""
    return Concept(text, (Term(text, lang),))


def _equivalent(forms: list[str], translation: str) -> Span | None:
    spans = (span for form in forms for span in occurrences(form, translation)[:1]) if translation else iter(())
    return next(spans, None)


def around(text: str, span: Span, columns: int) -> tuple[str, str, str]:
    """What stands left of a span, the span, and what stands right of it.

    Args:
        text: one line.
        span: half-open, code points.
        columns: width of each side in terminal columns; wide characters count two (Unicode East Asian Width).

    Returns:
        The left side padded on its left, the keyword, the right side cut, so that keywords align in a column.
    """
    from rich.cells import cell_len

    left, right = text[: span.start], text[span.end :]
    while cell_len(left) > columns:
        left = left[max(1, (cell_len(left) - columns) // 2) :]
    while cell_len(right) > columns:
        right = right[: -max(1, (cell_len(right) - columns) // 2)]
    return " " * (columns - cell_len(left)) + left, text[span.start : span.end], right
