"""Parallel text on disk: TSV, TMX, PO and pairs of line files become sentence pairs."""

from __future__ import annotations

import gzip
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from bilingual.errors import DocumentError
from bilingual.text.files import decode, read_bytes

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and its translation, NFC, without surrounding or doubled white space."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """Parallel text that is sampled as one.

    Attributes:
        name: where it came from, for counts and the package's card.
        weight: how often a pair is drawn, relative to a pair of weight 1.
    """

    name: str
    pairs: tuple[Pair, ...]
    weight: float = 1.0


def read_corpus(location: str, source_lang: str = "ko", target_lang: str = "en") -> Corpus:
    """Read `PATH[:WEIGHT]`, or `SOURCE_FILE,TARGET_FILE[:WEIGHT]` for a pair of line files.

    The format follows the suffix: `.tsv` (source, tab, target), `.tmx`, `.po`; `.gz` may follow any of them.

    Raises:
        DocumentError: a file is missing, in another format than its suffix says, or the line counts differ.
    """
    spec, weight = _split_weight(location)
    if "," in spec and not Path(spec).exists():
        first, second = spec.split(",", 1)
        return Corpus(Path(first).name, tuple(_line_files(Path(first), Path(second))), weight)
    path = Path(spec)
    suffix = Path(path.stem).suffix if path.suffix == ".gz" else path.suffix
    try:
        reader = _READERS[suffix.lower()]
    except KeyError:
        known = ", ".join(sorted(_READERS))
        raise DocumentError(
            f"parallel text of type {suffix or 'unknown'!r} cannot be read; give one of {known}, or two line files as "
            "SOURCE,TARGET",
            path=path,
        ) from None
    return Corpus(path.name, tuple(reader(path, source_lang, target_lang)), weight)


def _split_weight(location: str) -> tuple[str, float]:
    spec, colon, number = location.rpartition(":")
    try:
        weight = float(number)
    except ValueError:
        return location, 1.0
    if not colon or not spec:
        return location, 1.0
    if weight <= 0:
        raise DocumentError(f"its weight is {number}; a number above 0 was expected", path=spec)
    return spec, weight


def _content(path: Path) -> bytes:
    data = read_bytes(path)
    if path.suffix != ".gz":
        return data
    try:
        return gzip.decompress(data)
    except (OSError, EOFError) as error:
        raise DocumentError(f"is no whole gzip file ({error}); get it again", path=path) from None


def _lines(path: Path) -> list[str]:
    return decode(_content(path), path).splitlines()


def _pair(source: str, target: str) -> Pair | None:
    tidy = [" ".join(unicodedata.normalize("NFC", text).split()) for text in (source, target)]
    return Pair(tidy[0], tidy[1]) if all(tidy) else None


def _tsv(path: Path, source_lang: str, target_lang: str) -> Iterator[Pair]:
    for number, line in enumerate(_lines(path), start=1):
        fields = line.split("\t")
        if len(fields) < 2:
            if line.strip():
                raise DocumentError("one column found; source, a tab and target were expected", path=path, line=number)
            continue
        if pair := _pair(fields[0], fields[1]):
            yield pair


def _line_files(source: Path, target: Path) -> Iterator[Pair]:
    left, right = _lines(source), _lines(target)
    if len(left) != len(right):
        raise DocumentError(f"has {len(right)} lines, but {source} has {len(left)}; they must be parallel", path=target)
    for pair in map(_pair, left, right):
        if pair:
            yield pair


def _tmx(path: Path, source_lang: str, target_lang: str) -> Iterator[Pair]:
    data = _content(path)
    if b"<!ENTITY" in data[:65536]:
        raise DocumentError("declares XML entities, which are not expanded here; remove them", path=path)
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        raise DocumentError(f"is not well-formed XML ({error})", path=path) from None
    for unit in root.iter("tu"):
        texts = {}
        for variant in unit.iter("tuv"):
            lang = (variant.get(_XML_LANG) or variant.get("lang") or "").lower().split("-")[0]
            segment = variant.find("seg")
            if segment is not None:
                texts[lang] = "".join(segment.itertext())
        pair = _pair(texts.get(source_lang, ""), texts.get(target_lang, ""))
        if pair:
            yield pair


def _po(path: Path, source_lang: str, target_lang: str) -> Iterator[Pair]:
    import polib

    try:
        entries = polib.pofile(decode(_content(path), path))
    except (OSError, ValueError) as error:
        raise DocumentError(f"is no PO file ({error})", path=path) from None
    for entry in entries:
        if entry.translated() and not entry.obsolete and (pair := _pair(entry.msgid, entry.msgstr)):
            yield pair


_READERS: dict[str, Callable[[Path, str, str], Iterator[Pair]]] = {".tsv": _tsv, ".tmx": _tmx, ".po": _po}
