"""Korean as far as terms need it: particles, endings, word boundaries inside an eojeol, spacing."""

from __future__ import annotations

from bilingual.text.korean.syllables import agrees, batchim, ends_in_rieul, is_hangul
from bilingual.text.korean.tails import Tail, read_tail

__all__ = ["Tail", "agrees", "batchim", "ends_in_rieul", "is_hangul", "read_tail"]
