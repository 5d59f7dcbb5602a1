"""Which source forms the matcher cannot find: the matcher itself is asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from bilingual.glossary.lint.base import View
from bilingual.model import Segment

if TYPE_CHECKING:
    from bilingual.glossary.matching import Matcher

_TOGETHER = 200
# What is long and in Hangul throughout is found, unless it ends as a verb does.
_PLAIN = re.compile("(?:[가-힣]+ )*[가-힣]{3,}(?<![다는고며])|[가-힣]{2,}(?: [가-힣]{2,})+(?<![다는고며])")
_APART = " / "
_KNOWN: WeakKeyDictionary[View, set[tuple[str, str]]] = WeakKeyDictionary()


def unmatchable(view: View) -> set[tuple[str, str]]:
    """Language and text of the source forms that are not found in a text that consists of them alone."""
    if view not in _KNOWN:
        _KNOWN[view] = _ask(view)
    return _KNOWN[view]


def _ask(view: View) -> set[tuple[str, str]]:
    from bilingual.glossary.matching import Matcher

    source = view.langs[0]
    forms = sorted({t.text for entry in view.entries for t in entry.forms(0) if not _PLAIN.fullmatch(t.text)})
    matcher = Matcher(view.glossary)
    doubtful = [text for at in range(0, len(forms), _TOGETHER) for text in _lost(matcher, forms[at : at + _TOGETHER])]
    return {(source, text) for text in doubtful if _lost(matcher, [text])}


def _lost(matcher: Matcher, forms: list[str]) -> list[str]:
    """Those of some forms that are not found whole in a text that lists them; one listing is quicker than many."""
    found = matcher.find(Segment("", _APART.join(forms), matcher.glossary.source_lang))
    spans, start, lost = {m.span for m in found}, 0, []
    for text in forms:
        if (start, start + len(text)) not in spans:
            lost.append(text)
        start += len(text) + len(_APART)
    return lost
