"""What a rule is, what a check is, and what both may look at.

A rule is a pure function (source, target, context) → `Edit`s with spans in that target; a check is the same with
`Issue`s. A module of this package registers its own with the decorators; third parties use the entry-point groups
`bilingual.rules` and `bilingual.checks`.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bilingual.glossary.termbase import Glossary
from bilingual.model import Concept, Edit, Issue, Outcome, Segment, Span
from bilingual.registry import Registry
from bilingual.text.numbers import Comparison, Quantity, compare, read_english, read_korean


@dataclass(frozen=True, slots=True)
class Item:
    """One segment with its translation and what became of its constraints."""

    segment: Segment
    target: str
    outcomes: tuple[Outcome, ...] = ()


@dataclass(frozen=True, slots=True)
class PostEdited:
    """One segment after the rules.

    Attributes:
        target: the text; replaying `edits` over the item's target gives exactly this.
        outcomes: the item's, their spans moved to `target`.
        issues: what the checks found in `target`.
    """

    target: str
    edits: tuple[Edit, ...] = ()
    issues: tuple[Issue, ...] = ()
    outcomes: tuple[Outcome, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What one document says as a whole; computed before any rule runs.

    Attributes:
        concepts: ids of the concepts found in each segment's source, by segment index.
        first_mention: concept id → index of the first segment whose source has it.
        names: target spelling → the spelling that the document uses, for names that vary.
        renderings: concept id → wanted target forms that the document uses, in order of appearance.
        spans: (segment index, concept id) → the first place in the source.
        sure: (segment index, concept id) → whether the matcher was sure.
    """

    concepts: tuple[tuple[str, ...], ...] = ()
    first_mention: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    renderings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spans: Mapping[tuple[int, str], Span] = field(default_factory=dict)
    sure: Mapping[tuple[int, str], bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may know besides the two texts.

    Attributes:
        index: position of the segment in its document.
        style: name of the house style, empty for none.
        concepts: the glossary's concepts that the source mentions.
    """

    segment: Segment
    source_lang: str = "ko"
    target_lang: str = "en"
    glossary: Glossary | None = None
    outcomes: tuple[Outcome, ...] = ()
    facts: DocumentFacts = DocumentFacts()
    index: int = 0
    style: str = ""
    concepts: tuple[Concept, ...] = ()
    _compared: dict[str, Comparison | None] = field(default_factory=dict, compare=False, repr=False)
    _read: list[Sequence[Quantity]] = field(default_factory=list, compare=False, repr=False)

    @property
    def source_numbers(self) -> Sequence[Quantity]:
        """The numbers of the source, read once; none in a language whose numbers cannot be read."""
        if not self._read:
            reader = _READERS.get(self.source_lang[:2])
            self._read.append(reader(self.segment.source) if reader else ())
        return self._read[0]

    def comparison(self, target: str) -> Comparison | None:
        """The numbers of the source against those of a target text; None where there is nothing to compare."""
        if target not in self._compared:
            self._compared[target] = self._compare(target)
        return self._compared[target]

    def _compare(self, target: str) -> Comparison | None:
        source_lang, target_lang = self.source_lang[:2], self.target_lang[:2]
        if source_lang not in _READERS or target_lang not in _READERS:
            return None
        here, there = self.source_numbers, _READERS[target_lang](target)
        return compare(here, there) if here or there else None


_READERS = {"ko": read_korean, "en": read_english}


RuleFunction = Callable[[str, str, Context], Iterable[Edit]]
CheckFunction = Callable[[str, str, Context], Iterable[Issue]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A registered post-editing rule.

    Attributes:
        code: stable, a family letter and three digits.
        order: rules run from the lowest to the highest; ties by code.
        styles: house styles in which it is on; empty means always.
    """

    code: str
    title: str
    family: str
    order: int
    apply: RuleFunction
    styles: frozenset[str] = frozenset()

    @property
    def explanation(self) -> str:
        """The docstring of the function: why, and when not."""
        return inspect.getdoc(self.apply) or self.title


@dataclass(frozen=True, slots=True)
class Check:
    """A registered check; one function may report several codes."""

    code: str
    title: str
    family: str
    find: CheckFunction

    @property
    def explanation(self) -> str:
        """The docstring of the function: why, and when not."""
        return inspect.getdoc(self.find) or self.title


def issue_codes() -> dict[str, str]:
    """Every code that a check can report, with a line that says what it means."""
    codes: dict[str, str] = {"R001": "An editor's rule was stopped by its time limit"}
    for _, one in CHECKS:
        codes[one.code] = one.title
        text = " ".join(one.explanation.split())
        codes.update(re.findall(r"([A-Z]\d{3})\)?: ([^.]+)\.", text))
    return codes


RULES: Registry[Rule] = Registry("post-editing rule", package="bilingual.rules", group="bilingual.rules")
CHECKS: Registry[Check] = Registry("check", package="bilingual.rules", group="bilingual.checks")


def rule(code: str, title: str, *, order: int, styles: Iterable[str] = ()) -> Callable[[RuleFunction], RuleFunction]:
    """Decorator: register a rule function. The family is the name of its module."""

    def add(function: RuleFunction) -> RuleFunction:
        family = function.__module__.rpartition(".")[2]
        RULES.register(code)(Rule(code, title, family, order, function, frozenset(styles)))
        return function

    return add


def check(code: str, title: str) -> Callable[[CheckFunction], CheckFunction]:
    """Decorator: register a check function. The family is the name of its module."""

    def add(function: CheckFunction) -> CheckFunction:
        CHECKS.register(code)(Check(code, title, function.__module__.rpartition(".")[2], function))
        return function

    return add
