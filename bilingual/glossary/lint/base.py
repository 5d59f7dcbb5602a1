"""What rules see and yield, and the two functions that run them: `lint` reports, `fix` repairs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from bilingual.errors import ConfigError, GlossaryError
from bilingual.glossary.edit import folded
from bilingual.glossary.po_file import Block, PoFile
from bilingual.glossary.store import Store
from bilingual.glossary.termbase import Glossary
from bilingual.model import Concept, Severity, Term
from bilingual.registry import Registry

Fix = Callable[[Concept], Concept | None]
UNREADABLE = "G001"


class Entry:
    """One entry under the rules: its concept, its bytes, its file."""

    __slots__ = ("_forms", "_preferred", "block", "concept", "file")

    def __init__(self, concept: Concept, block: Block, file: PoFile) -> None:
        self.concept, self.block, self.file = concept, block, file
        self._forms = tuple(concept.terms_in(lang) for lang in file.langs)
        self._preferred = tuple(concept.preferred(lang) for lang in file.langs)

    def preferred(self, side: int) -> Term | None:
        """The preferred term: side 0 is the source, 1 the target."""
        return self._preferred[side]

    def forms(self, side: int) -> tuple[Term, ...]:
        """All forms of a side."""
        return self._forms[side]


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding on one entry.

    Attributes:
        text: the form it is about, empty when it concerns the whole entry.
        fix: gives the repaired concept, or None to remove the entry; only for repairs that lose nothing.
    """

    message: str
    text: str = ""
    suggestion: str = ""
    severity: Severity | None = None
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Located:
    """A problem with its rule and place."""

    code: str
    severity: Severity
    problem: Problem
    file: str
    line: int
    concept_id: str = ""


class View:
    """All entries together, for rules that compare."""

    def __init__(self, entries: list[Entry], langs: tuple[str, str]) -> None:
        self.entries = entries
        self.langs = langs

    @cached_property
    def by_form(self) -> dict[tuple[str, str], list[tuple[Entry, Term]]]:
        """Entries and terms by language and folded form."""
        found: dict[tuple[str, str], list[tuple[Entry, Term]]] = defaultdict(list)
        for entry in self.entries:
            for term in entry.concept.terms:
                found[term.lang, folded(term.text)].append((entry, term))
        return found

    def with_form(self, term: Term) -> list[tuple[Entry, Term]]:
        """The entries that hold a form, however it is spaced and cased."""
        return self.by_form[term.lang, folded(term.text)]

    @cached_property
    def glossary(self) -> Glossary:
        """The entries as a glossary; of those with one id the first."""
        concepts = {e.concept.id: e.concept for e in reversed(self.entries)}
        return Glossary(tuple(reversed(concepts.values())), *self.langs)


Check = Callable[[Entry, View], Iterator[Problem]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A registered check."""

    code: str
    severity: Severity
    summary: str
    check: Check


RULES: Registry[Rule] = Registry("lint rule", package="bilingual.glossary.lint", group="bilingual.lint_rules")


def rule(code: str, severity: Severity, summary: str) -> Callable[[Check], Check]:
    """Decorator: register a check under its code."""

    def add(check: Check) -> Check:
        RULES.register(code)(Rule(code, severity, summary, check))
        return check

    return add


def summaries() -> dict[str, str]:
    """One line for each code."""
    return {UNREADABLE: "an entry cannot be read"} | {code: item.summary for code, item in RULES}


def lint(
    store: Store,
    faults: Iterable[GlossaryError] = (),
    *,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
) -> list[Located]:
    """All problems, in the order of files and lines.

    Args:
        store: what to check.
        faults: entries that could not be read; each becomes a critical finding.
        select: codes or their beginnings to run alone (`G1`, `G203`); empty runs all.
        ignore: codes or their beginnings to leave out.

    Raises:
        ConfigError: a selected or ignored code fits no rule.
    """
    rules = [r for _, r in RULES if wanted(r.code, select, ignore)]
    _known([*select, *ignore])
    view = View(entries_of(store), store.langs)
    found = [_unreadable(f) for f in faults if wanted(UNREADABLE, select, ignore)]
    for entry in view.entries:
        for item in rules:
            for problem in item.check(entry, view):
                severity = problem.severity or item.severity
                line = entry.block.line
                found.append(Located(item.code, severity, problem, entry.file.path, line, entry.concept.id))
    order = {file.path: i for i, file in enumerate(store.files)}
    return sorted(found, key=lambda p: (order.get(p.file, -1), p.line, p.code))


def fix(store: Store, problems: Iterable[Located]) -> int:
    """Apply the safe repairs to the store and sort its files (nothing is saved); returns how many repairs were made.

    An entry's repairs are applied one after the other; an entry that is moved onto another one's place is left alone.
    """
    repairs: dict[tuple[str, str], list[Fix]] = defaultdict(list)
    for located in problems:
        if located.problem.fix:
            repairs[located.file, located.concept_id].append(located.problem.fix)
    done = 0
    for file in store.files:
        ids = Counter(c.id for c in file.concepts)
        for block in list(file.blocks):
            fixes = repairs.pop((file.path, block.concept.id), []) if block.concept else []
            if block.concept and fixes and _repair(file, block, block.concept, fixes, ids):
                done += len(fixes)
        if not file.is_sorted:
            file.sort()
            done += 1
    return done


def _repair(file: PoFile, block: Block, concept: Concept, fixes: list[Fix], ids: Counter[str]) -> bool:
    changed: Concept | None = concept
    for repair in fixes:
        changed = repair(changed) if changed else None
    if changed is None:
        file.discard(block)
        return True
    if ids[concept.id] > 1 or (changed.id != concept.id and ids[changed.id]):
        return False
    ids[changed.id] = 1
    file.rewrite(block, changed)
    return True


def entries_of(store: Store) -> list[Entry]:
    """The entries of all files."""
    return [Entry(b.concept, b, file) for file in store.files for b in file.blocks if b.concept]


def wanted(code: str, select: Collection[str], ignore: Collection[str]) -> bool:
    """Whether a code is selected (all are when none is) and not ignored."""
    return (not select or code.startswith(tuple(select))) and not (ignore and code.startswith(tuple(ignore)))


def _known(given: Iterable[str]) -> None:
    codes = summaries()
    for part in given:
        if not any(code.startswith(part) for code in codes):
            raise ConfigError(f"no lint rule is called {part!r}; there are: {', '.join(sorted(codes))}")


def _unreadable(fault: GlossaryError) -> Located:
    problem = Problem(f"{fault.field}: {fault.message}" if fault.field else fault.message)
    return Located(UNREADABLE, Severity.CRITICAL, problem, str(fault.path or ""), fault.line or 0)
