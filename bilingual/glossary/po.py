"""Reading glossaries: PO files and folders of them, strictly, with the line of whatever is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from os import PathLike
from pathlib import Path
from typing import Any

from bilingual.errors import DocumentError, GlossaryError
from bilingual.glossary.entry import EntryError, build_concept
from bilingual.glossary.po_file import HEADER, Block, PoFile, sort_key
from bilingual.glossary.termbase import Glossary
from bilingual.model import Concept, ReviewState
from bilingual.text.files import decode, read_bytes

_STRING = r'"(?:[^"\\]|\\.)*"'
_LINE = re.compile(rf"(?:#.*|(?:msgctxt|msgid|msgstr)\s*{_STRING}|{_STRING}|)\s*$")
_PLURAL = re.compile(r"(?:msgid_plural|msgstr\[)")
_SEPARATORS = re.compile("[\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")


def read_po(
    path: str | PathLike[str],
    *,
    source_lang: str = "ko",
    target_lang: str = "en",
    encoding: str | None = None,
    faults: list[GlossaryError] | None = None,
) -> PoFile:
    """Read one PO file.

    Args:
        path: the file, or `-` for standard input.
        source_lang: BCP 47 tag that `X-Source-Language` must have, when the header names one.
        target_lang: the same for `Language`.
        encoding: default UTF-8, or what a byte order mark says.
        faults: collects broken entries, which are then left out as obsolete ones are; without it the first is raised.

    Raises:
        GlossaryError: the file is missing, is not PO, is for other languages or holds a broken entry.
    """
    try:
        data = read_bytes(path)
        text = decode(data, path, encoding)
    except DocumentError as error:
        how = f"convert it with: bilingual glossary import {path} --encoding cp949 -o NEW.po"
        raise GlossaryError(error.message.replace("add --encoding cp949", how), path=path, line=error.line) from None
    return parse_po(text, path, (source_lang, target_lang), faults, original=data)


def parse_po(
    text: str,
    path: str | PathLike[str],
    langs: tuple[str, str],
    faults: list[GlossaryError] | None = None,
    *,
    original: bytes | None = None,
) -> PoFile:
    """Read the text of a PO file as `read_po` does; `path` is for messages."""
    blocks = list(_split(text, path))
    file = PoFile(str(path), *langs, original=original, loaded=text if original is not None else None)
    entries = iter(_parsed(text, path))
    for block in blocks:
        if not _has_entry(block.raw):
            file.tail += block.raw
            continue
        if not file.blocks and not file.head and _is_header(block.raw):
            file.head = block.raw
            _check_languages(block, path, langs)
            continue
        entry = next(entries, None)
        if entry is None or "msgstr" not in block.raw:
            raise GlossaryError("found an entry without msgstr; expected msgid and msgstr", path=path, line=block.line)
        file.blocks.append(block)
        try:
            block.concept = None if entry.obsolete else _concept(entry, block, path, langs)
        except GlossaryError as error:
            if faults is None:
                raise
            faults.append(error)
    if not file.head:
        file.head = HEADER.format(source=langs[0], target=langs[1]) + "\n"
    return file


def read_glossary(
    paths: Iterable[str | PathLike[str]],
    *,
    source_lang: str = "ko",
    target_lang: str = "en",
    include_proposed: bool = False,
) -> Glossary:
    """Read PO files, or folders of them (in order of their names, with subfolders), into one glossary.

    Proposed (fuzzy) entries are left out as gettext leaves them out, unless asked for; so are untranslated ones.

    Raises:
        GlossaryError: as `read_po`, a folder without PO files, or two entries for the same term and sense.
    """
    names = list(po_files(paths))
    seen: dict[tuple[str, str], Concept] = {}
    for name in names:
        file = read_po(name, source_lang=source_lang, target_lang=target_lang)
        for concept in file.concepts:
            wanted = include_proposed or concept.review is ReviewState.APPROVED
            if not wanted or concept.preferred(target_lang) is None:
                continue
            other = seen.setdefault(sort_key(concept), concept)
            if other is not concept:
                raise _contradiction(other, concept, target_lang)
    title = Path(names[0]).stem if len(names) == 1 else "glossary"
    return Glossary(tuple(seen.values()), source_lang, target_lang, title)


def po_files(paths: Iterable[str | PathLike[str]]) -> Iterator[str]:
    """The PO files that paths stand for; raises GlossaryError for what is missing or not PO."""
    for given in paths:
        path = Path(given)
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*.po") if not p.name.startswith("."))
            if not inside:
                raise GlossaryError("found no .po file in this folder; expected a glossary", path=given)
            yield from map(str, inside)
        elif path.suffix.lower() in {".csv", ".tsv", ".xlsx", ".tbx", ".xml", ".json", ".txt"}:
            raise GlossaryError(
                "is not PO; a glossary is a PO file (convert it with: bilingual glossary import)", path=given
            )
        else:
            yield str(given)


def _contradiction(first: Concept, second: Concept, target_lang: str) -> GlossaryError:
    path, _, line = second.origin.rpartition(":")
    forms = [c.preferred(target_lang) for c in (first, second)]
    one, two = (t.text if t else "" for t in forms)
    what = f"is {two!r} here and {one!r}" if one != two else f"is {one!r} here and again"
    return GlossaryError(
        f"found two preferred terms for one sense: it {what} in {first.origin}; expected one entry "
        "(remove one, or give each its own sense: msgctxt 'field/sense')",
        path=path,
        line=int(line) if line.isdigit() else None,
        field=f"entry {second.terms[0].text!r}",
    )


def _split(text: str, path: str | PathLike[str]) -> Iterator[Block]:
    """Cut a file into blocks, checking every line; a block starts at the first comment or keyword after a msgstr."""
    start, line_of_id, complete, lines = 0, 0, False, text.split("\n")
    for number, line in enumerate(lines):
        _check_line(line, number + 1, path)
        bare = line[2:].lstrip() if line.startswith("#~") else line
        begins = line.startswith("#") if bare is line else bare.startswith(("msgctxt", "msgid", "|"))
        if complete and (begins or bare.startswith(("msgctxt", "msgid"))):
            yield Block("\n".join(lines[start:number]) + "\n", line_of_id)
            start, complete, line_of_id = number, False, 0
        if bare.startswith("msgstr"):
            complete = True
        elif bare.startswith("msgid") or (bare.startswith("msgctxt") and not line_of_id):
            line_of_id = number + 1
    rest = "\n".join(lines[start:])
    if rest:
        yield Block(rest, line_of_id)


def _check_line(line: str, number: int, path: str | PathLike[str]) -> None:
    if _LINE.match(line) and not _SEPARATORS.search(line):
        return
    found = line.strip()[:60]
    if _PLURAL.match(line):
        message = f"found {found!r}; expected an entry without plural forms (a glossary has one msgstr)"
    elif _SEPARATORS.search(line):
        message = f"found a control character in {found!r}; expected plain text"
    elif line.lstrip().startswith(('"', "msg")):
        message = f'found {found!r}; expected one string in double quotes (inner quotes written \\")'
    else:
        message = f"found {found!r}; expected msgctxt, msgid, msgstr or a comment (#)"
    raise GlossaryError(message, path=path, line=number)


def _has_entry(raw: str) -> bool:
    return re.search(r"^(?:#~\s*)?msgid", raw, re.MULTILINE) is not None


def _is_header(raw: str) -> bool:
    return re.search(r'^msgid\s*""\s*\n\s*msgstr', raw, re.MULTILINE) is not None and "msgctxt" not in raw


def _parsed(text: str, path: str | PathLike[str]) -> list[Any]:
    import polib

    try:
        return list(polib.pofile(text.replace("\r\n", "\n") or "\n"))
    except OSError as error:
        line = re.search(r"line (\d+)", str(error))
        raise GlossaryError(
            "found a line out of place; expected msgctxt, msgid and msgstr in this order",
            path=path,
            line=int(line[1]) if line else None,
        ) from None


def _check_languages(block: Block, path: str | PathLike[str], langs: tuple[str, str]) -> None:
    for key, wanted in (("X-Source-Language", langs[0]), ("Language", langs[1])):
        found = re.search(rf'^"{key}:\s*([A-Za-z0-9_-]+)', block.raw, re.MULTILINE)
        if found and found[1].replace("_", "-").split("-")[0].lower() != wanted.split("-")[0].lower():
            message = f"found '{key}: {found[1]}'; expected {wanted}"
            raise GlossaryError(message, path=path, line=block.line, field="header")


def _concept(entry: Any, block: Block, path: str | PathLike[str], langs: tuple[str, str]) -> Concept:
    lines = block.raw.split("\n")
    comments = [line[2:].strip() for line in lines if line.startswith("#.")]
    try:
        return build_concept(
            msgctxt=entry.msgctxt or "",
            msgid=entry.msgid,
            msgstr=entry.msgstr,
            comments=comments,
            note=entry.tcomment,
            fuzzy="fuzzy" in entry.flags,
            langs=langs,
            origin=f"{path}:{block.line}",
        )
    except EntryError as fault:
        line = block.line
        if fault.line is not None:
            first = block.line - next(i for i, t in enumerate(lines) if t.startswith(("msgctxt", "msgid")))
            line = first + [i for i, t in enumerate(lines) if t.startswith("#.")][fault.line]
        raise GlossaryError(str(fault), path=path, line=line, field=f"entry {entry.msgid!r}") from None
