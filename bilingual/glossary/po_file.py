"""One PO file as the blocks it consists of: an entry that is not edited keeps its bytes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path

from bilingual.errors import OutputError
from bilingual.glossary.entry import comments_of, context_of
from bilingual.model import Concept, ReviewState
from bilingual.text.files import write_atomic

HEADER = """\
msgid ""
msgstr ""
"Project-Id-Version: bilingual glossary\\n"
"Language: {target}\\n"
"X-Source-Language: {source}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""


@dataclass(slots=True)
class Block:
    """An entry as it stands in the file, with the blank lines after it; without a concept it is obsolete."""

    raw: str
    line: int = 0
    concept: Concept | None = None


@dataclass
class PoFile:
    """One PO file, its blocks in file order.

    Attributes:
        head: the header entry with what stands before it.
        tail: comments after the last entry.
        original: the bytes that were read, None for a new file; `save` compares them with what is on disk.
        loaded: the text that was read, None for a new file; `save` writes nothing while it is still the same.
    """

    path: str
    source_lang: str = "ko"
    target_lang: str = "en"
    head: str = ""
    blocks: list[Block] = field(default_factory=list)
    tail: str = ""
    original: bytes | None = None
    loaded: str | None = None

    @property
    def langs(self) -> tuple[str, str]:
        """Source and target language."""
        return self.source_lang, self.target_lang

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """The concepts, in file order."""
        return tuple(b.concept for b in self.blocks if b.concept is not None)

    def put(self, concept: Concept, *, replaces: str | None = None) -> None:
        """Add a concept in its sorted place, or rewrite the entry whose concept id is `replaces` (default: its own)."""
        wanted = concept.id if replaces is None else replaces
        block = next((b for b in self.blocks if b.concept and b.concept.id == wanted), None)
        if block:
            self.rewrite(block, concept)
        else:
            self._insert(concept, _entry_text(concept, self.langs, None).replace("\n", self._newline))

    def rewrite(self, block: Block, concept: Concept) -> None:
        """Let a block hold another concept, in its sorted place."""
        text = _entry_text(concept, self.langs, block.raw).replace("\n", self._newline)
        if block.concept and sort_key(block.concept) == sort_key(concept):
            block.raw = text + block.raw[len(block.raw.rstrip()) :]
            block.concept = concept
        else:
            self.discard(block)
            self._insert(concept, text)

    def put_all(self, concepts: Iterable[Concept]) -> None:
        """Put many concepts at once; a file that was in order stays in order."""
        known = {c.id for c in self.concepts}
        ordered = self.is_sorted
        for concept in concepts:
            if concept.id in known:
                self.put(concept)
            else:
                text = _entry_text(concept, self.langs, None).replace("\n", self._newline)
                self.blocks.append(Block(text + self._newline, 0, concept))
                known.add(concept.id)
        self.head = self.head.rstrip() + 2 * self._newline
        if ordered:
            self.sort()
        else:
            self._separate()

    def remove(self, concept_id: str) -> None:
        """Remove an entry; raises KeyError when there is none of that id."""
        index = next((i for i, b in enumerate(self.blocks) if b.concept and b.concept.id == concept_id), None)
        if index is None:
            raise KeyError(concept_id)
        self._drop(index)

    def discard(self, block: Block) -> None:
        """Remove one block, even when another has the same concept id."""
        self._drop(next(i for i, b in enumerate(self.blocks) if b is block))

    def sort(self) -> None:
        """Bring the entries into order: by msgid (code points), then msgctxt; obsolete ones go last."""
        self.blocks.sort(key=lambda b: (b.concept is None, *(sort_key(b.concept) if b.concept else ())))
        self._separate()

    @property
    def is_sorted(self) -> bool:
        """Whether the entries stand in the order of `sort`."""
        keys = [sort_key(c) for c in self.concepts]
        return keys == sorted(keys)

    def render(self) -> str:
        """The whole file as text."""
        return self.head + "".join(b.raw for b in self.blocks) + self.tail

    def save(self) -> None:
        """Replace the file in one step; raises OutputError when it was changed by someone else in the meantime."""
        text, path = self.render(), Path(self.path)
        if text == self.loaded:
            return
        if (path.read_bytes() if path.exists() else None) != self.original:
            raise OutputError("was changed by another program meanwhile; run the command again", path=self.path)
        write_atomic(path, text)
        self.original, self.loaded = text.encode(), text

    @property
    def _newline(self) -> str:
        return "\r\n" if "\r\n" in self.head else "\n"

    def _insert(self, concept: Concept, text: str) -> None:
        key, end = sort_key(concept), self._newline
        later = (i for i, b in enumerate(self.blocks) if b.concept is None or sort_key(b.concept) > key)
        index = next(later, len(self.blocks))
        before = self.blocks[index - 1].raw if index else self.head
        if before and not before.endswith(2 * end):
            missing = end if before.endswith(end) else 2 * end
            if index:
                self.blocks[index - 1].raw += missing
            else:
                self.head += missing
        last = index == len(self.blocks) and not self.tail
        self.blocks.insert(index, Block(text + end * (1 if last else 2), 0, concept))

    def _separate(self) -> None:
        for block in self.blocks:
            block.raw = block.raw.rstrip() + 2 * self._newline
        self._close()

    def _drop(self, index: int) -> None:
        del self.blocks[index]
        if index == len(self.blocks):
            self._close()

    def _close(self) -> None:
        if self.tail:
            return
        if self.blocks:
            self.blocks[-1].raw = self.blocks[-1].raw.rstrip() + self._newline
        else:
            self.head = self.head.rstrip() + self._newline


def sort_key(concept: Concept) -> tuple[str, str]:
    """Order of entries in a file: msgid by code points, then msgctxt."""
    return concept.terms[0].text, context_of(concept)


def new_po(path: str | PathLike[str], *, source_lang: str = "ko", target_lang: str = "en") -> PoFile:
    """An empty glossary file with its header, not yet on disk."""
    head = HEADER.format(source=source_lang, target=target_lang)
    return PoFile(str(path), source_lang, target_lang, head)


def _entry_text(concept: Concept, langs: tuple[str, str], old: str | None) -> str:
    """The entry of a concept as polib writes it, without a final line end; flags and references of `old` stay."""
    import polib

    entry = polib.pofile(old.replace("\r\n", "\n"))[0] if old else polib.POEntry()
    source, target = concept.preferred(langs[0]), concept.preferred(langs[1])
    msgid = source.text if source else concept.terms[0].text
    if old and msgid == entry.msgid:
        entry.previous_msgid = None
    entry.msgctxt = context_of(concept) or None
    entry.msgid, entry.msgstr = msgid, target.text if target else ""
    entry.tcomment, entry.comment = concept.note, "\n".join(comments_of(concept, langs))
    flags = [f for f in entry.flags if f != "fuzzy"]
    entry.flags = (["fuzzy"] if concept.review is ReviewState.PROPOSED else []) + flags
    return str(entry.__unicode__(wrapwidth=0)).rstrip("\n")
