"""The shipped list of word pairs: what the aligner knows before it sees a text.

`lexicon.tsv` (Korean piece, then English lemmas with probabilities) is made by `benchmarks/build_lexicon.py` from the
project's own Korean–English pairs, the term-dense ones left out. Pieces that begin with ~ are the first two syllables
of an eojeol that is no noun.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def shipped_prior() -> dict[str, dict[str, float]]:
    """Probabilities of English lemmas for Korean pieces, read once."""
    table = {}
    for line in (files(__package__) / "lexicon.tsv").read_text(encoding="utf-8").splitlines():
        key, _, rest = line.partition("\t")
        table[key] = {word: float(p) for word, _, p in (pair.rpartition(":") for pair in rest.split(" "))}
    return table
