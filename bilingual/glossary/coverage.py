"""Figures on a glossary: what it holds, and how it meets a corpus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bilingual.glossary.corpus import Sentence
from bilingual.glossary.edit import folded
from bilingual.glossary.entry import kind_of
from bilingual.glossary.termbase import Glossary
from bilingual.model import Concept, Origin, ReviewState, Segment


@dataclass(frozen=True, slots=True)
class Occurrences:
    """How often an entry stands in a corpus, and in which files."""

    concept: Concept
    count: int
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How a glossary meets a corpus.

    Attributes:
        found: entries that occur, the most frequent first.
        missing: entries that do not.
        unlisted: frequent term candidates that no entry covers, with their counts.
        sentences: number of sentences.
        covered: number of sentences with at least one match.
    """

    found: tuple[Occurrences, ...]
    missing: tuple[Concept, ...]
    unlisted: tuple[tuple[str, int], ...]
    sentences: int
    covered: int


def cover(glossary: Glossary, corpus: Sequence[Sentence], *, unlisted: int = 30) -> Coverage:
    """Match a glossary against a corpus; `unlisted` is how many uncovered candidates are looked for (0: none)."""
    from bilingual.glossary.matching import Matcher

    matcher = Matcher(glossary)
    counts: Counter[str] = Counter()
    files: dict[str, dict[str, None]] = {}
    covered = 0
    for group in _by_file(corpus):
        segments = [Segment(s.place, s.text, glossary.source_lang, origin=Origin(s.file, line=s.line)) for s in group]
        for sentence, matches in zip(group, matcher.find_all(segments), strict=True):
            covered += bool(matches)
            for match in matches:
                counts[match.concept_id] += 1
                files.setdefault(match.concept_id, {})[sentence.file] = None
    found = [Occurrences(c, counts[c.id], tuple(files[c.id])) for c in glossary if counts[c.id]]
    return Coverage(
        found=tuple(sorted(found, key=lambda o: (-o.count, o.concept.id))),
        missing=tuple(c for c in glossary if not counts[c.id]),
        unlisted=_unlisted(glossary, corpus, unlisted) if unlisted else (),
        sentences=len(corpus),
        covered=covered,
    )


def _by_file(corpus: Sequence[Sentence]) -> Iterable[list[Sentence]]:
    groups: dict[str, list[Sentence]] = {}
    for sentence in corpus:
        groups.setdefault(sentence.file, []).append(sentence)
    return groups.values()


def _unlisted(glossary: Glossary, corpus: Sequence[Sentence], limit: int) -> tuple[tuple[str, int], ...]:
    from bilingual.glossary.extraction.candidates import collect, termhood

    known = {folded(t.text) for c in glossary for t in c.terms_in(glossary.source_lang)}
    fresh = [c for c in collect([s.text for s in corpus]) if c.frequency > 1 and folded(c.text) not in known]
    fresh = [c for c in fresh if termhood(c) > 0.45]
    fresh.sort(key=lambda c: (-c.frequency, c.text))
    return tuple((c.text, c.frequency) for c in fresh[:limit])


def figures(concepts: Iterable[Concept], langs: tuple[str, str]) -> dict[str, dict[str, int]]:
    """Counts by heading: entries, subject fields, further forms, and what is filled in."""
    listed = list(concepts)
    forms: Counter[str] = Counter()
    for concept in listed:
        for lang in langs:
            preferred = concept.preferred(lang)
            forms.update(f"{lang} {kind_of(t)}" for t in concept.terms_in(lang) if t is not preferred)
    sources = Counter(folded(c.terms[0].text) for c in listed)
    return {
        "entries": {
            "all": len(listed),
            "approved": sum(c.review is ReviewState.APPROVED for c in listed),
            "proposed": sum(c.review is ReviewState.PROPOSED for c in listed),
            "untranslated": sum(c.preferred(langs[1]) is None for c in listed),
            "homonyms": sum(sources[folded(c.terms[0].text)] > 1 for c in listed),
        },
        "filled in": {
            name: sum(bool(getattr(c, name)) for c in listed)
            for name in ("definition", "note", "context", "source", "cues")
        },
        "further forms": dict(sorted(forms.items())),
        "part of speech": dict(Counter(c.terms[0].part_of_speech.value for c in listed).most_common()),
        "subject field": dict(sorted(Counter(c.subject_field or "(none)" for c in listed).items())),
    }
