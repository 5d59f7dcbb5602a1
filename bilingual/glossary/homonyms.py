"""Knowledge of Korean homonyms: which sense a concept has, and which sense an occurrence has.

`homonyms.tsv` lists common homonyms of news text, written for this project: Chinese characters, English terms,
whether the sense takes 하다 or 되다, and cues. A concept gets its sense from its English terms first, else from what
stands in its entry, else from the company it keeps in its glossary (목성 and 금성 beside 화성). An occurrence gets it
from Chinese characters in brackets, from a light verb, or from cues near it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bilingual.model import Concept, Span
from bilingual.text.korean.tails import is_ending, read_tail
from bilingual.text.korean.words import lexicon

_HANJA_GLOSS = re.compile(r"\s?[(（]([\u4e00-\u9fff\uf900-\ufaff]{2,})[)）]")
_EOJEOL = re.compile(r"[^\s,.!?…·\"'“”‘’()\[\]<>《》「」/]+")
_LEAST, _RATIO = 0.2, 1.5
_REACH = 12


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a homonym.

    Attributes:
        hanja: its Chinese characters, empty when it has none.
        english: English terms, lower case.
        use: `v` when it takes a light verb (하다, 되다), `n` when not, `p` for a proper name.
        cues: words near which this sense is meant; a cue fits an eojeol that begins with it, or holds it when the cue
            has two syllables or more; a cue of one syllable must be the whole noun.
    """

    hanja: str
    english: frozenset[str]
    use: str
    cues: tuple[str, ...]


@cache
def homonyms() -> dict[str, tuple[Sense, ...]]:
    """The shipped senses by form, read once."""
    table: dict[str, tuple[Sense, ...]] = {}
    for line in (files(__package__) / "homonyms.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        form, hanja, english, use, cues = line.split("\t")
        names = frozenset(english.lower().split("/"))
        sense = Sense("" if hanja == "-" else hanja, names, use, tuple(dict.fromkeys(cues.split())))
        table[form] = (*table.get(form, ()), sense)
    return {form: senses for form, senses in table.items() if len(senses) > 1}


def concept_sense(concept: Concept, senses: Sequence[Sense], company: Iterable[str], target_lang: str) -> Sense | None:
    """The sense that a concept has, or None when nothing tells.

    Args:
        concept: the glossary's entry.
        senses: the senses of its form.
        company: other source terms of the glossary.
        target_lang: language of the terms compared with the senses' English.
    """
    names = {t.text.lower() for t in concept.terms_in(target_lang)}
    words = {w for name in names for w in re.findall(r"[a-z]+", name)}
    prose = " ".join((concept.definition, concept.note, concept.context, concept.sense, *concept.cues))
    scores = [
        10.0 * bool(names & s.english) + 4.0 * bool(words & s.english)
        + 10.0 * (bool(s.hanja) and s.hanja in prose) + 2.0 * sum(c in prose for c in s.cues if len(c) > 1)
        for s in senses
    ]  # fmt: skip
    if max(scores) <= 0 and not names:
        others = list(company)
        scores = [float(sum(any(_fits(c, o) for c in s.cues) for o in others)) for s in senses]
        names_around = sum(o in lexicon().proper for o in others)
        if max(scores) <= 0 and names_around * 3 >= len(others) > 0:
            scores = [float(s.use == "p") for s in senses]
    return _clear_winner(senses, scores, 2.0)


def occurrence_scores(text: str, span: Span, evidence: str, senses: Sequence[Sense]) -> list[float]:
    """How much speaks for each sense at one place; a negative score rules a sense out."""
    gloss = _HANJA_GLOSS.match(text, span.end)
    if gloss and len(gloss.group(1)) == span.end - span.start:
        return [10.0 if s.hanja == gloss.group(1) else -1.0 for s in senses]
    words = _neighbours(text, span)
    scores = [
        sum(max((1 / (1 + d) for d, word in words if _fits(cue, word)), default=0.0) for cue in s.cues) for s in senses
    ]
    if evidence.startswith("verb:"):
        scores = [score if s.use == "v" else -1.0 for score, s in zip(scores, senses, strict=True)]
        if scores.count(-1.0) == len(scores) - 1:
            return [1.0 if score >= 0 else -1.0 for score in scores]
    return scores


def occurrence_sense(senses: Sequence[Sense], scores: Sequence[float]) -> Sense | None:
    """The sense that the scores single out, or None."""
    return _clear_winner(senses, scores, _RATIO) if max(scores) >= _LEAST else None


def _neighbours(text: str, span: Span) -> list[tuple[float, str]]:
    """Eojeols around a span with their distance; one that follows counts as nearer than one before."""
    words = [(m.start(), m.end(), m.group()) for m in _EOJEOL.finditer(text, max(0, span.start - 80), span.end + 80)]
    here = next((n for n, (start, end, _) in enumerate(words) if start <= span.start < end), 0)
    found = []
    for n, (start, end, word) in enumerate(words):
        if n == here:
            found += [(0.0, part) for part in (text[start : span.start], text[span.end : end]) if part]
        elif abs(n - here) <= _REACH:
            found.append((float(n - here) if n > here else here - n + 0.25, word))
    return found


def _fits(cue: str, word: str) -> bool:
    if len(cue) > 1:
        return cue in word
    return word.startswith(cue) and (read_tail(cue, word[1:]) is not None or is_ending(word[1:]))


def _clear_winner(senses: Sequence[Sense], scores: Sequence[float], ratio: float) -> Sense | None:
    ranked = sorted(zip(scores, range(len(senses)), strict=True), reverse=True)
    best, second = ranked[0], ranked[1]
    return senses[best[1]] if best[0] > 0 and best[0] >= ratio * second[0] else None
