"""Plain term lists: OmegaT's glossary and DeepL's."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bilingual.formats.termbase.base import Reading, Settings, TermbaseFormat, broken, distinct, formats
from bilingual.formats.termbase.csv import decoded
from bilingual.glossary.edit import new_concept
from bilingual.model import Concept


@formats.register("omegat")
class OmegaT(TermbaseFormat):
    """Tab-separated source, target, comment in UTF-8; `#` begins a comment line. Keeps terms and notes."""

    name = "omegat"
    title = "OmegaT glossary"
    suffixes = (".txt", ".utf8")
    keeps = frozenset({"note"})

    def read(self, data: bytes, settings: Settings) -> Reading:
        """See `TermbaseFormat.read`."""
        concepts = []
        for line, text in enumerate(decoded(data, settings).splitlines(), 1):
            if not text.strip() or text.startswith("#"):
                continue
            cells = text.split("\t")
            if len(cells) < 2 or not cells[0].strip():
                raise broken(settings, line, f"found {text[:60]!r}; expected source, tab, target, tab, comment")
            made = new_concept(cells[0], cells[1], langs=settings.langs)
            concepts.append(replace(made, note=cells[2].strip() if len(cells) > 2 else ""))
        return Reading(distinct(concepts))

    def write(self, concepts: Sequence[Concept], settings: Settings) -> bytes:
        """See `TermbaseFormat.write`."""
        rows = ([*_pair(c, settings.langs), " ".join(c.note.split())] for c in concepts)
        written = (row for row in rows if row[1] and not row[0].startswith("#"))
        return "".join("\t".join(row).rstrip("\t") + "\n" for row in written).encode()

    def kept(self, concept: Concept, langs: tuple[str, str]) -> Concept:
        """The note comes back on one line."""
        plain = super().kept(concept, langs)
        return replace(plain, note=" ".join(plain.note.split()))

    def left_out(self, concepts: Sequence[Concept], langs: tuple[str, str]) -> int:
        """Untranslated entries, and terms that begin as a comment does."""
        return sum(c.preferred(langs[1]) is None or c.terms[0].text.startswith("#") for c in concepts)


@formats.register("deepl")
class DeepL(TermbaseFormat):
    """Tab-separated source and target, each source once, no header. Keeps the preferred terms alone."""

    name = "deepl"
    title = "DeepL glossary"
    keeps = frozenset()

    def read(self, data: bytes, settings: Settings) -> Reading:
        """See `TermbaseFormat.read`; commas separate as well as tabs."""
        text = decoded(data, settings)
        delimiter = "\t" if "\t" in text else ","
        stream = io.StringIO(text, newline="")
        tabs = csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        reader = tabs if delimiter == "\t" else csv.reader(stream)
        concepts = []
        for line, cells in enumerate(reader, 1):
            if not any(c.strip() for c in cells):
                continue
            if len(cells) < 2 or not cells[0].strip() or not cells[1].strip():
                raise broken(settings, line, f"found {delimiter.join(cells)[:60]!r}; expected source and target")
            concepts.append(new_concept(cells[0], cells[1], langs=settings.langs))
        return Reading(distinct(concepts))

    def write(self, concepts: Sequence[Concept], settings: Settings) -> bytes:
        """See `TermbaseFormat.write`; of homonyms the first is written."""
        rows: dict[str, str] = {}
        for concept in concepts:
            source, target = _pair(concept, settings.langs)
            if target:
                rows.setdefault(source, target)
        return "".join(f"{source}\t{target}\n" for source, target in rows.items()).encode()

    def left_out(self, concepts: Sequence[Concept], langs: tuple[str, str]) -> int:
        """Untranslated entries and homonyms but the first."""
        return len(concepts) - len({s for s, t in (_pair(c, langs) for c in concepts) if t})


def _pair(concept: Concept, langs: tuple[str, str]) -> Iterator[str]:
    for lang in langs:
        term = concept.preferred(lang)
        yield " ".join(term.text.split()) if term else ""
