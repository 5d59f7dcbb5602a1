"""Checks that the whole source, and nothing else, is in the target: length, repetition, script, protected text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from bilingual.model import Issue, Severity, Side, Span
from bilingual.rules.base import Context, check
from bilingual.text.protection import find_placeholders

_HANGUL = re.compile(r"[가-힣ㄱ-ㆎ]+(?:\s?[가-힣ㄱ-ㆎ]+)*")
_SYLLABLE = re.compile(r"[가-힣]")
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[A-Za-z]")
_WORD = re.compile(r"(?<!&)[^\W_]+(?:['’][^\W_]+)?")
_SUSPICIOUS = re.compile(r"[@{}%<>`$]|://|www\.")
_NAME = re.compile(r"(?<![A-Za-z])[A-Z][A-Za-z]+(?:\s[A-Z][A-Za-z]+)*(?![A-Za-z])")
_COMMON = frozenset(
    "the a an of to in and is was for that on with as by it at from are were has have be this his he not said will its "
    "their they but who which or i you she my we our your her if when can been more than into about after that’s it’s "
    "i’m".split()
)

_ELSEWHERE = frozenset(
    "der die das und ist nicht am aus hat ein eine mit von zu auf für im den dem sowie le les des est une el los las "
    "que del il di per è de la et en".split()
)

# English characters for one Korean letter, space left out: 2.6 on average in news; these are far outside.
_SHORTEST, _LONGEST = 1.05, 7.0


@check("O101", "The target is too short or too long, or empty")
def length(source: str, target: str, context: Context) -> Iterator[Issue]:
    """O101: nothing, or so little text that something must be left out. O102: so much that something is made up.

    Looks at Korean to English only, at sources of 15 letters and more: short headlines vary too much.
    """
    if source.strip() and not target.strip():
        yield Issue("O101", "accuracy/omission", Severity.CRITICAL, "nothing is translated")
        return
    if (context.source_lang[:2], context.target_lang[:2]) != ("ko", "en"):
        return
    letters = len(source) - source.count(" ")
    syllables = len(_SYLLABLE.findall(source))
    if syllables < 15:
        return
    if len(target) < _SHORTEST * syllables:
        message = f"only {len(target)} characters for {syllables} Korean letters; is something left out?"
        yield Issue("O101", "accuracy/omission", Severity.MAJOR, message)
    elif len(target) > _LONGEST * letters:
        message = f"{len(target)} characters for {letters} letters; is something added or repeated?"
        yield Issue("O102", "accuracy/addition", Severity.MAJOR, message)


@check("L101", "The engine repeats itself")
def repetition(source: str, target: str, context: Context) -> Iterator[Issue]:
    """A word or a phrase of up to eight words stands three times in a row.

    Silent where the source repeats as well ("bye, bye, bye").
    """
    words = [(found[0].lower(), found.start(), found.end()) for found in _WORD.finditer(target)]
    loop = _loop([word for word, _, _ in words])
    if loop is None:
        return
    first, size, times = loop
    source_words = [found[0] for found in _WORD.finditer(source)]
    if _loop(source_words) is not None:
        return
    span = Span(words[first][1], words[first + size * times - 1][2])
    phrase = target[words[first][1] : words[first + size - 1][2]]
    yield Issue("L101", "fluency/repetition", Severity.MAJOR, f"{phrase!r} stands {times} times in a row", span=span)


def _loop(words: list[str]) -> tuple[int, int, int] | None:
    """Start, length and number of times of the first phrase that stands three times running, or None."""
    if len(words) < 3 or Counter(words).most_common(1)[0][1] < 3:
        return None
    for size in range(1, min(8, len(words) // 3) + 1):
        run = 0
        for i in range(len(words) - size):
            run = run + 1 if words[i] == words[i + size] else 0
            if run >= 2 * size and not words[i].isdigit():
                start = i - run + 1
                end = i + size
                while end < len(words) and words[end] == words[end - size]:
                    end += 1
                return start, size, (end - start) // size
    return None


@check("U101", "Text in the source language or another language is left")
def script(source: str, target: str, context: Context) -> Iterator[Issue]:
    """U101: Hangul in a target that is not Korean. W101: the target is in another language or a copy of the source.

    Hangul in brackets after a Latin word is a gloss and only minor.
    """
    if context.target_lang[:2] == "ko":
        return
    if not target.isascii():
        for found in _HANGUL.finditer(target):
            gloss = bool(re.search(r"[A-Za-z.,]\s?[(‘“\"'「《]$", target[max(0, found.start() - 3) : found.start()]))
            severity = Severity.MINOR if gloss else Severity.MAJOR
            message = f"{found[0]!r} is left untranslated"
            yield Issue("U101", "accuracy/untranslated", severity, message, span=Span(*found.span()))
    if context.target_lang[:2] == "en" and _is_foreign(target):
        message = "the target does not look like English"
        yield Issue("W101", "accuracy/wrong language", Severity.CRITICAL, message)


def _is_foreign(target: str) -> bool:
    if not target.isascii():
        letters = len(_LETTER.findall(target))
        if letters >= 10 and len(_LATIN.findall(target)) * 2 < letters:
            return True
    words = target.lower().split()
    return sum(word in _ELSEWHERE for word in words) >= 2 and not any(word in _COMMON for word in words)


@check("X101", "Protected text is lost")
def protected(source: str, target: str, context: Context) -> Iterator[Issue]:
    """X101: a URL, e-mail address, placeholder or code of the source is not in the target, byte for byte.

    X102: a name in Latin letters of the source is not in the target. Silent about case, and about acronyms
    in parentheses, which a translation may do without.
    """
    kept = context.segment.placeholders
    if not kept and _SUSPICIOUS.search(source):
        kept = find_placeholders(source)
    for placeholder in kept:
        if placeholder.text not in target:
            message = f"{placeholder.kind} {placeholder.text!r} is lost"
            yield Issue(
                "X101", "accuracy/omission/placeholder", Severity.CRITICAL, message, Side.SOURCE, placeholder.span
            )
    if context.source_lang[:2] != "ko":
        return
    lowered = ""
    for found in _NAME.finditer(source):
        lowered = lowered or target.lower()
        inside = any(p.span.start <= found.start() < p.span.end for p in kept)
        gloss = found[0].isupper() and source[found.start() - 1] == "("
        if (
            not inside
            and not gloss
            and len(found[0]) > 2
            and not any(part.lower() in lowered for part in found[0].split())
        ):
            message = f"{found[0]!r} of the source is not in the target"
            yield Issue("X102", "accuracy/omission/name", Severity.MINOR, message, Side.SOURCE, Span(*found.span()))
