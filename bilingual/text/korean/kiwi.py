"""kiwipiepy as an arbiter of word boundaries (extra `kiwi`), loaded when it is first asked."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from bilingual.errors import MissingExtraError
from bilingual.model import Span


class KiwiArbiter:
    """Tells whether a stretch of text is made of whole nouns, by kiwipiepy's morphological analysis.

    Raises:
        MissingExtraError: kiwipiepy is not installed; raised when the arbiter is made.
    """

    def __init__(self) -> None:
        from importlib.util import find_spec

        if find_spec("kiwipiepy") is None:
            raise MissingExtraError("deciding word boundaries with kiwipiepy", "kiwi")
        self._kiwi: Any = None
        self._tokens = lru_cache(maxsize=256)(self._analyse)

    def _analyse(self, text: str) -> tuple[tuple[int, int, str], ...]:
        if self._kiwi is None:
            from kiwipiepy import Kiwi

            self._kiwi = Kiwi(num_workers=1)
        return tuple((t.start, t.end, t.tag) for t in self._kiwi.tokenize(text))

    def is_word(self, text: str, span: Span) -> bool:
        """Whether morphemes begin and end with `span` and all inside are nouns, roots, affixes or foreign words."""
        inside = [t for t in self._tokens(text) if t[0] >= span.start and t[1] <= span.end]
        if not inside or inside[0][0] != span.start or max(end for _, end, _ in inside) != span.end:
            return False
        return all(tag.startswith(("N", "X", "S", "M")) for _, _, tag in inside)
