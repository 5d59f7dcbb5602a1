"""What changed between two states of a glossary, by concept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bilingual.glossary.record import as_record
from bilingual.model import Concept, Term


@dataclass(frozen=True, slots=True)
class Change:
    """One concept that was added, removed, moved to another id, or changed.

    Attributes:
        kind: `added`, `removed`, `moved` or `changed`.
        before: None when added.
        after: None when removed.
        details: one line a difference, empty for added and removed ones.
    """

    kind: str
    before: Concept | None
    after: Concept | None
    details: tuple[str, ...] = ()

    @property
    def concept(self) -> Concept:
        """The newest state there is."""
        found = self.after or self.before
        assert found is not None
        return found

    def as_record(self) -> dict[str, Any]:
        """The change as plain data."""
        states = {"before": self.before, "after": self.after}
        record: dict[str, Any] = {"kind": self.kind, "id": self.concept.id, "details": list(self.details)}
        return record | {name: as_record(c) for name, c in states.items() if c}


def diff(old: Iterable[Concept], new: Iterable[Concept]) -> list[Change]:
    """The changes, in the order of ids; an entry that has the same terms under another id has moved."""
    before, after = {c.id: c for c in old}, {c.id: c for c in new}
    gone = {_pair(c): c for i, c in before.items() if i not in after}
    changes = []
    for identity in sorted(before.keys() | after.keys()):
        was, now = before.get(identity), after.get(identity)
        if was is None and now is not None:
            source = gone.pop(_pair(now), None)
            kind = "moved" if source else "added"
            changes.append(Change(kind, source, now, _details(source, now) if source else ()))
        elif was and now and (details := _details(was, now)):
            changes.append(Change("changed", was, now, details))
    changes += [Change("removed", c, None) for c in gone.values()]
    return sorted(changes, key=lambda c: c.concept.id)


def _pair(concept: Concept) -> tuple[str, ...]:
    return tuple(sorted(f"{t.lang}:{t.text}" for t in concept.terms))


def _details(was: Concept, now: Concept) -> tuple[str, ...]:
    lines = [f"id: {was.id} → {now.id}"] if was.id != now.id else []
    names = ("subject_field", "sense", "definition", "note", "context", "source", "do_not_translate", "review", "cues")
    for name in names:
        one, two = getattr(was, name), getattr(now, name)
        if one != two:
            lines.append(f"{name.replace('_', ' ')}: {_shown(one)} → {_shown(two)}")
    old, new = ({(t.lang, t.text): t for t in c.terms} for c in (was, now))
    lines += [f"- {_form(t)}" for key, t in old.items() if key not in new]
    lines += [f"+ {_form(t)}" for key, t in new.items() if key not in old]
    for key in old.keys() & new.keys():
        if old[key] != new[key]:
            lines.append(f"{_form(old[key])} → {_form(new[key])}")
    return tuple(lines)


def _form(term: Term) -> str:
    extras = [term.part_of_speech.value] if term.part_of_speech != "noun" else []
    extras += ["case-sensitive"] if term.case_sensitive else []
    extras += [] if term.compounds else ["no compounds"]
    extras += [f"suffixes {' '.join(term.suffixes)}"] if term.suffixes else []
    kind = term.status.value if term.term_type == "full form" else f"{term.status.value} {term.term_type.value}"
    return f"{term.lang} {term.text!r} ({', '.join([kind, *extras])})"


def _shown(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return repr(" ".join(text.split())) if text else "nothing"
