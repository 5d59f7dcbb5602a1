"""Spacing, punctuation, brackets, quotation marks and stammered words of the target."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import eq

from bilingual.model import Edit, Issue, Severity, Span
from bilingual.rules.base import Context, check, rule

_SPACES = re.compile(r"(?<=\S)[ \t\u00a0\u3000]{2,}(?=\S)|(?<=[\w)\]”’\"'])[ \t]+(?=[,;!?](?:\s|$)|\.(?:\s|$|\"))")
_DOUBLED = re.compile(r"\"\"+|,,+|;;+|(?<![.…])\.\.(?!\.)|[!?]{4,}")
_STUTTER = re.compile(r"\b([A-Za-z]{2,})((?: \1){2,})\b")
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_ANY_BRACKET = re.compile(r"[()\[\]{}]")
_ENUMERATION = re.compile(r"(?:^|[\s;,:])[0-9a-zA-Z]{1,2}\)")
_TERMINAL = re.compile(r"""[.!?…:;][\s"'”’»)\]]*$""")
_KOREAN_END = re.compile(r"""(?P<mark>[.!?…])[\s"'”’»)\]]*$""")
_CHARACTERS = {"&quot;": '"', "&#39;": "'", "&apos;": "'", "&amp;": "&", "&lt;": "<", "&gt;": ">", "&nbsp;": " "}
_ENTITY = re.compile("|".join(_CHARACTERS))
_QUOTED = re.compile(r"[\"“”„«»]|&quot;")


def _may_be_spaced_wrong(target: str) -> bool:
    """A quick look that rules nearly all text out."""
    if "  " in target or " ," in target or " ." in target or " ?" in target or " !" in target or " ;" in target:
        return True
    return "\t" in target or "\u00a0" in target or "\u3000" in target


def _is_english(context: Context) -> bool:
    return context.target_lang[:2] == "en"


@rule("S001", "One space between words, none before punctuation", order=10)
def spacing(source: str, target: str, context: Context) -> Iterator[Edit]:
    """Close up runs of spaces inside a line and spaces before a comma, full stop, or other closing mark.

    Not applied to line ends, to " ." before a letter or digit (.NET, .5), or outside English.
    """
    if not _is_english(context) or not _may_be_spaced_wrong(target):
        return
    for found in _SPACES.finditer(target):
        after = "" if re.match(r"[,;.!?]", target[found.end() :]) else " "
        yield Edit("S001", Span(*found.span()), found[0], after, "spacing")


@rule("S002", "No doubled quotation marks and commas", order=11)
def doubled_marks(source: str, target: str, context: Context) -> Iterator[Edit]:
    """Write a doubled quotation mark, comma or semicolon once; engines copy the doubling of CSV files.

    Not applied to an empty quotation (alt="", or one that stands alone), nor to an ellipsis.
    """
    if '""' not in target and ",," not in target and ";;" not in target:
        return
    for found in _DOUBLED.finditer(target):
        around = target[max(0, found.start() - 1) : found.start()] + target[found.end() : found.end() + 1]
        if found[0][0] in '",;' and around.strip() and not around.startswith("="):
            yield Edit("S002", Span(*found.span()), found[0], found[0][0], "doubled mark")


@rule("S003", "No HTML entities that the source does not have", order=9)
def entities(source: str, target: str, context: Context) -> Iterator[Edit]:
    """Write &quot;, &#39; and the like as the characters they stand for; web engines escape their output.

    Not applied where the source has an entity itself: then the text is about markup, or is markup.
    """
    if "&" not in target or _ENTITY.search(source):
        return
    for found in _ENTITY.finditer(target):
        yield Edit("S003", Span(*found.span()), found[0], _CHARACTERS[found[0]], "HTML entity")


@rule("S004", "No word three times running", order=12)
def stammer(source: str, target: str, context: Context) -> Iterator[Edit]:
    """Write a word once that stands three times running and more, as small engines do (City City City Hall).

    Not applied to a word that stands twice (had had), across commas (no, no, no), or where the source repeats a word.
    """
    words = target.split(" ")
    if not any(map(eq, words, words[1:])):
        return
    said = source.split()
    if any(map(eq, said, said[1:])):
        return
    for found in _STUTTER.finditer(target):
        size = len(found[1]) + 1  # a copy and the space before it; one by one, so that a term keeps its own
        for start in range(found.start(2), found.end(2), size):
            yield Edit("S004", Span(start, start + size), found[2][:size], "", "word repeated")


@check("S101", "Spacing and punctuation")
def punctuation(source: str, target: str, context: Context) -> Iterator[Issue]:
    """S101: runs of spaces or a space before punctuation. S102: doubled marks, or a final mark that is lost."""
    if _is_english(context) and _may_be_spaced_wrong(target):
        for found in _SPACES.finditer(target):
            yield Issue("S101", "fluency/typography/spacing", Severity.MINOR, "spacing", span=Span(*found.span()))
    for found in _DOUBLED.finditer(target):
        yield Issue(
            "S102", "fluency/punctuation", Severity.MINOR, f"doubled mark {found[0]!r}", span=Span(*found.span())
        )
    ends = _KOREAN_END.search(source)
    if ends and target.strip() and not _TERMINAL.search(target):
        yield Issue("S102", "fluency/punctuation", Severity.MINOR, f"the final {ends['mark']!r} is lost")


@check("B101", "Brackets and quotation marks")
def brackets(source: str, target: str, context: Context) -> Iterator[Issue]:
    """B101: a bracket is not closed or not opened, though the source's are. B102: an odd quotation mark.

    Silent where the source is unbalanced in the same way, and about enumerations (`a)`).
    """
    if _ANY_BRACKET.search(target):
        odd = _unbalanced(target)
        if odd is not None and _unbalanced(source) is None:
            mark = target[odd]
            yield Issue(
                "B101",
                "fluency/punctuation/brackets",
                Severity.MINOR,
                f"{mark!r} has no partner",
                span=Span(odd, odd + 1),
            )
    marks = len(_QUOTED.findall(target))
    if marks % 2 and len(_QUOTED.findall(_unquoted(source))) % 2 == 0:
        yield Issue("B102", "fluency/punctuation/quotation marks", Severity.MINOR, "a quotation mark has no partner")


def _unquoted(text: str) -> str:
    """The text without the quoting of CSV files, in which a mark inside a field is doubled."""
    if '""' not in text:
        return text
    inner = text[1:-1] if text[0] == text[-1] == '"' else text
    return inner.replace('""', '"')


def _unbalanced(text: str) -> int | None:
    """The position of the first bracket without a partner, or None."""
    open_marks: list[tuple[str, int]] = []
    listed = {found.end() - 1 for found in _ENUMERATION.finditer(text)}
    for found in _ANY_BRACKET.finditer(text):
        mark = found[0]
        if mark not in _BRACKETS:
            open_marks.append((mark, found.start()))
        elif open_marks and open_marks[-1][0] == _BRACKETS[mark]:
            open_marks.pop()
        elif found.start() not in listed:
            return found.start()
    return open_marks[0][1] if open_marks else None
