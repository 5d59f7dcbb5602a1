"""Where the parts meet: a document in, its translation and the trail of every term out.

One document's way: its format gives units of text; units are cut into sentences; terms are found over the whole
document; the constraint ladder makes the engine obey them, all segments of many documents in one batch; rules edit
and checks look; the units are filled again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property

from bilingual import __version__
from bilingual.constrain.document import document_constraints
from bilingual.constrain.job import Constrained, Job, LadderOptions
from bilingual.constrain.ladder import Ladder
from bilingual.engines import load_engine
from bilingual.engines.base import Alignment, DecodingOptions, Engine, ScoringEngine
from bilingual.engines.cached import cached_engine
from bilingual.errors import GlossaryError
from bilingual.formats import inline
from bilingual.formats.document.base import Document, Target, Unit
from bilingual.formats.document.text import PlainText
from bilingual.glossary.matching import Matcher
from bilingual.glossary.places import shipped_folder
from bilingual.glossary.termbase import Glossary
from bilingual.memory.recall import recall
from bilingual.memory.store import Memory
from bilingual.model import (
    Issue,
    Origin,
    Outcome,
    Placeholder,
    Rung,
    Segment,
    SegmentTranslation,
    Severity,
    Side,
    Span,
    Translation,
)
from bilingual.rules import Item, PostEdited, RuleOptions, postedit
from bilingual.text.normalisation import nfc
from bilingual.text.overlong import split_overlong
from bilingual.text.protection import find_placeholders
from bilingual.text.segmentation import split_sentences

LONGEST_SEGMENT = 400
_WINDOW = 256
_FAINT = 0.05
_LESS_THAN_CERTAIN = 0.99
_UNSPACED = frozenset({"ja", "zh", "th", "lo", "km", "my"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence in its place: what stood before and after it, and its segment."""

    unit: int
    lead: str
    segment: Segment
    trail: str


@dataclass
class _Job:
    """A document under way.

    Attributes:
        document: what is filled at the end.
        source: the whole source text, for the Translation.
        units: the units that are translated.
        pieces: their sentences, in order.
    """

    document: Document
    source: str
    units: list[Unit]
    pieces: list[Piece] = field(default_factory=list)


