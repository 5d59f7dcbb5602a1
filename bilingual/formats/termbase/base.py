"""The seam between concepts and files: what a format reads and writes, what it keeps, and what is lost in it.

A format is one module of this package; third parties use the entry-point group `bilingual.termbase_formats`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import PurePath
from typing import Any, ClassVar, NamedTuple

from bilingual.errors import ConfigError, GlossaryError
from bilingual.glossary.entry import TERM_KINDS, default_id, kind_of
from bilingual.model import Concept, PartOfSpeech, ReviewState, Term
from bilingual.registry import Registry

TEXTS = ("definition", "note", "context", "source")
FORMS = tuple(f"{side} {kind}" for side in ("source", "target") for kind in TERM_KINDS)
GRAMMAR = ("part of speech", "case sensitivity", "suffixes", "compounds")
TRAITS = ("id", "field", "sense", *TEXTS, "cues", "do-not-translate", "review", *GRAMMAR, *FORMS)
EVERYTHING = frozenset(TRAITS)


@dataclass(frozen=True, slots=True)
class Settings:
    """What reading and writing depend on.

    Attributes:
        path: for messages.
        encoding: None finds it out.
        columns: names of a table's columns, for one without a header.
    """

    source_lang: str = "ko"
    target_lang: str = "en"
    path: str | PathLike[str] = "-"
    encoding: str | None = None
    columns: tuple[str, ...] = ()

    @property
    def langs(self) -> tuple[str, str]:
        """Source and target language."""
        return self.source_lang, self.target_lang


class Loss(NamedTuple):
    """Something that could not be carried over: what, and how many entries had it."""

    what: str
    entries: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file held, and what in it has no place in a glossary of ours."""

    concepts: tuple[Concept, ...]
    losses: tuple[Loss, ...] = ()


class TermbaseFormat(ABC):
    """One format.

    Attributes:
        name: as in `--as NAME`.
        suffixes: file endings that mean this format.
        keeps: the traits of a concept that it can hold.
        title: what people call it.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    suffixes: ClassVar[tuple[str, ...]] = ()
    keeps: ClassVar[frozenset[str]] = EVERYTHING

    @abstractmethod
    def read(self, data: bytes, settings: Settings) -> Reading:
        """The concepts of a file; raises GlossaryError with line, what was found and what was expected."""

    @abstractmethod
    def write(self, concepts: Sequence[Concept], settings: Settings) -> bytes:
        """A whole file; what the format does not keep is left out."""

    def kept(self, concept: Concept, langs: tuple[str, str]) -> Concept:
        """The concept as it comes back from this format."""
        return reduced(concept, self.keeps, langs)

    def altered(self, concept: Concept) -> Iterable[str]:
        """The traits that it keeps, but not as they are in this concept."""
        return ()

    def left_out(self, concepts: Sequence[Concept], langs: tuple[str, str]) -> int:
        """How many whole entries the file cannot hold."""
        return 0


formats: Registry[type[TermbaseFormat]] = Registry(
    "glossary format", package="bilingual.formats.termbase", group="bilingual.termbase_formats"
)


def format_for(path: str | PathLike[str], name: str | None = None) -> TermbaseFormat:
    """The format of that name, or the one that a file's ending means; raises ConfigError when neither tells."""
    if name:
        return formats.get(name)()
    ending = PurePath(path).suffix.lower()
    for _, kind in formats:
        if ending in kind.suffixes:
            return kind()
    known = ", ".join(f"{kind.name} ({' '.join(kind.suffixes) or 'by name only'})" for _, kind in formats)
    raise ConfigError(f"{path}: the ending says no format; name one with --as: {known}")


