"""Which source forms the matcher cannot find: the matcher itself is asked."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from bilingual.glossary.lint.base import View
from bilingual.model import Segment

_KNOWN: WeakKeyDictionary[View, set[tuple[str, str]]] = WeakKeyDictionary()


def unmatchable(view: View) -> set[tuple[str, str]]:
    """Language and text of the source forms that are not found in a text that consists of them alone."""
    if view not in _KNOWN:
        _KNOWN[view] = _ask(view)
    return _KNOWN[view]


def _ask(view: View) -> set[tuple[str, str]]:
    from bilingual.glossary.matching import Matcher

    source = view.langs[0]
    forms = {t.text for entry in view.entries for t in entry.forms(0)}
    matcher = Matcher(view.glossary)
    lost = set()
    for text in forms:
        found = matcher.find(Segment("", text, source))
        if not any(m.span.start == 0 and m.span.end == len(text) for m in found):
            lost.add((source, text))
    return lost
