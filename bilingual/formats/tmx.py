"""TMX 1.4b: translation units read as a stream, and written; as a corpus and as a translation memory.

Languages match by their first subtag, so that `ko` finds `ko-KR`. Inline codes (`bpt`, `ept`, `ph`, `it`, `sub`, `ut`)
are left out; the text inside `hi` stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from os import PathLike
from typing import TYPE_CHECKING, NamedTuple, Protocol
from xml.sax.saxutils import escape, quoteattr

from bilingual import __version__
from bilingual.errors import DocumentError
from bilingual.text.normalisation import nfc

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CODES = frozenset({"bpt", "ept", "ph", "it", "sub", "ut"})
_NOT_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


class Pair(NamedTuple):
    """A translation unit in two languages: NFC, without inline codes; `note` is its first note."""

    source: str
    target: str
    note: str = ""


def read_tmx(path: str | PathLike[str], source_lang: str = "ko", target_lang: str = "en") -> Iterator[Pair]:
    """The units of a TMX file that have both languages, in order, with bounded memory.

    Raises:
        DocumentError: the file is missing, is not XML or is not TMX.
    """
    from xml.etree.ElementTree import ParseError, iterparse

    wanted = _primary(source_lang), _primary(target_lang)
    try:
        root = None
        for event, element in iterparse(path, events=("start", "end")):
            if root is None:
                root = element
                if element.tag != "tmx":
                    raise DocumentError(f"the root element is <{element.tag}>; expected <tmx>", path=path, line=1)
            if event == "end" and element.tag == "tu":
                texts = {_primary(_lang_of(tuv)): _text_of(tuv) for tuv in element.iter("tuv")}
                source, target = (texts.get(lang, "") for lang in wanted)
                if source and target:
                    yield Pair(source, target, nfc((element.findtext("note") or "").strip()))
                element.clear()
                _forget(root)
    except ParseError as error:
        line, column = error.position
        raise DocumentError(
            f"is not well-formed XML (column {column + 1}); repair it there", path=path, line=line
        ) from None
    except OSError as error:
        raise DocumentError(f"cannot be read ({error.strerror})", path=path) from None


def _forget(root: Element) -> None:
    """Drop the finished units from the tree: it would grow with the file otherwise."""
    body = root.find("body")
    if body is not None:
        body.clear()


def _lang_of(tuv: Element) -> str:
    return tuv.get(_LANG) or tuv.get("lang") or ""


def _primary(lang: str) -> str:
    return lang.replace("_", "-").partition("-")[0].lower()


def _text_of(tuv: Element) -> str:
    segment = tuv.find("seg")
    return nfc("".join(_visible(segment)).strip()) if segment is not None else ""


def _visible(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag not in _CODES:
            yield from _visible(child)
        yield child.tail or ""


class ByteSink(Protocol):
    """What `write_tmx` writes to: an open binary file, or an `AtomicFile`."""

    def write(self, data: bytes, /) -> object:
        """Take bytes."""
        ...


def write_tmx(stream: ByteSink, pairs: Iterable[Pair], source_lang: str = "ko", target_lang: str = "en") -> int:
    """Write units as TMX 1.4b in UTF-8, one after the other; returns their number."""

    def put(text: str) -> None:
        stream.write(text.translate(_NOT_XML).encode("utf-8", "replace"))

    put('<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n')
    put(
        f'<header creationtool="bilingual" creationtoolversion="{__version__}" segtype="sentence" o-tmf="bilingual"'
        f' adminlang="en" srclang={quoteattr(source_lang)} datatype="plaintext"/>\n<body>\n'
    )
    count = 0
    for pair in pairs:
        count += 1
        note = f"<note>{escape(pair.note)}</note>" if pair.note else ""
        sides = "".join(
            f"<tuv xml:lang={quoteattr(lang)}><seg>{escape(text)}</seg></tuv>"
            for lang, text in ((source_lang, pair.source), (target_lang, pair.target))
        )
        put(f"<tu>{note}{sides}</tu>\n")
    put("</body>\n</tmx>\n")
    return count