class Translator:
    """Translates texts and documents of one language pair under a glossary.

    Args:
        source_lang: BCP 47 code.
        target_lang: BCP 47 code.
        glossary: None takes the glossary that ships for the pair; `Glossary()` uses none.
        engine: None takes the best installed package, or the built-in one.
        decoding: how the engine searches.
        ladder: how constraints are enforced.
        rules: which post-editing rules and checks run.
        memory: its approved translations are used again, and it keeps what the engine returned.
        use_kiwi: let kiwipiepy decide where the Korean grammar is unsure of a boundary.

    Raises:
        MissingExtraError: kiwipiepy is asked for and not installed.
        PackageError: no engine package translates the pair.
        GlossaryError: the shipped glossary cannot be read.
    """

    def __init__(
        self,
        source_lang: str = "ko",
        target_lang: str = "en",
        *,
        glossary: Glossary | None = None,
        engine: Engine | None = None,
        decoding: DecodingOptions | None = None,
        ladder: LadderOptions | None = None,
        rules: RuleOptions | None = None,
        memory: Memory | None = None,
        use_kiwi: bool = False,
    ) -> None:
        self.source_lang = source_lang
        self.target_lang = target_lang
        self.glossary = shipped_glossary(source_lang, target_lang) if glossary is None else glossary
        self.engine = engine or load_engine(source_lang, target_lang)
        self.memory = memory
        if memory is not None:
            self.engine = cached_engine(self.engine, memory)
        self.decoding = decoding or DecodingOptions()
        self.rules = rules or RuleOptions(source_lang, target_lang)
        self.ladder = ladder or LadderOptions()
        self.use_kiwi = use_kiwi
        self._matcher = Matcher(self.glossary, use_kiwi=use_kiwi)
        self._ladder = Ladder(self.engine, self.decoding, self.ladder)

    @property
    def signature(self) -> str:
        """Everything needed to get the same output again, as `key:value` pairs separated by `|`."""
        info = self.engine.info
        parts = {
            "engine": info.name,
            "pair": "-".join((self.source_lang, *info.via, self.target_lang)),
            "package": info.package,
            "version": info.version,
            "model": info.digest,
            "glossary": self.glossary.digest if len(self.glossary) else "none",
            "matching": "kiwi" if self.use_kiwi else "",
            "ladder": self._ladder_digest,
            "rules": self._rules_digest,
            "beam": str(self.decoding.beam_size),
            "repetition": f"{self.decoding.repetition_penalty:g}",
            "length": f"{self.decoding.length_penalty:g}",
            "memory": self._memory_size,
            "bilingual": __version__,
        }
        return "|".join(f"{key}:{value}" for key, value in parts.items() if value)

    @cached_property
    def _memory_size(self) -> str:
        return str(self.memory.counts()["approved"]) if self.memory else ""

    @cached_property
    def _ladder_digest(self) -> str:
        """Empty for the default way to climb."""
        chosen = {f.name: getattr(self.ladder, f.name) for f in fields(self.ladder)}
        if self.ladder == LadderOptions():
            return ""
        return hashlib.sha256(repr(chosen | {"rungs": sorted(self.ladder.rungs)}).encode()).hexdigest()[:12]

    @cached_property
    def _rules_digest(self) -> str:
        active = [rule.code for rule in self.rules.rules], self.rules.style, self.rules.off, self.rules.editors
        return hashlib.sha256(repr(active).encode()).hexdigest()[:12]

    def translate(self, text: str, *, name: str = "") -> Translation:
        """Translate a text: plain, with lines as they are.

        Args:
            text: any length; normalised to NFC.
            name: file name or id, for the trail.
        """
        return next(self.translate_many([text], names=[name]))

    def translate_many(self, texts: Iterable[str], *, names: Iterable[str] = ()) -> Iterator[Translation]:
        """Translate a stream of texts, in order and with bounded memory.

        Texts are taken from `texts` a window at a time (some hundred sentences), whatever their number.
        """
        named = iter(names)
        documents = (_plain(text, next(named, "")) for text in texts)
        for filled, translation in self.translate_documents(documents):
            yield replace(translation, target=filled.decode("utf-8", "surrogatepass"))

    def translate_document(self, document: Document) -> tuple[bytes, Translation]:
        """Translate a document read by a format; returns the filled file and the trail."""
        return next(self.translate_documents([document]))

    def translate_documents(self, documents: Iterable[Document]) -> Iterator[tuple[bytes, Translation]]:
        """Translate a stream of documents, in order and with bounded memory."""
        window: list[_Job] = []
        for document in documents:
            window.append(self._prepare(document))
            if sum(len(job.pieces) for job in window) >= _WINDOW:
                yield from self._finish(window)
                window = []
        yield from self._finish(window)

    def _prepare(self, document: Document) -> _Job:
        units = [unit for unit in document.units if unit.translatable]
        job = _Job(document, "\n".join(unit.text for unit in document.units), units)
        for number, unit in enumerate(units):
            job.pieces.extend(self._pieces(document.name, number, unit))
        return job

    def _pieces(self, name: str, number: int, unit: Unit) -> Iterator[Piece]:
        text = nfc(unit.text)
        protected = unit.placeholders if text == unit.text else ()
        offset = 0
        for count, piece in enumerate(_sentences(text, self.source_lang)):
            source = piece.strip()
            start = offset + len(piece) - len(piece.lstrip())
            span = Span(start, start + len(source))
            segment = Segment(
                id=f"{unit.id}.{count + 1}",
                source=source,
                lang=self.source_lang,
                placeholders=_placeholders(source, span, protected),
                origin=Origin(name, unit.id, unit.line, span),
                role=unit.role,
            )
            yield Piece(number, text[offset:start], segment, text[span.end : offset + len(piece)])
            offset += len(piece)

    def _finish(self, window: Sequence[_Job]) -> Iterator[tuple[bytes, Translation]]:
        jobs: list[Job] = []
        for job in window:
            segments = [piece.segment for piece in job.pieces]
            jobs.extend(self._constrained(segments))
        results = iter(self._results(jobs))
        for job in window:
            yield self._assemble(job, [next(results) for _ in job.pieces])

    def _results(self, jobs: Sequence[Job]) -> list[Constrained]:
        """What the memory has, and the rest from the ladder."""
        recalled = [self._recalled(job) for job in jobs]
        climbed = iter(
            self._ladder.translate([job for job, known in zip(jobs, recalled, strict=True) if known is None])
        )
        return [known or next(climbed) for known in recalled]

    def _recalled(self, job: Job) -> Constrained | None:
        if self.memory is None:
            return None
        found = recall(self.memory, job.segment.source, job.constraints, self.glossary)
        if found is None:
            return None
        issues = tuple(_said_otherwise(o) for o in found.outcomes if o.span is None)
        return Constrained(found.text, outcomes=found.outcomes, issues=issues, tried=(Rung.MEMORY,))

    def _constrained(self, segments: Sequence[Segment]) -> list[Job]:
        """The segments of one document with the constraints of the terms in them."""
        matches = [
            [m for m in found if not any(_overlap(m.span, p.span) for p in segment.placeholders)]
            for segment, found in zip(segments, self._matcher.find_all(segments), strict=True)
        ]
        constraints = document_constraints(segments, matches, self.glossary)
        return [Job(segment, tuple(found)) for segment, found in zip(segments, constraints, strict=True)]

    def _assemble(self, job: _Job, results: Sequence[Constrained]) -> tuple[bytes, Translation]:
        items = [Item(p.segment, r.text, r.outcomes) for p, r in zip(job.pieces, results, strict=True)]
        edited = postedit(items, self.glossary, options=self.rules)
        together = zip(job.pieces, results, edited, strict=True)
        done = [self._segment(piece.segment, result, after) for piece, result, after in together]
        targets = _unit_targets(job, done, self.target_lang)
        filled = job.document.fill(self._tagged(job, done, targets))
        text = "\n".join(target.text for target in targets)
        left_out = _left_out(job.document)
        return filled, Translation(job.source, text, tuple(done), self.signature, job.document.name, left_out)

    def _segment(self, segment: Segment, result: Constrained, after: PostEdited) -> SegmentTranslation:
        engine = self.engine.info.package or self.engine.info.name
        if result.tried == (Rung.MEMORY,):
            engine, after = "memory", PostEdited(result.text, outcomes=result.outcomes)
        return SegmentTranslation(
            segment=segment,
            target=after.target,
            engine=engine,
            score=result.score,
            outcomes=after.outcomes,
            edits=after.edits,
            issues=result.issues + after.issues,
            raw=result.text,
        )

    def _tagged(
        self, job: _Job, done: Sequence[SegmentTranslation], targets: Sequence[_UnitTarget]
    ) -> dict[str, Target]:
        """The units' targets, inline tags placed by the engine's alignment and by the terms that were met."""
        filled: dict[str, Target] = {unit.id: target.text for unit, target in zip(job.units, targets, strict=True)}
        tagged = {number for number, unit in enumerate(job.units) if unit.tags}
        inside = [
            (piece.unit, segment) for piece, segment in zip(job.pieces, done, strict=True) if piece.unit in tagged
        ]
        links: dict[int, list[inline.Link]] = {number: [] for number in tagged}
        offsets = {number: iter(targets[number].offsets) for number in tagged}
        alignments = self._alignments([segment for _, segment in inside])
        for (number, segment), alignment in zip(inside, alignments, strict=True):
            links[number].extend(_links(segment, next(offsets[number]), alignment))
        for number in tagged:
            unit = job.units[number]
            filled[unit.id] = inline.project(unit.tagged, targets[number].text, links[number])
        return filled

    def _alignments(self, segments: Sequence[SegmentTranslation]) -> list[Alignment | None]:
        if isinstance(self.engine, ScoringEngine) and self.engine.info.capabilities.align:
            return list(self.engine.align([(s.segment.source, s.target) for s in segments]))
        return [None] * len(segments)