def traits_of(concept: Concept, langs: tuple[str, str]) -> dict[str, Any]:
    """The traits that differ from the default, by name."""
    main = concept.preferred(langs[0]) or concept.terms[0]
    found: dict[str, Any] = {
        "id": concept.id if concept.id != default_id(concept.subject_field, concept.sense, main.text) else "",
        "field": concept.subject_field,
        "sense": concept.sense,
        "cues": concept.cues,
        "do-not-translate": concept.do_not_translate,
        "review": concept.review is ReviewState.PROPOSED,
        "part of speech": main.part_of_speech if main.part_of_speech is not PartOfSpeech.NOUN else "",
        "case sensitivity": any(t.case_sensitive for t in concept.terms),
        "suffixes": main.suffixes,
        "compounds": not main.compounds,
    }
    found |= {name: getattr(concept, name) for name in TEXTS}
    for side, lang in zip(("source", "target"), langs, strict=True):
        preferred = concept.preferred(lang)
        for term in concept.terms_in(lang):
            if term is not preferred:
                found.setdefault(f"{side} {kind_of(term)}", []).append(term.text)
    return {name: value for name, value in found.items() if value}


def reduced(concept: Concept, keeps: frozenset[str], langs: tuple[str, str]) -> Concept:
    """A concept with nothing but its preferred terms and the traits in `keeps`."""
    has = traits_of(concept, langs)
    field = concept.subject_field if "field" in keeps else ""
    sense = concept.sense if "sense" in keeps else ""
    terms = tuple(t for t in concept.terms if _stays(concept, t, keeps, langs))
    main = concept.preferred(langs[0]) or concept.terms[0]
    return replace(
        concept,
        id=concept.id if "id" in keeps and "id" in has else default_id(field, sense, main.text),
        terms=tuple(_plain(t, keeps) for t in terms),
        subject_field=field,
        sense=sense,
        cues=concept.cues if "cues" in keeps else (),
        do_not_translate=concept.do_not_translate and "do-not-translate" in keeps,
        review=concept.review if "review" in keeps else ReviewState.APPROVED,
        origin="",
        **{name: getattr(concept, name) if name in keeps else "" for name in TEXTS},
    )


def _stays(concept: Concept, term: Term, keeps: frozenset[str], langs: tuple[str, str]) -> bool:
    if term is concept.preferred(term.lang):
        return True
    return f"{'source' if term.lang == langs[0] else 'target'} {kind_of(term)}" in keeps


def _plain(term: Term, keeps: frozenset[str]) -> Term:
    return replace(
        term,
        part_of_speech=term.part_of_speech if "part of speech" in keeps else PartOfSpeech.NOUN,
        case_sensitive=term.case_sensitive and "case sensitivity" in keeps,
        suffixes=term.suffixes if "suffixes" in keeps else (),
        compounds=term.compounds or "compounds" not in keeps,
    )


def losses(concepts: Sequence[Concept], kind: TermbaseFormat, langs: tuple[str, str]) -> tuple[Loss, ...]:
    """What writing these concepts in a format loses, in the order of `TRAITS`."""
    counts: Counter[str] = Counter()
    for concept in concepts if kind.keeps != EVERYTHING else ():
        counts.update(name for name in traits_of(concept, langs) if name not in kind.keeps)
        counts.update(kind.altered(concept))
    whole = kind.left_out(concepts, langs)
    first = (Loss("whole entries (untranslated, or homonyms of another)", whole),) if whole else ()
    return first + tuple(Loss(name, counts[name]) for name in TRAITS if counts[name])


def distinct(concepts: Iterable[Concept]) -> tuple[Concept, ...]:
    """Concepts with ids of their own: a second one of the same field and term gets the sense 2, a third 3."""
    seen: set[str] = set()
    out = []
    for given in concepts:
        concept, number = given, 1
        while concept.id in seen:
            number += 1
            sense = f"{given.sense}-{number}" if given.sense else str(number)
            identity = default_id(given.subject_field or "-", sense, given.terms[0].text)
            concept = replace(given, id=identity, subject_field=given.subject_field or "-", sense=sense)
        seen.add(concept.id)
        out.append(concept)
    return tuple(out)


def broken(settings: Settings, line: int | None, message: str, field: str | None = None) -> GlossaryError:
    """The error for something in a file that cannot be read."""
    return GlossaryError(message, path=settings.path, line=line, field=field)
