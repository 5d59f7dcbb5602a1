"""Lossless sentence segmentation: joining the pieces gives the text back to the last code point."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CLOSERS = "\"'”’»」』】〉》)]）］"
_OPENERS = {"“": "”", "‘": "’", "「": "」", "『": "』", "〈": "〉", "《": "》", "(": ")", "[": "]", "（": "）"}
_LONGEST_QUOTE = 600

_LINE = re.compile(r"[^\r\n\u2028\u2029]*(?:\r\n|[\r\n\u2028\u2029]|$)\s*")
_BYLINE = re.compile(
    r"\s*[(\[][^()\[\]\n]{1,30}=[^()\[\]\n]{1,30}[)\]]\s*(?:[가-힣·,\s]{2,40}(?:기자|특파원|논설위원|인턴기자)\s*)?=\s+"
)
_TERMINAL = re.compile(r"[.!?…。．！？]+")
_KOREAN_FINAL = "다요까죠네오함음임됨"
_QUOTATIVE = re.compile(
    r"(?:이?라고|하고|고|라며|이?라면서|며|면서|라는|는|란|이란|라고는|라던|라지만|라도|이?라)(?:[\s,.는도]|$)"
)
_ENUMERATOR = re.compile(r"^\s*[(\[]?(?:[0-9]{1,3}|[가-하]|[A-Za-z]|[ivxIVX]{1,4})\.$")
_INITIALS = re.compile(r"(?:^|[\s(\"“'‘.])[A-Z]\.$")
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st jr sr inc ltd co corp vs etc no vol fig eq e.g i.e cf al dept gen sen rep gov approx est "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_LATIN_NEXT = re.compile(r"[\"'“‘(\[]*(?:[A-Z0-9À-ÖØ-Þ]|[^\x00-\x7FÀ-ɏ])")


def split_sentences(text: str, lang: str) -> list[str]:
    """Cut `text` into sentences; white space stays at the end of the piece before it.

    A line end always ends a sentence. Korean (`ko…`): quotations and brackets are kept whole, a quotative particle
    continues the sentence (…했다."고), a headline's … and · do not end it, decimals, dates (2024. 3. 15.),
    enumerators and initials do not end it; an agency byline "(부산=…) … 기자 =" is a piece of its own. Other languages
    end at . ! ? before a capital, a digit or a letter without case; 。！？ end without a space.

    Returns pieces whose concatenation is `text`; none is empty. Time is linear in the length of the text.
    """
    pieces: list[str] = []
    korean = lang.lower().split("-")[0] == "ko"
    for line in _LINE.finditer(text):
        if line.group():
            pieces.extend(_cut(line.group(), korean))
    return _leading_space_joined(pieces)


def _leading_space_joined(pieces: list[str]) -> list[str]:
    if len(pieces) > 1 and not pieces[0].strip():
        return [pieces[0] + pieces[1], *pieces[2:]]
    return pieces


def _cut(line: str, korean: bool) -> Iterator[str]:
    start = 0
    byline = _BYLINE.match(line) if korean else None
    if byline and byline.end() < len(line):
        yield line[: byline.end()]
        start = byline.end()
    inside = _enclosed_ends(line)
    for hit in _TERMINAL.finditer(line, start):
        end = hit.end()
        if hit.start() < start or (hit.start() in inside and inside[hit.start()] > end + 1):
            continue
        while end < len(line) and line[end] in _CLOSERS and _closes(line, start, end):
            end += 1
        after = end
        while after < len(line) and line[after].isspace():
            after += 1
        if after >= len(line):
            break
        ends = _ends_korean if korean else _ends_generic
        if ends(line, start, hit, end, after):
            yield line[start:after]
            start = after
    if start < len(line):
        yield line[start:]


def _closes(line: str, start: int, position: int) -> bool:
    """Whether a straight quote at `position` closes one (an even count is open before it), others always do."""
    mark = line[position]
    return mark not in "\"'" or line.count(mark, start, position) % 2 == 1


def _enclosed_ends(line: str) -> dict[int, int]:
    """For each terminal mark inside quotes or brackets: the offset where the outermost pair closes."""
    ends: dict[int, int] = {}
    stack: list[tuple[str, int]] = []
    marks: list[int] = []
    for i, char in enumerate(line):
        straight = char == '"'
        if stack and char == stack[-1][0] and (not straight or stack):
            _, opened = stack.pop()
            if not stack:
                if i - opened <= _LONGEST_QUOTE:
                    ends.update((mark, i + 1) for mark in marks)
                marks = []
        elif straight or char in _OPENERS:
            stack.append(('"' if straight else _OPENERS[char], i))
        elif stack and char in ".!?…。．！？":
            marks.append(i)
    return ends


def _ends_korean(line: str, start: int, hit: re.Match[str], end: int, after: int) -> bool:
    marks, before = hit.group(), line[hit.start() - 1 : hit.start()]
    if after == end:
        glued = "가" <= line[end] <= "힣" and before in _KOREAN_FINAL and before != "" and end == hit.end()
        return marks[-1] in "。！？．" or (glued and marks == "." and not _QUOTATIVE.match(line, end))
    if end > hit.end() and (_QUOTATIVE.match(line, after) or _is_aside(line, start, end)):
        return False
    if set(marks) <= {"…"} or marks == ".." or (len(marks) > 2 and set(marks) == {"."}):
        return before in _KOREAN_FINAL and before != ""
    return marks != "." or (not before.isdigit() and _full_stop(line, start, hit, after))


def _is_aside(line: str, start: int, end: int) -> bool:
    """Whether the bracket that closes at `end` opened inside the sentence, not at its beginning."""
    return line[end - 1] in ")]）］" and line[start:end].lstrip()[:1] not in "([（［"


def _ends_generic(line: str, start: int, hit: re.Match[str], end: int, after: int) -> bool:
    marks = hit.group()
    if marks[-1] in "。！？．":
        return True
    if after == end or not _LATIN_NEXT.match(line, after):
        return False
    return marks != "." or _full_stop(line, start, hit, after)


def _full_stop(line: str, start: int, hit: re.Match[str], after: int) -> bool:
    """Whether a single full stop ends a sentence rather than an abbreviation, enumerator, initial or date part."""
    head = line[max(start, hit.start() - 40) : hit.end()]
    if hit.start() - start <= 6 and _ENUMERATOR.match(line[start : hit.end()]):
        return False
    if _INITIALS.search(head):
        return False
    if head[-2:-1].isdigit() and line[after].isdigit():
        return False
    word = re.search(r"([A-Za-z][A-Za-z.]*)\.$", head)
    return not (word and word.group(1).lower() in _ABBREVIATIONS)