@dataclass(frozen=True, slots=True)
class _UnitTarget:
    """The target of one unit and the offset at which each of its segments begins there."""

    text: str
    offsets: tuple[int, ...]


def _unit_targets(job: _Job, done: Sequence[SegmentTranslation], target_lang: str) -> list[_UnitTarget]:
    """Sentences joined to units again; where the source ran two together, a space parts them."""
    texts = ["" for _ in job.units]
    offsets: list[list[int]] = [[] for _ in job.units]
    for piece, segment in zip(job.pieces, done, strict=True):
        before = texts[piece.unit]
        touch = before and not before[-1:].isspace() and not piece.lead
        if touch and segment.target != segment.segment.source and target_lang.partition("-")[0] not in _UNSPACED:
            before += " "
        before += piece.lead
        offsets[piece.unit].append(len(before))
        texts[piece.unit] = before + segment.target + piece.trail
    return [_UnitTarget(text, tuple(starts)) for text, starts in zip(texts, offsets, strict=True)]


def _links(done: SegmentTranslation, offset: int, alignment: Alignment | None) -> Iterator[inline.Link]:
    """What went where, in offsets of the unit: met terms for certain, the rest as attention has it."""
    start = done.segment.origin.span.start
    for outcome in done.outcomes:
        if outcome.span:
            yield inline.Link(_moved(outcome.constraint.match.span, start), _moved(outcome.span, offset))
    if alignment is None:
        return
    for target, weights in zip(alignment.target_spans, alignment.weights, strict=True):
        for source, weight in zip(alignment.source_spans, weights, strict=True):
            if weight > _FAINT:
                yield inline.Link(_moved(source, start), _moved(target, offset), min(weight, _LESS_THAN_CERTAIN))


