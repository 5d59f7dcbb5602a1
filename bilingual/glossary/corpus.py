"""Text to look terms up in: sentences with their place, and their translation where the text is parallel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from os import PathLike
from pathlib import Path
from typing import NamedTuple

from bilingual.errors import DocumentError
from bilingual.text.files import read_text
from bilingual.text.normalisation import nfc
from bilingual.text.segmentation import split_sentences


class Sentence(NamedTuple):
    """One sentence of a corpus.

    Attributes:
        text: NFC, without surrounding white space.
        file: path as given.
        line: 1-based.
        translation: empty in a text of one language.
    """

    text: str
    file: str
    line: int
    translation: str = ""

    @property
    def place(self) -> str:
        """`file:line`."""
        return f"{self.file}:{self.line}"


def read_corpus(
    paths: Iterable[str | PathLike[str]],
    *,
    source_lang: str = "ko",
    target_lang: str = "en",
    parallel: bool = False,
    encoding: str | None = None,
) -> Iterator[Sentence]:
    """The sentences of text files.

    A `.tsv` file has a pair a line: source, target (further columns are ignored). `NAME.ko` is parallel, line by line,
    to the `NAME.en` beside it. Any other file is plain text of the source language, cut into sentences. A folder
    stands for the files in it.

    Args:
        paths: files, folders or `-`.
        source_lang: language of the text.
        target_lang: language of the translations.
        parallel: whether every file must have translations.
        encoding: of all files; default UTF-8 or what a byte order mark says.

    Raises:
        DocumentError: a file is missing, cannot be decoded, or is not parallel as it ought to be.
    """
    for path in _files(paths, source_lang, target_lang):
        partner = Path(path).with_suffix(f".{target_lang}")
        if Path(path).suffix == ".tsv":
            yield from _pairs(path, read_text(path, encoding), parallel)
        elif Path(path).suffix == f".{source_lang}" and partner.exists():
            yield from _beside(path, read_text(path, encoding), partner, read_text(partner, encoding))
        elif parallel:
            expected = f"a .tsv of source and target, or NAME.{source_lang} beside NAME.{target_lang}"
            raise DocumentError(f"has no translation; expected {expected}", path=path)
        else:
            yield from _plain(path, read_text(path, encoding), source_lang)


def _files(paths: Iterable[str | PathLike[str]], source_lang: str, target_lang: str) -> Iterator[str]:
    for given in paths:
        path = Path(given)
        if not path.is_dir():
            yield str(given)
            continue
        endings = {".txt", ".tsv", ".md", f".{source_lang}"}
        inside = sorted(p for p in path.rglob("*") if p.suffix in endings and p.is_file())
        if not inside:
            raise DocumentError(f"found no text in this folder; expected {', '.join(sorted(endings))}", path=given)
        yield from map(str, inside)


def _plain(path: str, text: str, lang: str) -> Iterator[Sentence]:
    for number, line in enumerate(text.splitlines(), 1):
        for piece in split_sentences(nfc(line), lang):
            if piece.strip():
                yield Sentence(piece.strip(), path, number)


def _pairs(path: str, text: str, strict: bool) -> Iterator[Sentence]:
    for number, line in enumerate(text.splitlines(), 1):
        columns = [nfc(c).strip() for c in line.split("\t")]
        if not columns[0]:
            continue
        if strict and (len(columns) < 2 or not columns[1]):
            raise DocumentError("found no second column; expected source, tab, target", path=path, line=number)
        yield Sentence(columns[0], path, number, columns[1] if len(columns) > 1 else "")


def _beside(path: str, text: str, partner: Path, translation: str) -> Iterator[Sentence]:
    ours, theirs = text.splitlines(), translation.splitlines()
    if len(ours) != len(theirs):
        raise DocumentError(f"has {len(ours)} lines, but {partner} has {len(theirs)}; expected as many", path=path)
    for number, (one, other) in enumerate(zip(ours, theirs, strict=True), 1):
        if one.strip():
            yield Sentence(nfc(one).strip(), path, number, nfc(other).strip())
