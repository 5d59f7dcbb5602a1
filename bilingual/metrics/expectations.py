"""Which terms a translation must contain: from a glossary's matches in the source, or from a file of annotations."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from os import PathLike
from typing import Any

from bilingual.errors import DocumentError
from bilingual.glossary.matching import Matcher
from bilingual.glossary.termbase import Glossary
from bilingual.model import Match, Segment, Span, TermStatus
from bilingual.text.files import read_text
from bilingual.text.normalisation import nfc

TERM_FIELDS = ("terms", "proper", "random")


@dataclass(frozen=True, slots=True)
class ExpectedTerm:
    """One occurrence of a term in a source segment.

    Attributes:
        source: the source term as the glossary or the annotation writes it.
        targets: acceptable target terms, dictionary forms, in order of preference.
        forbidden: target terms that must not appear.
        concept: id of the glossary's concept, or the source term.
        span: of the term in the NFC source segment, None when the annotation does not say.
    """

    source: str
    targets: tuple[str, ...]
    forbidden: tuple[str, ...] = ()
    concept: str = ""
    span: Span | None = None

    @property
    def key(self) -> str:
        """What tells this term's concept from others."""
        return self.concept or self.source


def expected_by_glossary(
    glossary: Glossary, sources: Sequence[str], documents: Sequence[str] = ()
) -> list[tuple[ExpectedTerm, ...]]:
    """The glossary's terms in each source segment; homonyms are decided by their document."""
    segments = [Segment(str(i), nfc(text), glossary.source_lang) for i, text in enumerate(sources)]
    names = documents or [""] * len(segments)
    matcher = Matcher(glossary)
    found: list[tuple[ExpectedTerm, ...]] = []
    for _, group in groupby(range(len(segments)), key=lambda i: names[i]):
        found += [
            tuple(expected for match in matches for expected in _expected(glossary, match))
            for matches in matcher.find_all([segments[i] for i in group])
        ]
    return found


def _expected(glossary: Glossary, match: Match) -> Iterator[ExpectedTerm]:
    concept, lang = glossary.by_id[match.concept_id], glossary.target_lang
    usable = concept.terms_in(lang, TermStatus.PREFERRED, TermStatus.ADMITTED)
    targets = (match.surface,) if concept.do_not_translate else tuple(term.text for term in usable)
    forbidden = tuple(term.text for term in concept.terms_in(lang, TermStatus.FORBIDDEN))
    if targets and match.sure:
        yield ExpectedTerm(match.term.text, targets, forbidden, concept.id, match.span)


def read_expected(
    path: str | PathLike[str], *, field: str = "", encoding: str | None = None
) -> list[tuple[ExpectedTerm, ...]]:
    """Read annotations: JSON lines, one object a segment, with the terms as `{"source term": "target term"}`.

    Args:
        path: the file, `-` for standard input.
        field: the member that holds the terms; by default the first there is of `terms`, `proper`, `random`. A value
            may be a list of acceptable terms. An object without the member expects nothing.
        encoding: as for `read_text`.

    Raises:
        DocumentError: a line is not such an object.
    """
    found = []
    for number, line in enumerate(read_text(path, encoding).splitlines(), 1):
        if line.strip():
            found.append(_parse(line, path, number, field))
    return found


def _parse(line: str, path: str | PathLike[str], number: int, field: str) -> tuple[ExpectedTerm, ...]:
    try:
        record: Any = json.loads(line)
    except json.JSONDecodeError as error:
        raise DocumentError(
            f"is not JSON ({error.msg}); one object a line was expected", path=path, line=number
        ) from None
    if not isinstance(record, dict):
        raise DocumentError("is not a JSON object; one a segment was expected", path=path, line=number)
    name = field or next((name for name in TERM_FIELDS if name in record), "")
    terms = record.get(name, {})
    if not isinstance(terms, dict):
        raise DocumentError(
            'must be an object like {"소형모듈원전": "small modular reactor"}', path=path, line=number, field=name
        )
    return tuple(_annotated(source, targets, path, number) for source, targets in terms.items())


def _annotated(source: str, targets: object, path: str | PathLike[str], number: int) -> ExpectedTerm:
    forms = targets if isinstance(targets, list) else [targets]
    texts = [nfc(form) for form in forms if isinstance(form, str) and form.strip()]
    if not texts or len(texts) < len(forms):
        raise DocumentError(
            "has no target term; a text or a list of texts was expected", path=path, line=number, field=source
        )
    return ExpectedTerm(nfc(source), tuple(texts))
