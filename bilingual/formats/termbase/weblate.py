"""What Weblate exchanges for a glossary component: gettext PO without structured comments, and its CSV.

Weblate shows `#.` comments as the string's description and keeps `#` comments as the translator's; a forbidden
translation is a string of its own that carries the flag `forbidden`, an untranslatable one the flag `read-only`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from bilingual.formats.termbase.base import Reading, Settings, TermbaseFormat, broken, distinct, formats
from bilingual.formats.termbase.csv import decoded
from bilingual.glossary.edit import in_order, new_concept
from bilingual.glossary.entry import clean
from bilingual.model import Concept, ReviewState, Term, TermStatus

_KEEPS = frozenset({"field", "sense", "definition", "note", "do-not-translate", "review", "target forbidden"})
_CSV_COLUMNS = (
    "location", "source", "target", "id", "fuzzy", "context", "translator_comments", "developer_comments",
)  # fmt: skip


class _Row(NamedTuple):
    """One string of a glossary component."""

    line: int
    context: str
    source: str
    target: str
    fuzzy: bool = False
    note: str = ""
    definition: str = ""
    flags: frozenset[str] = frozenset()


def _to_rows(concepts: Iterable[Concept], langs: tuple[str, str]) -> Iterator[_Row]:
    for concept in concepts:
        source, target = (concept.preferred(lang) for lang in langs)
        if source is None:
            continue
        context = "/".join(part for part in (concept.subject_field, concept.sense) if part)
        flags = frozenset({"read-only"} if concept.do_not_translate else ())
        proposed = concept.review is ReviewState.PROPOSED
        yield _Row(
            0, context, source.text, target.text if target else "", proposed, concept.note, concept.definition, flags
        )
        for number, term in enumerate(concept.terms_in(langs[1], TermStatus.FORBIDDEN), 1):
            yield _Row(0, f"{context}/forbidden-{number}", source.text, term.text, flags=frozenset({"forbidden"}))


def _from_rows(rows: Iterable[_Row], settings: Settings) -> Reading:
    made: dict[tuple[str, str], Concept] = {}
    later: list[tuple[tuple[str, str], str]] = []
    for row in rows:
        context, _, last = row.context.rpartition("/")
        if last.startswith("forbidden-") or "forbidden" in row.flags:
            key = (context if last.startswith("forbidden-") else row.context, row.source)
            later.append((key, row.target))
            continue
        field, _, sense = clean(row.context).partition("/")
        review = ReviewState.PROPOSED if row.fuzzy else ReviewState.APPROVED
        target = row.target or (row.source if "read-only" in row.flags else "")
        concept = new_concept(row.source, target, langs=settings.langs, subject_field=field, sense=sense, review=review)
        extra = {"note": row.note, "definition": row.definition, "do_not_translate": "read-only" in row.flags}
        made[row.context, row.source] = replace(concept, **extra)  # type: ignore[arg-type]
    for key, text in later:
        base = made.get(key) or new_concept(key[1], "", langs=settings.langs, subject_field=key[0].replace("/", "-"))
        term = Term(clean(text), settings.target_lang, TermStatus.FORBIDDEN)
        made[key] = replace(base, terms=in_order([*base.terms, term], settings.langs))
    return Reading(distinct(made.values()))


@formats.register("weblate")
class WeblatePo(TermbaseFormat):
    """Gettext PO as Weblate's glossary components have it."""

    name = "weblate"
    title = "Weblate glossary (PO)"
    keeps = _KEEPS

    def read(self, data: bytes, settings: Settings) -> Reading:
        """See `TermbaseFormat.read`."""
        import polib

        text = decoded(data, settings)
        try:
            entries = polib.pofile(text.replace("\r\n", "\n") or "\n")
        except OSError as error:
            raise broken(settings, _line(error), "is not PO; expected msgctxt, msgid and msgstr in order") from None
        return _from_rows((_row(e) for e in entries if not e.obsolete and e.msgid), settings)

    def write(self, concepts: Sequence[Concept], settings: Settings) -> bytes:
        """See `TermbaseFormat.write`."""
        import polib

        file = polib.POFile(wrapwidth=0)
        file.metadata = {
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
            "Language": settings.target_lang,
        }
        for row in _to_rows(concepts, settings.langs):
            flags = (["fuzzy"] if row.fuzzy else []) + sorted(row.flags)
            file.append(
                polib.POEntry(
                    msgctxt=row.context or None,
                    msgid=row.source,
                    msgstr=row.target,
                    tcomment=row.note,
                    comment=row.definition,
                    flags=flags,
                )
            )
        return (str(file).rstrip("\n") + "\n").encode()


def _row(entry: Any) -> _Row:
    flags = frozenset(entry.flags)
    rest = flags - {"fuzzy"}
    return _Row(
        entry.linenum or 0,
        entry.msgctxt or "",
        entry.msgid,
        entry.msgstr,
        "fuzzy" in flags,
        entry.tcomment,
        entry.comment,
        rest,
    )


def _line(error: OSError) -> int | None:
    import re

    found = re.search(r"line (\d+)", str(error))
    return int(found[1]) if found else None


@formats.register("weblate-csv")
class WeblateCsv(TermbaseFormat):
    """The CSV that Weblate downloads and uploads for a component."""

    name = "weblate-csv"
    title = "Weblate glossary (CSV)"
    keeps = _KEEPS - {"do-not-translate"}

    def read(self, data: bytes, settings: Settings) -> Reading:
        """See `TermbaseFormat.read`."""
        reader = csv.DictReader(io.StringIO(decoded(data, settings), newline=""), strict=True)
        names = set(reader.fieldnames or ())
        if not {"source", "target"} <= names:
            found = ", ".join(reader.fieldnames or ()) or "nothing"
            raise broken(settings, 1, f"found the columns {found}; expected {', '.join(_CSV_COLUMNS)}")
        return _from_rows(_csv_rows(reader, settings), settings)

    def write(self, concepts: Sequence[Concept], settings: Settings) -> bytes:
        """See `TermbaseFormat.write`."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(_CSV_COLUMNS)
        for row in _to_rows(concepts, settings.langs):
            fuzzy = "True" if row.fuzzy else ""
            writer.writerow(["", row.source, row.target, "", fuzzy, row.context, row.note, row.definition])
        return out.getvalue().encode()


def _csv_rows(reader: csv.DictReader[str], settings: Settings) -> Iterator[_Row]:
    try:
        for cells in reader:
            got = {k: (v or "").strip() for k, v in cells.items() if isinstance(v, str) or v is None}
            if not got.get("source"):
                raise broken(settings, reader.line_num, "found no source; expected one in every row")
            yield _Row(
                reader.line_num,
                got.get("context", ""),
                got["source"],
                got.get("target", ""),
                got.get("fuzzy", "").lower() in {"true", "1", "yes"},
                got.get("translator_comments", ""),
                got.get("developer_comments", ""),
            )
    except csv.Error as error:
        raise broken(settings, reader.line_num, f"cannot be read as CSV ({error})") from None
