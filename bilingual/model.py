"""The central types: frozen, slotted, without I/O.

Offsets are half-open pairs of code points in the NFC-normalised text. Names follow the field: TBX for concepts and
terms (ISO 30042:2019), XLIFF for segments, MQM for issue types.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open range of code points."""

    start: int
    end: int


class TermStatus(StrEnum):
    """Administrative status of a term (TBX `administrativeStatus`)."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"
    FORBIDDEN = "forbidden"


class TermType(StrEnum):
    """Form of a term (TBX `termType`)."""

    FULL_FORM = "full form"
    ACRONYM = "acronym"
    VARIANT = "variant"


class PartOfSpeech(StrEnum):
    """Part of speech (TBX `partOfSpeech`)."""

    NOUN = "noun"
    PROPER_NOUN = "proper noun"
    VERB = "verb"
    ADJECTIVE = "adjective"
    ADVERB = "adverb"
    OTHER = "other"


class ReviewState(StrEnum):
    """Whether an editor has approved a concept."""

    PROPOSED = "proposed"
    APPROVED = "approved"


class Strength(StrEnum):
    """Whether a constraint must hold or may lose to fluency."""

    HARD = "hard"
    SOFT = "soft"


class Severity(StrEnum):
    """Severity of an issue, as in MQM; `rank` orders them."""

    NEUTRAL = "neutral"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """0 for neutral up to 3 for critical."""
        return list(Severity).index(self)


class Side(StrEnum):
    """The side of a segment that an issue points at."""

    SOURCE = "source"
    TARGET = "target"


class Rung(StrEnum):
    """The step of the constraint ladder that satisfied a constraint, cheapest first; memory comes before the ladder."""

    MEMORY = "memory"
    FREE = "free"
    NBEST = "n-best"
    ANNOTATION = "annotation"
    PREFIX = "prefix"
    SPLICE = "splice"
    UNMET = "unmet"


@dataclass(frozen=True, slots=True)
class Term:
    """One form of a concept in one language.

    Attributes:
        text: the form, NFC, no surrounding space.
        lang: BCP 47 tag of its language.
        suffixes: Korean derivational suffixes (화, 적, 형 …) that may follow without changing the concept.
        compounds: whether the term may be the head of an unlisted compound (혁신특구 for 특구).
    """

    text: str
    lang: str
    status: TermStatus = TermStatus.PREFERRED
    part_of_speech: PartOfSpeech = PartOfSpeech.NOUN
    term_type: TermType = TermType.FULL_FORM
    case_sensitive: bool = False
    suffixes: tuple[str, ...] = ()
    compounds: bool = True


@dataclass(frozen=True, slots=True)
class Concept:
    """One meaning with its terms in both languages.

    Attributes:
        id: stable within a glossary, `field/term` or `field/sense/term` by default.
        sense: tells homonyms of one field apart; empty for most concepts.
        cues: source-language words near which this sense is meant, for homonyms.
        do_not_translate: the source form is copied to the target as it stands.
        source: where the term comes from (an authority, a document).
        origin: `file:line` of the entry, empty when made in memory.
    """

    id: str
    terms: tuple[Term, ...]
    subject_field: str = ""
    sense: str = ""
    definition: str = ""
    note: str = ""
    context: str = ""
    source: str = ""
    cues: tuple[str, ...] = ()
    do_not_translate: bool = False
    review: ReviewState = ReviewState.APPROVED
    origin: str = ""

    def terms_in(self, lang: str, *statuses: TermStatus) -> tuple[Term, ...]:
        """The terms of one language, of the given statuses (all when none is given), in the entry's order."""
        return tuple(t for t in self.terms if t.lang == lang and (not statuses or t.status in statuses))

    def preferred(self, lang: str) -> Term | None:
        """The preferred full form of one language, or None."""
        found = self.terms_in(lang, TermStatus.PREFERRED)
        return next((t for t in found if t.term_type is TermType.FULL_FORM), found[0] if found else None)

    def acronym(self, lang: str) -> Term | None:
        """The usable acronym of one language, or None."""
        usable = self.terms_in(lang, TermStatus.PREFERRED, TermStatus.ADMITTED)
        return next((t for t in usable if t.term_type is TermType.ACRONYM), None)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a segment stands: file, unit id within the file, 1-based line, span in the unit."""

    file: str = ""
    unit: str = ""
    line: int = 0
    span: Span = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A stretch of source text that must reach the target byte for byte (URL, e-mail, code, tag)."""

    span: Span
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Segment:
    """The unit of translation: usually one sentence.

    Attributes:
        source: NFC text without surrounding white space.
        placeholders: what must be kept verbatim, by spans in `source`.
        role: headline, body, quote, caption …: what scope rules and casing look at.
    """

    id: str
    source: str
    lang: str = "ko"
    placeholders: tuple[Placeholder, ...] = ()
    origin: Origin = Origin()
    role: str = "body"


