"""The English equivalent of a Korean stretch: the window of the translation that its pieces explain best."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from bilingual.glossary.extraction.alignment import Aligner, Prior
from bilingual.glossary.extraction.sounds import alike
from bilingual.glossary.extraction.truecase import Casing, is_headline
from bilingual.glossary.extraction.words import EnglishWord, english_words, korean_pieces

_LINKS = frozenset("of and for the & - – on to in / '".split())
_THRESHOLD = 0.42
_LINK_COST = 0.03
_STRAY = 0.15
# A country often meets only the adjective made from it, which is not its translation.
_DEMONYM = re.compile(r"[A-Z][a-z]+(?:ian|ean|ese|ish)|Greek|French|Dutch|Israeli|Iraqi|Pakistani|Czech|Argentine")
_OF_A_COUNTRY = 0.8
_BY_EAR = 0.8
_LONGEST = 9


@dataclass
class Equivalent:
    """A proposed translation.

    Attributes:
        text: dictionary form.
        score: how sure it is, 0 to 1.
        support: number of sentences that have it.
        acronym: what stands in brackets after it, if anything.
    """

    text: str
    score: float
    support: int
    acronym: str = ""


@dataclass
class _Votes:
    score: float = 0.0
    best: float = 0.0
    sentences: set[int] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)
    acronym: str = ""


class Equivalents:
    """Finds equivalents in aligned sentences.

    Args:
        pairs: Korean and English sentences that translate one another.
        prior: word pairs known beforehand.
    """

    def __init__(self, pairs: Sequence[tuple[str, str]], prior: Prior) -> None:
        self._english = [english_words(e) for _, e in pairs]
        self._korean = [korean_pieces(k) for k, _ in pairs]
        self._texts = [e for _, e in pairs]
        self._casing = Casing(self._texts)
        self._aligner = Aligner(prior)
        keys = [
            ([p.key for p in k], [w.key for w in e if w.key]) for k, e in zip(self._korean, self._english, strict=True)
        ]
        self._aligner.fit(keys)
        self._shares: dict[int, list[list[float]]] = {}

    def of(self, places: Sequence[tuple[int, int, int]], glosses: Sequence[str] = ()) -> Equivalent | None:
        """The best equivalent of what stands at `places` (sentence index, start, end), None when there is none."""
        votes: dict[tuple[str, ...], _Votes] = defaultdict(_Votes)
        for index, start, end in places:
            found = self._glossed(index, start, end, glosses) or self._window(index, start, end)
            if found is None:
                continue
            first, last, score, acronym = found
            words = _outside_brackets(self._english[index][first : last + 1])
            name = len(words) == 1 and alike(self._stretch(index, start, end), words[0].text) >= _BY_EAR
            text = self._casing.dictionary_form(self._texts[index], words, name=name)
            vote = votes[tuple(text.lower().replace("-", " ").split())]
            vote.score += score
            vote.best = max(vote.best, score)
            vote.sentences.add(index)
            vote.texts.append(text)
            vote.acronym = vote.acronym or acronym
        if not votes:
            return None
        best = max(votes.values(), key=lambda v: (v.score, len(v.sentences)))
        agreed = best.score / sum(v.score for v in votes.values())
        text = max(set(best.texts), key=lambda t: (best.texts.count(t), t))
        sure = best.best * (0.5 + 0.5 * agreed) * (_OF_A_COUNTRY if _DEMONYM.fullmatch(text) else 1.0)
        return Equivalent(text, min(sure, 1.0), len(best.sentences), best.acronym)

    def _stretch(self, index: int, start: int, end: int) -> str:
        return "".join(p.key for p in self._korean[index] if start <= p.start and p.end <= end)

    def _posteriors(self, index: int) -> list[list[float]]:
        if index not in self._shares:
            words = [w.key for w in self._english[index] if w.key]
            self._shares[index] = self._aligner.posteriors([p.key for p in self._korean[index]], words)
        return self._shares[index]

    def _explained(self, index: int, start: int, end: int) -> list[float | None]:
        """For each English word how much of it the stretch explains; None for function words and marks."""
        inside = [i for i, p in enumerate(self._korean[index]) if start <= p.start and p.end <= end]
        rows = iter(self._posteriors(index))
        return [sum(row[i] for i in inside) if w.key and (row := next(rows)) else None for w in self._english[index]]

    def _window(self, index: int, start: int, end: int) -> tuple[int, int, float, str] | None:
        shares, words = self._explained(index, start, end), self._english[index]
        best: tuple[float, int, int] | None = None
        for first, share in enumerate(shares):
            if share is None or share < _THRESHOLD:
                continue
            gain = 0.0
            for last in range(first, min(len(words), first + _LONGEST)):
                here = shares[last]
                if here is not None:
                    gain += here - _THRESHOLD
                    if here >= _THRESHOLD and (best is None or gain > best[0]):
                        best = (gain, first, last)
                elif words[last].text.lower() in _LINKS:
                    gain -= _LINK_COST
                else:
                    break
        if best is None:
            return None
        first, last = _whole_name(words, shares, is_headline(self._texts[index]), *best[1:])
        return first, last, self._sureness(index, shares, (start, end), first, last), ""

    def _sureness(
        self, index: int, shares: Sequence[float | None], span: tuple[int, int], first: int, last: int
    ) -> float:
        """How well both sides are covered: the mean share of the words, times the share of the pieces that are used."""
        inside = [s for s in shares[first : last + 1] if s is not None]
        outside = sum(s for s in (*shares[:first], *shares[last + 1 :]) if s is not None and s > 0.2)
        precision = sum(inside) / len(inside)
        covered = self._covered(index, span, first, last)
        return precision * (0.35 + 0.65 * covered) * (1 - 0.5 * outside / (outside + sum(inside)))

    def _covered(self, index: int, span: tuple[int, int], first: int, last: int) -> float:
        """Share of the stretch's syllables whose piece explains some word of the window."""
        order = [i for i, w in enumerate(self._english[index]) if w.key]
        rows = [row for i, row in zip(order, self._posteriors(index), strict=True) if first <= i <= last]
        sizes: list[tuple[int, float]] = []
        for i, piece in enumerate(self._korean[index]):
            if span[0] <= piece.start and piece.end <= span[1]:
                sizes.append((piece.end - piece.start, min(1.0, 1.5 * max(row[i] for row in rows))))
        return sum(n * s for n, s in sizes) / max(sum(n for n, _ in sizes), 1)

    def _glossed(self, index: int, start: int, end: int, glosses: Sequence[str]) -> tuple[int, int, float, str] | None:
        """The full form before an acronym in brackets, by its initials (Schwartz and Hearst 2003) or by alignment."""
        words = self._english[index]
        shares = self._explained(index, start, end)
        for at in range(1, len(words) - 1):
            if words[at].text != "(" or not words[at + 1].text[:1].isalpha():
                continue
            close = next((i for i in range(at + 1, min(at + 6, len(words))) if words[i].text == ")"), None)
            if close is None:
                continue
            acronym = self._texts[index][words[at + 1].start : words[close - 1].end]
            bare = acronym.removesuffix("s") if acronym[:-1].isupper() else acronym
            same = any(bare.lower() == g.lower() for g in glosses)
            near = max((s for s in shares[max(0, at - 4) : at] if s is not None), default=0.0)
            if not same and not (glosses and near > 0.6):
                continue
            first = _by_initials(words, at, bare)
            if first is None:
                first = _by_share(words, shares, at)
            if first is not None:
                last = _reaching_on(shares, close) if bare == acronym else close
                last = last if last > close else at - 1
                return _reaching_back(words, shares, first), last, 1.0 if same else 0.85, bare
        return None