def _left_out(document: Document) -> tuple[Issue, ...]:
    """What a format left out on purpose, as findings of the document."""
    return tuple(
        Issue("D001", "accuracy/omission", Severity.NEUTRAL, f"left out, {line}", Side.SOURCE)
        for line in document.dropped
    )


def _said_otherwise(outcome: Outcome) -> Issue:
    match = outcome.constraint.match
    message = f"{match.surface!r} should be {outcome.constraint.required[0]!r}: {outcome.reason}"
    return Issue("M001", "terminology", Severity.NEUTRAL, message, Side.SOURCE, match.span, segment_id=match.segment_id)


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _sentences(text: str, lang: str) -> Iterator[str]:
    for sentence in split_sentences(text, lang):
        yield from split_overlong(sentence, LONGEST_SEGMENT)


def _placeholders(source: str, span: Span, protected: Sequence[Placeholder]) -> tuple[Placeholder, ...]:
    """What a sentence must keep verbatim: what the format protects in the unit, then what the text layer finds."""
    known = [
        Placeholder(_moved(p.span, -span.start), p.text, p.kind)
        for p in protected
        if span.start <= p.span.start and p.span.end <= span.end
    ]
    found = [p for p in find_placeholders(source) if not any(_overlap(p.span, k.span) for k in known)]
    return tuple(sorted((*known, *found), key=lambda p: p.span))


def _plain(text: str, name: str) -> Document:
    return PlainText().read(text.encode("utf-8", "surrogatepass"), name, "utf-8")


def shipped_glossary(source_lang: str = "ko", target_lang: str = "en") -> Glossary:
    """The glossary that ships for a pair, empty when there is none."""
    try:
        folder = shipped_folder(source_lang, target_lang)
    except GlossaryError:
        return Glossary((), source_lang, target_lang, "none")
    return Glossary.load(folder, source_lang=source_lang, target_lang=target_lang)
