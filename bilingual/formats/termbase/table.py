"""Concepts as the rows of a table: what CSV and XLSX have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from bilingual.errors import GlossaryError
from bilingual.formats.termbase.base import Loss, Reading, Settings, broken, distinct
from bilingual.glossary.edit import with_grammar
from bilingual.glossary.entry import TERM_KINDS, clean, default_id, kind_of
from bilingual.model import Concept, PartOfSpeech, ReviewState, Term

_FIXED = ("field", "sense", "part of speech", "definition", "note", "context", "source", "review", "cues")
_SWITCHES = ("case sensitive", "do not translate", "no compounds")
_GRAMMAR = ("part of speech", "case sensitive", "no compounds", "suffixes")
_LANGUAGE_NAMES = {
    "ko": ("korean", "한국어", "국문", "한글", "원어", "용어"),
    "en": ("english", "영어", "영문", "영문명", "대역어", "번역어"),
}
_ALIASES = {
    "subject field": "field", "domain": "field", "subject": "field", "분야": "field", "pos": "part of speech",
    "품사": "part of speech", "정의": "definition", "설명": "definition", "comment": "note", "notes": "note",
    "비고": "note", "예문": "context", "example": "context", "출처": "source text", "concept id": "id",
}  # fmt: skip

Row = tuple[int, Sequence[str]]


def columns(langs: tuple[str, str]) -> list[str]:
    """The header of a table that we write."""
    forms = [f"{lang} {kind}" for lang in langs for kind in TERM_KINDS]
    return [*langs, *_FIXED, *forms, "suffixes", *_SWITCHES, "id"]


def to_rows(concepts: Iterable[Concept], langs: tuple[str, str]) -> Iterator[list[str]]:
    """One row a concept, in the order of `columns`."""
    for concept in concepts:
        main = concept.preferred(langs[0]) or concept.terms[0]
        cells = {lang: term.text for lang in langs if (term := concept.preferred(lang))}
        cells |= {"field": concept.subject_field, "sense": concept.sense, "part of speech": main.part_of_speech}
        cells |= {"definition": concept.definition, "note": concept.note, "context": concept.context}
        cells |= {"source": concept.source, "review": concept.review, "cues": _joined(concept.cues)}
        for lang in langs:
            for kind in TERM_KINDS:
                others = (t for t in concept.terms_in(lang) if t is not concept.preferred(lang))
                cells[f"{lang} {kind}"] = _joined(t.text for t in others if kind_of(t) == kind)
        cells["suffixes"] = _joined(main.suffixes)
        cells["case sensitive"] = _yes(any(t.case_sensitive for t in concept.terms))
        cells["do not translate"] = _yes(concept.do_not_translate)
        cells["no compounds"] = _yes(not main.compounds)
        identity = default_id(concept.subject_field, concept.sense, main.text)
        cells["id"] = concept.id if concept.id != identity else ""
        yield [cells.get(name, "") for name in columns(langs)]


def _yes(value: bool) -> str:
    return "yes" if value else ""


def _joined(values: Iterable[str]) -> str:
    return "|".join(v.replace("\\", "\\\\").replace("|", "\\|") for v in values)


def _parts(cell: str) -> list[str]:
    pieces = re.findall(r"(?:\\.|[^|\\]|\\$)+", cell)
    return [clean(re.sub(r"\\(.)", r"\1", piece)) for piece in pieces if piece.strip()]


def from_rows(rows: Iterable[Row], settings: Settings) -> Reading:
    """The concepts of a table.

    Args:
        rows: 1-based line and cells of each row; the first may be a header, told by the names in it. Without one the
            first two columns are source and target, a third is a note.
        settings: languages, and the columns' names where the user gives them.

    Raises:
        GlossaryError: the table has no source column, or a row has no source term but a target term.
    """
    listed: list[Row] = [(line, [str(c) for c in cells]) for line, cells in rows if any(str(c).strip() for c in cells)]
    if not listed:
        return Reading(())
    names, body, losses = _header(listed, settings)
    concepts = []
    for line, cells in body:
        if len(cells) > len(names) and any(c.strip() for c in cells[len(names) :]):
            raise broken(settings, line, f"found {len(cells)} columns; expected {len(names)}")
        row = {name: cell.strip() for name, cell in zip(names, cells, strict=False) if name}
        concepts.append(_concept(row, line, settings))
    return Reading(distinct(concepts), losses)


def _header(listed: list[Row], settings: Settings) -> tuple[list[str], list[Row], tuple[Loss, ...]]:
    if settings.columns:
        names = [_name(c, settings.langs) for c in settings.columns]
        odd = [c for c, n in zip(settings.columns, names, strict=True) if not n]
        if odd:
            raise broken(settings, None, f"found the column name {odd[0]!r}; expected one of {_known(settings)}")
        return _with_source(names, settings), listed, ()
    first = [_name(cell, settings.langs) for cell in listed[0][1]]
    if settings.langs[0] not in first and settings.langs[1] not in first:
        if len(listed[0][1]) < 2:
            raise broken(settings, listed[0][0], "found one column; expected at least source and target")
        return [*settings.langs, "note"][: max(2, len(listed[0][1]))], listed, ()
    body = listed[1:]
    unknown = [(i, cell) for i, (cell, name) in enumerate(zip(listed[0][1], first, strict=True)) if cell and not name]
    counts = ((c, sum(1 for _, cells in body if i < len(cells) and cells[i].strip())) for i, c in unknown)
    return _with_source(first, settings), body, tuple(Loss(f"column {c!r}", n) for c, n in counts if n)


def _with_source(names: list[str], settings: Settings) -> list[str]:
    if settings.langs[0] not in names:
        raise broken(settings, 1, f"found no {settings.langs[0]} column; expected one of {_known(settings)}")
    return names


def _known(settings: Settings) -> str:
    return ", ".join(columns(settings.langs))


def _name(cell: str, langs: tuple[str, str]) -> str:
    """The name of ours that a column's header means, empty when none."""
    text = " ".join(clean(cell).lower().replace("_", " ").replace("-", " ").split())
    for lang, other in zip(langs, ("source", "target"), strict=True):
        ours = {lang, f"{lang} {lang}", f"{other} term", f"{lang} term", *_LANGUAGE_NAMES.get(lang, ())}
        if text in ours or re.fullmatch(rf"{lang} [a-z]{{2}}", text):
            return lang
    if text in {"target", "translation"}:
        return langs[1]
    if text == "term":
        return langs[0]
    text = _ALIASES.get(text, text)
    return {"source text": "source"}.get(text, text if text in columns(langs) else "")