@dataclass(frozen=True, slots=True)
class Match:
    """A term found in a segment.

    Attributes:
        span: of the term itself, without particles, in `Segment.source`; a parenthesised gloss inside the term is
            part of it.
        surface: the text at `span`.
        term: the glossary term that matched.
        evidence: why it counts, e.g. `particle:으로부터의`, `copula:이며`, `compound`, `spacing`.
        sure: False when a homonym or a boundary could not be decided; the constraint is then soft.
        gloss: the acronym or full form given in parentheses after the term, if any.
    """

    segment_id: str
    concept_id: str
    span: Span
    surface: str
    term: Term
    evidence: str = ""
    sure: bool = True
    gloss: str = ""


@dataclass(frozen=True, slots=True)
class Constraint:
    """What the translation of one match must contain.

    Attributes:
        required: acceptable target forms in order of preference (dictionary forms; inflection is tolerated).
        forbidden: target forms that must not appear.
    """

    match: Match
    required: tuple[str, ...]
    forbidden: tuple[str, ...] = ()
    strength: Strength = Strength.HARD


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one constraint ended.

    Attributes:
        rung: the cheapest step that was enough, or `Rung.UNMET`.
        form: the target text that satisfies it, empty when unmet.
        span: of `form` in the segment's target, or None when unmet.
        reason: why it is unmet or soft, empty otherwise.
    """

    constraint: Constraint
    rung: Rung
    form: str = ""
    span: Span | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """One replacement made by a rule in the target, replayed in order.

    Attributes:
        span: in the target as it stood just before this edit.
    """

    rule: str
    span: Span
    before: str
    after: str
    reason: str
    concept_id: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """A finding on one segment (or a glossary entry), typed as in MQM.

    Attributes:
        code: short stable code, e.g. `T001`.
        mqm_type: e.g. `terminology`, `accuracy/omission`, `locale-convention/number-format`.
        span: in the text of `side`, or None when it concerns the whole segment.
    """

    code: str
    mqm_type: str
    severity: Severity
    message: str
    side: Side = Side.TARGET
    span: Span | None = None
    suggestion: str = ""
    segment_id: str = ""


@dataclass(frozen=True, slots=True)
class SegmentTranslation:
    """One segment with everything that happened to it.

    Attributes:
        target: final text.
        score: mean log-probability a target token under the engine, NaN when it cannot tell.
        outcomes: one for each constraint, in source order.
        edits: what the rules changed, in the order of replay, from `raw` to `target`.
        raw: text before the rules.
    """

    segment: Segment
    target: str
    engine: str
    score: float = float("nan")
    outcomes: tuple[Outcome, ...] = ()
    edits: tuple[Edit, ...] = ()
    issues: tuple[Issue, ...] = ()
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Translation:
    """One document: its target text and the trail of every segment."""

    source: str
    target: str
    segments: tuple[SegmentTranslation, ...] = ()
    signature: str = ""
    name: str = ""
    extra_issues: tuple[Issue, ...] = field(default=())

    @property
    def constraints(self) -> tuple[Outcome, ...]:
        """The outcomes of all segments, in document order."""
        return tuple(o for s in self.segments for o in s.outcomes)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The edits of all segments, in document order."""
        return tuple(e for s in self.segments for e in s.edits)

    @property
    def issues(self) -> tuple[Issue, ...]:
        """The issues of the document and of all its segments."""
        return self.extra_issues + tuple(i for s in self.segments for i in s.issues)


@dataclass(frozen=True, slots=True)
class Score:
    """One metric's result: name, value, and a signature that says how to get it again.

    Attributes:
        interval: half-width of the 95 % confidence interval, or None when not estimated.
    """

    name: str
    value: float
    signature: str = ""
    interval: float | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A whole run: what reports render and pipelines gate on."""

    translations: tuple[Translation, ...]
    scores: tuple[Score, ...] = ()
    glossary_digest: str = ""
    signature: str = ""
    issues: tuple[Issue, ...] = ()
