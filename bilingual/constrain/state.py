"""A segment on its way up the ladder: what it needs, what was tried, what is best so far."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bilingual.constrain.forms import find, find_any, overlaps
from bilingual.constrain.job import Job
from bilingual.constrain.standins import Hidden, free_letter, hide
from bilingual.engines.base import Alignment, Hypothesis
from bilingual.model import Rung, Span, Strength


@dataclass(frozen=True, slots=True)
class Need:
    """Something that the target must contain: a term, or a placeholder kept verbatim.

    Attributes:
        key: needs with one key are mentions of one thing; one realisation serves them all.
        span: in the state's plain source.
        exact: the form must stand to the letter.
        constraint: index in the job's constraints, -1 for a placeholder.
    """

    key: str
    span: Span
    forms: tuple[str, ...]
    forbidden: tuple[str, ...] = ()
    hard: bool = True
    exact: bool = False
    constraint: int = -1


@dataclass(frozen=True, slots=True)
class Annotated:
    """A source in which target terms stand in place of source terms.

    Attributes:
        spans: where each need of the segment stands in `text`, in the order of the needs.
    """

    text: str
    spans: tuple[Span, ...]


@dataclass(slots=True)
class Candidate:
    """One possible translation.

    Attributes:
        realised: span of each need in `text`, None where it is missing.
        banned: spans of forbidden forms.
        score: of the text given the plain source, NaN until it is asked for.
        decoded: score that the search reported, given whatever source it had.
        source: the source text that `alignment` refers to.
        rungs: the rung that met each need; meaningless where it is missing.
        forced: length of the prefix that was forced.
    """

    text: str
    rung: Rung
    realised: tuple[Span | None, ...]
    banned: tuple[Span, ...] = ()
    rungs: tuple[Rung, ...] = ()
    score: float = math.nan
    decoded: float = math.nan
    alignment: Alignment | None = None
    source: Annotated | None = None
    forced: int = 0

    def shortfall(self, needs: Sequence[Need]) -> int:
        """Missing hard needs plus forbidden forms: 0 is sufficient."""
        missing = sum(1 for need, span in zip(needs, self.realised, strict=True) if need.hard and span is None)
        return missing + len(self.banned)

    def missing_soft(self, needs: Sequence[Need]) -> int:
        """Soft needs that the text does not meet."""
        return sum(1 for need, span in zip(needs, self.realised, strict=True) if not need.hard and span is None)


@dataclass(slots=True)
class State:
    """One segment with its candidates, in the order in which they were found.

    Attributes:
        plain: the source without target terms; what must survive verbatim is behind stand-ins.
        meanings: what the stand-ins stand for.
        spare: other hypotheses of the plain source.
        tried: the rungs climbed so far.
        soft_margin: what a missing soft need counts, in nats a token.
    """

    job: Job
    lang: str
    needs: tuple[Need, ...]
    plain: Annotated
    meanings: Mapping[str, str] = field(default_factory=dict)
    candidates: list[Candidate] = field(default_factory=list)
    spare: list[Candidate] = field(default_factory=list)
    tried: list[Rung] = field(default_factory=list)
    soft_margin: float = 0.0

    def best(self) -> Candidate:
        """The candidate with the smallest shortfall; among equals the most fluent, then the earlier one.

        Every soft need that is missing counts as much as the fluency that it may cost.
        """
        return min(self.candidates, key=lambda c: (c.shortfall(self.needs), -self._merit(c)))

    def _merit(self, candidate: Candidate) -> float:
        known = -1e9 if math.isnan(candidate.score) else candidate.score
        return known - self.soft_margin * candidate.missing_soft(self.needs)

    def rivals(self) -> list[Candidate]:
        """The candidates with the smallest shortfall."""
        least = min(c.shortfall(self.needs) for c in self.candidates)
        return [c for c in self.candidates if c.shortfall(self.needs) == least]

    def sufficient(self) -> bool:
        """Whether some candidate meets every hard need and has no forbidden form."""
        return any(c.shortfall(self.needs) == 0 for c in self.candidates)

    def annotatable(self) -> bool:
        """Whether there is a hard need that an annotated source could help with."""
        return any(need.hard and not need.exact for need in self.needs)

    def missing(self) -> set[int]:
        """The hard needs that the best candidate does not meet."""
        best = self.best()
        return {n for n, need in enumerate(self.needs) if need.hard and best.realised[n] is None}

    def code(self, number: int) -> str:
        """A short code for one need, unlike anything in the source."""
        return f"{free_letter(self.plain.text)}{number + 1}"

    def judge(self, text: str, rung: Rung, base: Candidate | None = None) -> Candidate:
        """A candidate with its needs looked up in the text.

        A need that `base`, the candidate it was made from, had already met keeps the rung that met it there.
        """
        realised = realise(self.needs, text, self.lang)
        banned = forbidden_spans(self.needs, realised, text, self.lang)
        rungs = tuple(
            base.rungs[n] if base is not None and base.realised[n] is not None else rung for n in range(len(realised))
        )
        return Candidate(text, rung, realised, banned, rungs)

    def translated(
        self, hypothesis: Hypothesis, rung: Rung, source: Annotated, base: Candidate | None = None
    ) -> Candidate:
        """A candidate made from what the engine returned for `source`."""
        candidate = self.judge(hypothesis.text, rung, base)
        candidate.decoded = hypothesis.score
        candidate.alignment = hypothesis.alignment
        candidate.source = source
        return candidate

    def add(self, candidate: Candidate) -> None:
        """Keep a candidate unless the same text is there already."""
        if all(candidate.text != known.text for known in self.candidates):
            self.candidates.append(candidate)


def state_for(job: Job, lang: str, soft_margin: float = 0.0) -> State:
    """The starting state of a job: its needs in source order, what must survive verbatim behind stand-ins.

    Of needs that overlap in the source the longest is kept; the others are in conflict with it.
    """
    wanted = [
        Need(
            key=c.match.concept_id,
            span=c.match.span,
            forms=c.required,
            forbidden=c.forbidden,
            hard=c.strength is Strength.HARD,
            exact=c.required == (c.match.surface,),
            constraint=number,
        )
        for number, c in enumerate(job.constraints)
    ]
    wanted += [Need(f"verbatim:{p.text}", p.span, (p.text,), exact=True) for p in job.segment.placeholders]
    kept: list[Need] = []
    for need in sorted(wanted, key=lambda n: (n.constraint >= 0, n.span.start - n.span.end)):
        if not any(overlaps(need.span, other.span) for other in kept):
            kept.append(need)
    wanted = sorted(kept, key=lambda n: n.span)
    source = job.segment.source
    hidden = hide(source, [n.span for n in wanted], [n.forms[0] if n.exact else None for n in wanted])
    needs = tuple(_placed(need, span, hidden) for need, span in zip(wanted, hidden.spans, strict=True))
    return State(job, lang, needs, Annotated(hidden.text, hidden.spans), hidden.meanings, soft_margin=soft_margin)


def _placed(need: Need, span: Span, hidden: Hidden) -> Need:
    stand_in = hidden.text[span.start : span.end]
    if stand_in in hidden.meanings:
        return replace(need, span=span, forms=(stand_in,), key=f"{need.key}:{stand_in}")
    return replace(need, span=span)


def realise(needs: Sequence[Need], text: str, lang: str) -> tuple[Span | None, ...]:
    """Where each need is met in `text`.

    Longer forms choose first, so that a term inside another one's realisation does not count. The mentions of one
    concept take its occurrences from left to right; when there are fewer occurrences, the last one serves the rest,
    as a pronoun or an ellipsis would in English.
    """
    result: list[Span | None] = [None] * len(needs)
    taken: list[Span] = []
    groups: dict[str, list[int]] = {}
    for number, need in enumerate(needs):
        groups.setdefault(need.key, []).append(number)
    for members in sorted(groups.values(), key=lambda g: -max(map(len, needs[g[0]].forms), default=0)):
        forms = tuple(dict.fromkeys(f for n in members for f in needs[n].forms))
        found = find_any(forms, text, lang, exact=needs[members[0]].exact)
        free = [span for span in found if not any(overlaps(span, t) for t in taken)]
        for place, number in enumerate(members):
            if free:
                result[number] = free[min(place, len(free) - 1)]
        taken.extend(free[: len(members)])
    return tuple(result)


def forbidden_spans(needs: Sequence[Need], realised: Sequence[Span | None], text: str, lang: str) -> tuple[Span, ...]:
    """Spans of forbidden forms, except inside a realised required form."""
    good = [span for span in realised if span]
    forms = {form for need in needs for form in need.forbidden}
    found = {span for form in forms for span in find(form, text, lang)}
    return tuple(sorted(s for s in found if not any(g.start <= s.start and s.end <= g.end for g in good)))
