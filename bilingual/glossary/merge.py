"""Three-way merge by concept: what only one side changed is taken, what both changed differently is kept twice.

A conflict never loses anything. Our entry stays and becomes proposed, with a note that says what is at odds; their
version follows as a proposed entry of its own, with the sense `theirs`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from bilingual.glossary.edit import in_order, with_context
from bilingual.glossary.po_file import PoFile
from bilingual.model import Concept, ReviewState, Term, TermStatus

MARK = "CONFLICT:"
THEIRS = "theirs"
_COMPARED = tuple(f.name for f in fields(Concept) if f.name not in {"id", "origin", "terms"})


@dataclass(frozen=True, slots=True)
class Conflict:
    """An entry that both sides changed differently: its id and what is at odds."""

    concept_id: str
    reasons: tuple[str, ...]


def merge(base: PoFile, ours: PoFile, theirs: PoFile) -> list[Conflict]:
    """Bring the changes from `base` to `theirs` into `ours`, in place; returns the conflicts, in order of ids."""
    before, mine, other = ({c.id: c for c in file.concepts} for file in (base, ours, theirs))
    conflicts: list[Conflict] = []
    for identity in sorted(before.keys() | mine.keys() | other.keys()):
        b, o, t = before.get(identity), mine.get(identity), other.get(identity)
        if _same(o, t) or _same(t, b):
            continue
        if _same(o, b):
            _take(ours, identity, t)
        else:
            conflicts += _both_changed(ours, identity, b, o, t)
    return conflicts


def _same(one: Concept | None, two: Concept | None) -> bool:
    if one is None or two is None:
        return one is two
    return replace(one, origin="") == replace(two, origin="")


def _take(ours: PoFile, identity: str, theirs: Concept | None) -> None:
    if theirs is None:
        ours.remove(identity)
    else:
        ours.put(theirs, replaces=identity)


def _both_changed(
    ours: PoFile, identity: str, before: Concept | None, mine: Concept | None, other: Concept | None
) -> list[Conflict]:
    if mine is None or other is None:
        kept, gone = (mine, "theirs removed it") if mine else (other, "ours removed it")
        assert kept is not None
        reason = f"one side changed this entry, {gone}"
        ours.put(_marked(kept, [reason]), replaces=identity)
        return [Conflict(identity, (reason,))]
    merged, reasons = _merged(before, mine, other, ours.langs)
    if not reasons:
        ours.put(merged, replaces=identity)
        return []
    ours.put(_marked(merged, reasons), replaces=identity)
    sense = f"{other.sense}-{THEIRS}" if other.sense else THEIRS
    twin = with_context(other, other.subject_field or "-", sense)
    if twin.id == identity:
        twin = replace(twin, id=f"{identity}#{THEIRS}")
    ours.put(_marked(twin, [f"their version of {identity}; keep one of the two"]))
    return [Conflict(identity, tuple(reasons))]


def _marked(concept: Concept, reasons: list[str]) -> Concept:
    lines = [*concept.note.splitlines(), *(f"{MARK} {reason}" for reason in reasons)]
    return replace(concept, review=ReviewState.PROPOSED, note="\n".join(lines))


def _merged(before: Concept | None, mine: Concept, other: Concept, langs: tuple[str, str]) -> tuple[Concept, list[str]]:
    """The two versions merged field by field, and the fields that both changed differently (ours is kept there)."""
    reasons: list[str] = []
    changes: dict[str, object] = {}
    for name in _COMPARED:
        old = getattr(before, name) if before else None
        one, two = getattr(mine, name), getattr(other, name)
        if one in (two, old) and before:
            changes[name] = two
        elif one != two and (before is None or two != old):
            reasons.append(f"{name.replace('_', ' ')} is {_shown(one)} in ours and {_shown(two)} in theirs")
    terms, at_odds = _merged_terms(before.terms if before else (), mine.terms, other.terms, langs)
    return replace(mine, terms=terms, **changes), reasons + at_odds  # type: ignore[arg-type]


def _merged_terms(
    before: tuple[Term, ...], mine: tuple[Term, ...], other: tuple[Term, ...], langs: tuple[str, str]
) -> tuple[tuple[Term, ...], list[str]]:
    old, one, two = ({(t.lang, t.text): t for t in side} for side in (before, mine, other))
    kept: list[Term] = []
    reasons: list[str] = []
    for key in dict.fromkeys([*one, *two]):
        b, o, t = old.get(key), one.get(key), two.get(key)
        chosen = t if o == b else o
        if chosen is not None:
            kept.append(chosen)
        if o not in (t, b) and t != b:
            reasons.append(f"the {key[0]} form {key[1]!r} is {_status(o)} in ours and {_status(t)} in theirs")
    for lang in langs:
        preferred = [t for t in kept if t.lang == lang and t.status is TermStatus.PREFERRED]
        if len(preferred) > 1:
            names = " and ".join(repr(t.text) for t in preferred)
            reasons.append(f"both sides changed the preferred {lang} term: {names}")
            kept = [replace(t, status=TermStatus.ADMITTED) if t in preferred[1:] else t for t in kept]
        elif not preferred:
            kept += [t for t in mine if t.lang == lang and t.status is TermStatus.PREFERRED]
    return in_order(kept, langs), reasons


def _status(term: Term | None) -> str:
    return "gone" if term is None else f"{term.status} ({term.term_type})"


def _shown(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return repr(" ".join(text.split())[:80])