def _outside_brackets(words: Sequence[EnglishWord]) -> list[EnglishWord]:
    kept, depth = [], 0
    for word in words:
        depth += (word.text == "(") - (word.text == ")")
        if not depth and word.text != ")":
            kept.append(word)
    return kept


def _by_initials(words: Sequence[EnglishWord], at: int, acronym: str) -> int | None:
    """Index of the first word of the full form whose letters spell the acronym, read backwards from the bracket."""
    letters = re.sub("[^a-z0-9]", "", acronym.lower())
    if len(letters) < 2:
        return None
    i = at - 1
    position = len(words[i].text) - 1
    for rank in range(len(letters) - 1, -1, -1):
        while True:
            if i < 0 or at - i > len(letters) + 3 or words[i].text in {".", ";", '"', "("}:
                return None
            text = words[i].text.lower()
            fits = position >= 0 and text[position] == letters[rank]
            if fits and (rank > 0 or position == 0):
                break
            position -= 1
            if position < 0:
                i -= 1
                position = len(words[i].text) - 1 if i >= 0 else -1
        if rank:
            position -= 1
            if position < 0:
                i -= 1
                position = len(words[i].text) - 1 if i >= 0 else -1
    return i


def _reaching_back(words: Sequence[EnglishWord], shares: Sequence[float | None], first: int) -> int:
    """The first word of a name whose acronym leaves its beginning out (Korea Land & Housing Corporation, LH)."""
    while first > 1 and words[first].text[0].isupper() and words[first - 1].text[0].isupper():
        before = words[first - 1]
        if (shares[first - 1] or 0.0) < _STRAY or before.text.endswith(("'s", "’s")):
            break
        first -= 1
    return first


def _reaching_on(shares: Sequence[float | None], close: int) -> int:
    """The last word of a term that goes on after its acronym: over-the-top (OTT) service."""
    last = close
    while last + 1 < len(shares) and (shares[last + 1] or 0.0) > 0.6:
        last += 1
    return last


def _whole_name(
    words: Sequence[EnglishWord], shares: Sequence[float | None], headline: bool, first: int, last: int
) -> tuple[int, int]:
    """A window of capitalised words, without small ones at its ends and with the capitalised ones beside it.

    A neighbour that something else in the sentence explains stays outside.
    """

    def capital(i: int) -> bool:
        return words[i].text[0].isupper()

    content = [i for i in range(first, last + 1) if shares[i] is not None]
    if headline or 2 * sum(map(capital, content)) <= len(content):
        return first, last
    while first < last and not capital(first):
        first += 1
    while last > first and not capital(last):
        last -= 1
    while first > 1 and capital(first - 1) and (shares[first - 1] or 0.0) >= _STRAY:
        first -= 1
    while last + 1 < len(words) and capital(last + 1) and (shares[last + 1] or 0.0) >= _STRAY:
        last += 1
    return first, last


def _by_share(words: Sequence[EnglishWord], shares: Sequence[float | None], at: int) -> int | None:
    """Index of the first word of the run before the bracket that the stretch explains."""
    first = None
    for i in range(at - 1, max(-1, at - 1 - _LONGEST), -1):
        share = shares[i]
        if share is None and words[i].text.lower() not in _LINKS:
            break
        if share is not None and share < 0.25:
            break
        if share is not None:
            first = i
    return first
