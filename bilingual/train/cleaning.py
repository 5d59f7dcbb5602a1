"""What parallel text must pass before it is trained on, and how much each test removed.

The tests are the usual ones of parallel-corpus filtering (Koehn et al., "Findings of the WMT 2020 Shared Task on
Parallel Corpus Filtering and Alignment", and the rule set of OpusFilter, Aulamo et al. 2020); thresholds are for
Korean and English sentences.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from bilingual.train.amounts import source_amounts, target_amounts
from bilingual.train.pairs import Pair

_NOT_TEXT = re.compile(r"[\W_]+")
_HANGUL = re.compile(r"[가-힣]")
_LATIN = re.compile(r"[A-Za-z]")
_NUMERAL = re.compile(r"(?<![A-Za-z0-9.])\d+(?:\.\d+)?(?!\d| ?[백천만억조])")
_LONGEST = 600


def fingerprint(text: str) -> str:
    """Letters and digits alone, in lower case: what two copies of a sentence share in spite of punctuation."""
    return _NOT_TEXT.sub("", text).lower()


@dataclass(slots=True)
class Cleaner:
    """Removes pairs that would teach something wrong, and counts them by reason.

    Attributes:
        held_out: fingerprints of the evaluation sentences, of either language.
        source_lang: script and numbers are tested for `ko` → `en` only; other pairs pass those tests.
        counts: `kept`, and one entry for each reason of removal.
    """

    held_out: frozenset[str] = frozenset()
    source_lang: str = "ko"
    target_lang: str = "en"
    counts: Counter[str] = field(default_factory=Counter)
    _seen: set[tuple[str, str]] = field(default_factory=set, init=False)

    def clean(self, pairs: Iterable[Pair]) -> Iterator[Pair]:
        """The pairs that pass every test, in order."""
        for pair in pairs:
            reason = self.reject(pair)
            self.counts[reason or "kept"] += 1
            if reason is None:
                yield pair

    def reject(self, pair: Pair) -> str | None:
        """Why the pair is to be left out, or None; a pair that passes is remembered as seen."""
        for name, test in _TESTS.items():
            if test(self, pair):
                return name
        return None

    def is_held_out(self, pair: Pair) -> bool:
        """Whether either side is an evaluation sentence."""
        return fingerprint(pair.source) in self.held_out or fingerprint(pair.target) in self.held_out

    def is_duplicate(self, pair: Pair) -> bool:
        """Whether the same pair, punctuation and case aside, has passed before."""
        key = (fingerprint(pair.source), fingerprint(pair.target))
        if key in self._seen:
            return True
        self._seen.add(key)
        return False

    def is_korean_english(self) -> bool:
        """Whether the tests of script, length ratio and amounts apply."""
        return (self.source_lang, self.target_lang) == ("ko", "en")

    def summary(self) -> str:
        """One line: `12,345 kept; 67 removed (duplicate 60, script 7)`."""
        removed = {k: v for k, v in self.counts.most_common() if k != "kept"}
        reasons = ", ".join(f"{name} {count:,}" for name, count in removed.items())
        tail = f" ({reasons})" if reasons else ""
        return f"{self.counts['kept']:,} kept; {sum(removed.values()):,} removed{tail}"


def _is_too_long(cleaner: Cleaner, pair: Pair) -> bool:
    return len(pair.source) > _LONGEST or len(pair.target) > 2 * _LONGEST


def _is_untranslated(cleaner: Cleaner, pair: Pair) -> bool:
    return fingerprint(pair.source) == fingerprint(pair.target)


def _has_wrong_script(cleaner: Cleaner, pair: Pair) -> bool:
    if not cleaner.is_korean_english():
        return False
    hangul = len(_HANGUL.findall(pair.target))
    letters = len(_LATIN.findall(pair.target))
    return not _HANGUL.search(pair.source) or (hangul > 0 and hangul * 10 > letters) or not letters


def _has_odd_length_ratio(cleaner: Cleaner, pair: Pair) -> bool:
    """English has about twice the characters of Korean; short segments vary freely."""
    if not cleaner.is_korean_english() or max(len(pair.source), len(pair.target)) < 30:
        return False
    return not 0.8 <= len(pair.target) / len(pair.source) <= 5.0


def _numbers_disagree(cleaner: Cleaner, pair: Pair) -> bool:
    """Whether most of the written-out numbers of one side are missing on the other.

    Amounts are compared by value (3만 and 30,000); single digits are often words in one language and do not count.
    """
    if not cleaner.is_korean_english():
        return False
    ours = {a.value for a in source_amounts(pair.source)} | _plain_numbers(pair.source)
    theirs = {a.value for a in target_amounts(pair.target)} | _plain_numbers(pair.target)
    ours, theirs = ({n for n in side if n >= 10} for side in (ours, theirs))
    if len(ours) < 2 and len(theirs) < 2:
        return bool(ours and theirs and not ours & theirs and min(ours) >= 1000)
    return 2 * len(ours & theirs) < min(len(ours), len(theirs))


def _plain_numbers(text: str) -> set[Decimal]:
    return {Decimal(n) for n in _NUMERAL.findall(text.replace(",", ""))}


_TESTS: dict[str, Callable[[Cleaner, Pair], bool]] = {
    "evaluation overlap": Cleaner.is_held_out,
    "too long": _is_too_long,
    "untranslated": _is_untranslated,
    "script": _has_wrong_script,
    "length ratio": _has_odd_length_ratio,
    "numbers disagree": _numbers_disagree,
    "duplicate": Cleaner.is_duplicate,
}
