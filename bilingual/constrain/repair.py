"""What must change around a term that is put into finished text: article, number, case, spacing, particle."""

from __future__ import annotations

import re

from bilingual.model import Span
from bilingual.text import english
from bilingual.text.korean.syllables import batchim, ends_in_rieul

_ARTICLE = re.compile(r"\b(an?)(\s+)$", re.IGNORECASE)
_LEADING_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_TRAILING_DETERMINER = re.compile(r"\b(?:the|an?|this|that|its|their|his|her|our)\s+$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+[\"'“‘(\[]*$")
_PARTICLE_PAIRS = (("을", "를"), ("은", "는"), ("이", "가"), ("과", "와"), ("으로", "로"))
_PARTICLE = re.compile(r"(?:을|를|은|는|이|가|과|와|으로|로)(?![가-힣])")
_PLURAL_CALL = re.compile(
    r"\b(?:these|those|many|several|various|all|few|both|two|three|four|five|\d+)\s+$", re.IGNORECASE
)


def splice(text: str, span: Span, form: str, lang: str) -> tuple[str, Span]:
    """`text` with `form` in place of `span`, and the span of the form in the result.

    The form takes the number of what it replaces, a capital at the start of the text, and an article before it that
    fits its sound; words of the form that already stand next to the span are not said twice.
    """
    if lang.partition("-")[0] != "en":
        after = text[span.end :]
        if lang.partition("-")[0] == "ko":
            after = with_right_particle(form, after)
        return text[: span.start] + form + after, Span(span.start, span.start + len(form))
    before, after = text[: span.start], text[span.end :]
    before, after = _without_doubles(before, after, form)
    form = in_number_of(form, before, text[span.start : span.end])
    if _TRAILING_DETERMINER.search(before):
        form = _LEADING_ARTICLE.sub("", form, count=1) if _LEADING_ARTICLE.match(form) else form
    before = with_right_article(before, form)
    form = capitalised(form, before)
    before = before + " " if before[-1:].isalnum() else before
    after = " " + after if after[:1].isalnum() else after
    return before + form + after, Span(len(before), len(before) + len(form))


def in_number_of(form: str, before: str, replaced: str) -> str:
    """`form` in the plural when the replaced words were plural, or a number or a quantifier stands before it."""
    head = re.findall(r"[^\W\d_]+", replaced)
    last = head[-1] if head else ""
    common = last.islower() or (len(head) == 1 and last[1:].islower() and starts_sentence(before))
    was_plural = common and len(last) > 3 and last.endswith("s") and english.lemma(last) != last.lower()
    called = bool(_PLURAL_CALL.search(before)) and not re.search(r"\b1\s+$", before)
    if (was_plural or called) and not form[:1].isupper():
        return english.pluralise(form)
    return form


def with_right_article(before: str, form: str) -> str:
    """`before` with its final `a` or `an` made to fit the form, or dropped before a plural."""
    hit = _ARTICLE.search(before)
    if not hit:
        return before
    last = form.rsplit(maxsplit=1)[-1].lower()
    if english.lemma(last) != last and english.pluralise(english.lemma(last)) == last:
        return before[: hit.start()]
    right = english.indefinite_article(form)
    return before[: hit.start()] + (right.capitalize() if hit[1][0].isupper() else right) + hit[2]


def capitalised(form: str, before: str) -> str:
    """`form` with a capital when it starts a sentence."""
    return form[:1].upper() + form[1:] if starts_sentence(before) else form


def starts_sentence(before: str) -> bool:
    """Whether what follows `before` starts a sentence: nothing, an opening mark or the end of another stands there."""
    return not before.strip(" \"'“‘([") or bool(_SENTENCE_END.search(before))


def with_right_particle(form: str, after: str) -> str:
    """`after` with a Korean particle at its start made to fit the last sound of the form (반도체을 → 반도체를)."""
    hit = _PARTICLE.match(after)
    closed = batchim(form)
    if not hit or closed is None:
        return after
    pair = next(p for p in _PARTICLE_PAIRS if hit.group() in p)
    vowel_like = not closed or (pair == ("으로", "로") and ends_in_rieul(form))
    return pair[1 if vowel_like else 0] + after[hit.end() :]


def _without_doubles(before: str, after: str, form: str) -> tuple[str, str]:
    """Drop words next to the gap that the form repeats: special | special zone, climate finance | finance."""
    words = form.split()
    for size in range(min(3, len(words)), 0, -1):
        head = " ".join(words[:size])
        if size < len(words) + 1 and re.search(rf"(?:^|\s){re.escape(head)}\s*$", before, re.IGNORECASE):
            before = before.rstrip()[: len(before.rstrip()) - len(head)]
            break
    for size in range(min(3, len(words)), 0, -1):
        tail = " ".join(words[-size:])
        hit = re.match(rf"\s*{re.escape(tail)}s?(?!\w)", after, re.IGNORECASE)
        if hit:
            after = after[hit.end() :]
            break
    return before, after
