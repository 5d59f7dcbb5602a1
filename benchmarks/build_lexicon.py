"""Learn the word pairs that term extraction knows beforehand, from the project's own parallel text.

    python benchmarks/build_lexicon.py corpora/*/*.tsv > bilingual/glossary/extraction/lexicon.tsv

Takes a few minutes. The term-dense corpus is left out: `benchmarks/extraction.py` measures on it.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from bilingual.glossary.corpus import read_corpus
from bilingual.glossary.extraction.alignment import Aligner, Pair
from bilingual.glossary.extraction.words import english_words, korean_pieces

LEFT_OUT = {"terms"}
MOST = 6


def read_pairs(paths: list[Path]) -> list[Pair]:
    wanted = [p for p in paths if p.stem not in LEFT_OUT]
    sentences = {s.text: s.translation for s in read_corpus(wanted, parallel=True)}
    return [
        ([p.key for p in korean_pieces(source)], [w.key for w in english_words(target) if w.key])
        for source, target in sentences.items()
    ]


def least_probability(count: int) -> float:
    """How probable a word must be to be listed: the rarer the piece, the more."""
    return 0.04 if count >= 3 else 0.12 if count == 2 else 0.6


def rows(pairs: list[Pair]) -> list[str]:
    aligner = Aligner()
    aligner.fit(pairs, rounds=6)
    counts = Counter(key for korean, _ in pairs for key in set(korean))
    lines = []
    for key in sorted(k for k in aligner.table if k and not k[0].isdigit()):
        ranked = sorted(aligner.table[key].items(), key=lambda item: (-item[1], item[0]))
        kept = [(word, p) for word, p in ranked if p >= least_probability(counts[key])][:MOST]
        if kept:
            lines.append(f"{key}\t" + " ".join(f"{word}:{p:.2f}" for word, p in kept))
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path, help="TSV files of Korean and English sentences")
    print("\n".join(rows(read_pairs(parser.parse_args().paths))))


if __name__ == "__main__":
    main()
