"""The glossary in memory: concepts by id, with a content digest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import cached_property
from os import PathLike

from bilingual.errors import GlossaryError
from bilingual.model import Concept


@dataclass(frozen=True)
class Glossary:
    """An immutable collection of concepts for one language pair.

    Raises:
        GlossaryError: two concepts have the same id.
    """

    concepts: tuple[Concept, ...] = ()
    source_lang: str = "ko"
    target_lang: str = "en"
    name: str = "glossary"

    def __post_init__(self) -> None:
        if len(self.by_id) != len(self.concepts):
            seen: set[str] = set()
            twice = next(c for c in self.concepts if c.id in seen or seen.add(c.id))  # type: ignore[func-returns-value]
            raise GlossaryError(
                f"{twice.origin or self.name}: concept {twice.id!r} stands twice; give one a sense or remove it"
            )

    @classmethod
    def load(cls, *paths: str | PathLike[str], source_lang: str = "ko", target_lang: str = "en") -> Glossary:
        """Read PO files, or folders of them, into one glossary.

        Raises:
            GlossaryError: a file is missing, is not PO, or holds a broken or contradictory entry.
        """
        from bilingual.glossary.po import read_glossary

        return read_glossary(paths, source_lang=source_lang, target_lang=target_lang)

    @cached_property
    def by_id(self) -> dict[str, Concept]:
        """Concepts by id."""
        return {c.id: c for c in self.concepts}

    @cached_property
    def digest(self) -> str:
        """First 12 hexadecimal digits of the SHA-256 of the content; order and file positions do not count."""
        names = [f.name for f in fields(Concept) if f.name != "origin"]
        rows = sorted(repr([getattr(c, n) for n in names]) for c in self.concepts)
        head = f"{self.source_lang}\t{self.target_lang}\n"
        return hashlib.sha256((head + "\n".join(rows)).encode()).hexdigest()[:12]

    def merged_with(self, others: Iterable[Glossary]) -> Glossary:
        """One glossary of all; on the same id the later one wins, as an editor's own glossary does over the shipped."""
        together = dict(self.by_id)
        for other in others:
            together.update(other.by_id)
        return Glossary(tuple(together.values()), self.source_lang, self.target_lang, self.name)

    def __len__(self) -> int:
        return len(self.concepts)

    def __iter__(self) -> Iterator[Concept]:
        return iter(self.concepts)
