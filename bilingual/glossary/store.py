"""The files of one glossary together: what commands search, change and save."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

from bilingual.errors import GlossaryError
from bilingual.glossary.edit import folded
from bilingual.glossary.po import po_files, read_po
from bilingual.glossary.po_file import PoFile, new_po, sort_key
from bilingual.model import Concept


@dataclass
class Store:
    """Several PO files under one roof.

    Attributes:
        folder: where a new field gets its file; None when only files were named.
    """

    files: list[PoFile]
    langs: tuple[str, str]
    folder: Path | None = None

    @classmethod
    def open(
        cls,
        paths: Iterable[str | PathLike[str]],
        *,
        source_lang: str = "ko",
        target_lang: str = "en",
        faults: list[GlossaryError] | None = None,
    ) -> Store:
        """Read all files; raises GlossaryError as `read_po` does (or collects broken entries in `faults`)."""
        given = [Path(p) for p in paths]
        folder = next((p for p in given if p.is_dir()), None)
        names = [n for p in given if not _is_empty_folder(p) for n in po_files([p])]
        files = [read_po(n, source_lang=source_lang, target_lang=target_lang, faults=faults) for n in names]
        return cls(files, (source_lang, target_lang), folder)

    def __iter__(self) -> Iterator[tuple[PoFile, Concept]]:
        return ((file, concept) for file in self.files for concept in file.concepts)

    @property
    def concepts(self) -> list[Concept]:
        """All concepts, file after file."""
        return [concept for _, concept in self]

    def find(self, query: str, field: str | None = None) -> list[tuple[PoFile, Concept]]:
        """The concepts with this id, else those with this preferred source term, else those with any such form."""
        wanted = folded(query)
        pool = [(f, c) for f, c in self if field is None or c.subject_field == field]
        exact = [(f, c) for f, c in pool if c.id == query]
        main = [(f, c) for f, c in pool if folded(c.terms[0].text) == wanted]
        return exact or main or [(f, c) for f, c in pool if any(folded(t.text) == wanted for t in c.terms)]

    def one(self, query: str, field: str | None = None) -> tuple[PoFile, Concept]:
        """The one concept that `find` finds.

        Raises:
            GlossaryError: there is none (similar ones are named), or there are several (their ids are listed).
        """
        found = self.find(query, field)
        if len(found) == 1:
            return found[0]
        if found:
            ids = ", ".join(repr(c.id) for _, c in found)
            raise GlossaryError(f"{query!r} stands in {len(found)} entries; say which by its id: {ids}")
        near = self._similar(query)
        hint = f"; did you mean {', '.join(map(repr, near))}?" if near else ""
        raise GlossaryError(f"found no entry {query!r} in {self._names}{hint}")

    def clash(self, concept: Concept, *, besides: str = "") -> Concept | None:
        """The entry that already stands for the same term and sense, apart from the one with id `besides`."""
        same = (c for c in self.concepts if c.id == concept.id or sort_key(c) == sort_key(concept))
        return next((c for c in same if c.id != besides), None)

    def home(self, field: str) -> PoFile:
        """The file for a new entry of a field: the one named after it, the only one, or a new one in the folder."""
        named = [f for f in self.files if Path(f.path).stem == (field or "general")]
        if named or (len(self.files) == 1 and self.folder is None):
            return (named or self.files)[0]
        if self.folder is None:
            raise GlossaryError(f"none of {self._names} is named after the field {field!r}; name one file with -g")
        file = new_po(self.folder / f"{field or 'general'}.po", source_lang=self.langs[0], target_lang=self.langs[1])
        self.files.append(file)
        return file

    def add(self, concepts: Iterable[Concept]) -> int:
        """Add the concepts that have no entry yet, each in the file of its field; returns how many those are."""
        ids, places = {c.id for c in self.concepts}, {sort_key(c) for c in self.concepts}
        by_field: dict[str, list[Concept]] = {}
        for concept in concepts:
            if concept.id not in ids and sort_key(concept) not in places:
                by_field.setdefault(concept.subject_field, []).append(concept)
                ids.add(concept.id)
                places.add(sort_key(concept))
        for field, fresh in by_field.items():
            self.home(field).put_all(fresh)
        return sum(map(len, by_field.values()))

    def save(self) -> None:
        """Write the files that were changed, each in one step."""
        for file in self.files:
            file.save()

    @property
    def _names(self) -> str:
        if len(self.files) > 3:
            return f"{len(self.files)} glossary files"
        return ", ".join(f.path for f in self.files) or str(self.folder)

    def _similar(self, query: str) -> list[str]:
        from difflib import get_close_matches

        forms = {t.text for c in self.concepts for t in c.terms if abs(len(t.text) - len(query)) < 4}
        return get_close_matches(query, sorted(forms), n=3, cutoff=0.6)


def _is_empty_folder(path: Path) -> bool:
    return path.is_dir() and next(path.rglob("*.po"), None) is None