def _concept(row: dict[str, str], line: int, settings: Settings) -> Concept:
    source, target = settings.langs
    if not row.get(source):
        raise broken(settings, line, f"found no {source} term; expected one in every row")
    terms = [Term(clean(row[source]), source)]
    terms += _further(row, source)
    if row.get(target):
        terms.append(Term(clean(row[target]), target))
    terms += _further(row, target)
    field, sense = clean(row.get("field", "")), clean(row.get("sense", ""))
    if "/" in field:
        field, _, sense = field.partition("/")
    made = Concept(
        id=row.get("id") or default_id(field, sense, terms[0].text),
        terms=tuple(terms),
        subject_field=field,
        sense=sense,
        cues=tuple(_parts(row.get("cues", ""))),
        do_not_translate=_flag(row, "do not translate", line, settings),
        review=_review(row.get("review", ""), line, settings),
        **{name: row.get(name, "") for name in ("definition", "note", "context", "source")},
    )
    if not any(row.get(name) for name in _GRAMMAR):
        return made
    return with_grammar(
        made,
        source_lang=source,
        part_of_speech=_part(row.get("part of speech", ""), line, settings),
        case_sensitive=_flag(row, "case sensitive", line, settings),
        compounds=not _flag(row, "no compounds", line, settings),
        suffixes=_parts(row.get("suffixes", "")),
    )


def _further(row: dict[str, str], lang: str) -> Iterator[Term]:
    for kind, (status, term_type) in TERM_KINDS.items():
        for text in _parts(row.get(f"{lang} {kind}", "")):
            yield Term(text, lang, status, term_type=term_type)


def _flag(row: dict[str, str], name: str, line: int, settings: Settings) -> bool:
    value = row.get(name, "").lower()
    if value in {"", "no", "false", "0", "n"}:
        return False
    if value in {"yes", "true", "1", "y", "x"}:
        return True
    raise broken(settings, line, f"found {value!r}; expected yes or nothing", name)


def _review(value: str, line: int, settings: Settings) -> ReviewState:
    if value.lower() in set(ReviewState):
        return ReviewState(value.lower())
    if value:
        raise _not_one_of(value, ReviewState, line, settings, "review")
    return ReviewState.APPROVED


def _part(value: str, line: int, settings: Settings) -> PartOfSpeech:
    if value.lower() in set(PartOfSpeech):
        return PartOfSpeech(value.lower())
    if value:
        raise _not_one_of(value, PartOfSpeech, line, settings, "part of speech")
    return PartOfSpeech.NOUN


def _not_one_of(value: str, known: Iterable[str], line: int, settings: Settings, name: str) -> GlossaryError:
    return broken(settings, line, f"found {value!r}; expected one of {', '.join(known)}", name)
