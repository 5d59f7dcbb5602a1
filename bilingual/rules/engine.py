"""Running rules and checks over one document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from bilingual.errors import RuleError
from bilingual.glossary.termbase import Glossary
from bilingual.model import Edit, Issue, Origin, Outcome, Segment, Severity
from bilingual.rules.base import CHECKS, RULES, Check, Context, DocumentFacts, Item, PostEdited, Rule
from bilingual.rules.facts import document_facts
from bilingual.rules.replay import destroys, in_sequence, map_span, move_outcomes, replay
from bilingual.rules.switches import Switches

if TYPE_CHECKING:
    from bilingual.rules.editors import EditorRule

_PASSES = 4


@dataclass(frozen=True)
class RuleOptions:
    """Which rules run, and how.

    Attributes:
        style: house style (`ap`), empty for none.
        off: what is switched off: `CODE`, `CODE@FILE` or `CODE@FILE:LINE`; a code may end in `*` (`A*`).
        editors: editors' own rules (`bilingual.rules.editors.load_rules`).
        checks: whether `postedit` also runs the checks.
    """

    source_lang: str = "ko"
    target_lang: str = "en"
    style: str = ""
    off: tuple[str, ...] = ()
    editors: tuple[EditorRule, ...] = ()
    checks: bool = True

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that run, in their order."""
        shipped = [rule for _, rule in RULES if not rule.styles or self.style in rule.styles]
        return tuple(sorted([*shipped, *(e.as_rule() for e in self.editors)], key=lambda r: (r.order, r.code)))

    @cached_property
    def active_checks(self) -> tuple[Check, ...]:
        """The checks that run, by code."""
        return tuple(check for _, check in CHECKS)

    @cached_property
    def switches(self) -> Switches:
        """What `off` says."""
        return Switches.parse(self.off)


def postedit(
    items: Sequence[Item], glossary: Glossary | None = None, *, options: RuleOptions | None = None
) -> list[PostEdited]:
    """Run the rules, then the checks, over the segments of one document.

    Rules run in their fixed order, again until nothing changes. An edit that would change the letters of a term
    whose constraint was met is dropped. Replaying `edits` over an item's target gives the returned target.

    Args:
        items: the segments of one document, in order: first mentions and name spellings are decided over all.
        glossary: its forbidden and deprecated terms are replaced; None for none.
    """
    options = options or RuleOptions()
    facts = document_facts(items, glossary, options.source_lang, options.target_lang)
    done = []
    for index, item in enumerate(items):
        context = _context(item, index, glossary, facts, options)
        target, edits, failed = _edited(item, context, options)
        outcomes = move_outcomes(item.outcomes, item.target, target, edits) if edits else item.outcomes
        done.append(PostEdited(target, edits, failed, outcomes))
    if not options.checks:
        return done
    edited = [Item(item.segment, result.target, result.outcomes) for item, result in zip(items, done, strict=True)]
    found = check(edited, glossary, options=options)
    return [replace(result, issues=result.issues + tuple(issues)) for result, issues in zip(done, found, strict=True)]


def check(
    items: Sequence[Item], glossary: Glossary | None = None, *, options: RuleOptions | None = None
) -> list[list[Issue]]:
    """The issues of each segment of one document, in the order of their place in the target."""
    options = options or RuleOptions()
    facts = document_facts(items, glossary, options.source_lang, options.target_lang)
    return [_issues(item, _context(item, index, glossary, facts, options), options) for index, item in enumerate(items)]


def _context(item: Item, index: int, glossary: Glossary | None, facts: DocumentFacts, options: RuleOptions) -> Context:
    ids = facts.concepts[index] if index < len(facts.concepts) else ()
    by_id = glossary.by_id if glossary is not None else {}
    return Context(
        segment=item.segment,
        source_lang=options.source_lang,
        target_lang=options.target_lang,
        glossary=glossary,
        outcomes=item.outcomes,
        facts=facts,
        index=index,
        style=options.style,
        concepts=tuple(by_id[i] for i in ids if i in by_id),
    )


def _edited(item: Item, context: Context, options: RuleOptions) -> tuple[str, tuple[Edit, ...], tuple[Issue, ...]]:
    """The target after all rules, the trail, and an issue for each rule that ran out of time."""
    target = item.target
    trail: list[Edit] = []
    failed: dict[str, Issue] = {}
    source, rules = item.segment.source, options.rules
    if options.switches.selectors:
        rules = tuple(r for r in rules if not options.switches.off(r.code, item.segment.origin))
    for _ in range(_PASSES):
        before = target
        for rule in rules:
            if rule.code in failed:
                continue
            try:
                edits = list(rule.apply(source, target, context))
            except RuleError as error:
                failed[rule.code] = Issue("R001", "other", Severity.NEUTRAL, str(error), segment_id=item.segment.id)
                continue
            if edits:
                kept = in_sequence(_sparing(edits, item.outcomes, trail, target))
                target = replay(target, kept)
                trail += kept
        if target == before:
            break
    return target, tuple(trail), tuple(failed.values())


def _sparing(edits: Iterable[Edit], outcomes: Sequence[Outcome], trail: Sequence[Edit], target: str) -> list[Edit]:
    """The edits that leave the met terms whole."""
    spans = [map_span(outcome.span, trail) for outcome in outcomes if outcome.span is not None]
    return [e for e in edits if not any(destroys(e, span, target) for span in spans if span is not None)]


def _issues(item: Item, context: Context, options: RuleOptions) -> list[Issue]:
    source, target, origin = item.segment.source, item.target, item.segment.origin
    found = [
        issue if issue.segment_id else replace(issue, segment_id=item.segment.id)
        for one in options.active_checks
        for issue in one.find(source, target, context)
        if not options.switches.off(issue.code, origin)
    ]
    return sorted(found, key=lambda issue: (issue.span or (-1, -1), issue.code))


def segments_from_lines(
    sources: Sequence[str], targets: Sequence[str], *, lang: str = "ko", file: str = ""
) -> list[Item]:
    """Line-parallel texts as items; the line is the segment's id and place."""
    return [
        Item(Segment(str(line), source, lang, origin=Origin(file=file, line=line)), target)
        for line, (source, target) in enumerate(zip(sources, targets, strict=True), 1)
    ]
