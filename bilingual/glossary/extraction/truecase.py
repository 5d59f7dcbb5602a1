"""Dictionary forms of English phrases cut out of sentences: capitals as elsewhere, the head in the singular."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from bilingual.glossary.extraction.words import EnglishWord
from bilingual.text.english import lemma

_SENTENCE_START = re.compile(r"[\"“‘'(\[]?$")
_PREPOSITIONS = frozenset("of for in on to by with from".split())
_KEPT_PLURALS = frozenset(
    "goods securities affairs economics physics statistics electronics logistics robotics news series".split()
)


class Casing:
    """Learns from sentences how words are written inside them; headlines in title case do not count."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self._small: Counter[str] = Counter()
        self._capital: Counter[str] = Counter()
        for sentence in sentences:
            if is_headline(sentence):
                continue
            for found in list(re.finditer(r"[A-Za-z][A-Za-z'’]*", sentence))[1:]:
                word = found.group()
                (self._small if word[0].islower() else self._capital)[word.lower()] += 1

    def dictionary_form(self, sentence: str, words: Sequence[EnglishWord], *, name: bool = False) -> str:
        """The text of `words` with sentence capitals and plural endings undone, articles left out.

        `name` says that a single word is likely a name: its capital stays unless it is seen small.
        """
        while words and words[0].text.lower() in {"the", "a", "an"}:
            words = words[1:]
        if not words:
            return ""
        parts, last = [], words[0].start
        name = self._is_name(sentence, words) or (name and len(words) == 1 and not self._small[words[0].text.lower()])
        head = _head(words)
        for position, word in enumerate(words):
            gap = sentence[last : word.start] if position else ""
            gap = " " if "(" in gap else gap
            text = word.text if name else self._cased(sentence, word)
            if position == head and not name:
                text = _singular(text)
            parts.append(gap + text)
            last = word.end
        return "".join(parts).removesuffix("'s").removesuffix("’s")

    def _is_name(self, sentence: str, words: Sequence[EnglishWord]) -> bool:
        content = [w for w in words if w.key and w.text[0].isalpha() and not re.fullmatch("[A-Z]{2,}s?", w.text)]
        if is_headline(sentence):
            return bool(content) and all(self._capital[w.text.lower()] > self._small[w.text.lower()] for w in content)
        capital = [w for w in content if w.text[0].isupper() and w.start > 0]
        return len(capital) * 2 > len(content) or (
            len(content) > 1 and len(capital) == len(content) - 1 > 0 and words[0].start == 0
        )

    def _cased(self, sentence: str, word: EnglishWord) -> str:
        text = word.text
        if not text[0].isupper() or not text[1:].islower():
            return text
        low = text.lower()
        opens = word.start == 0 or bool(re.search(r"(?:[.!?:;]|^)\s*[\"“‘'(\[]*$", sentence[: word.start]))
        if opens or is_headline(sentence):
            return low if self._small[low] >= self._capital[low] else text
        return text


def is_headline(sentence: str) -> bool:
    """Whether a sentence is written in title case."""
    words = [w for w in re.findall(r"[A-Za-z][A-Za-z'’]+", sentence) if len(w) > 3]
    return (
        len(words) > 2
        and sum(w[0].isupper() for w in words) >= 0.8 * len(words)
        and not sentence.rstrip().endswith(".")
    )


def _head(words: Sequence[EnglishWord]) -> int:
    """Index of the head noun: the last word, or the one before a preposition."""
    for position, word in enumerate(words):
        if position and word.text.lower() in _PREPOSITIONS:
            return position - 1
    return len(words) - 1


def _singular(word: str) -> str:
    if re.fullmatch("[A-Z]{2,}s", word):
        return word[:-1]
    if not word.islower():
        return word
    if word in _KEPT_PLURALS or not word.endswith("s") or word.endswith(("ss", "us", "is", "ics")):
        return word
    base = lemma(word)
    return base if base != word else word
