"""Precision of term extraction, and how often the proposed translation is right.

    python benchmarks/extraction.py --corpus ../shared/corpora/terms.tsv --gold ../shared/corpora/termbase.tsv

The corpus has Korean and English sentences, the gold list Korean and English terms, tab-separated. A candidate is right
when the gold list has it, however it is spaced; a term with its acronym in brackets counts in full, without the
bracket, or as the acronym. A translation is right when it equals the gold one up to capitals, hyphens and inflection.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import defaultdict
from pathlib import Path

from bilingual.glossary.corpus import read_corpus
from bilingual.glossary.extraction import Proposal, extract
from bilingual.text.english import lemma

_BRACKET = re.compile(r"\s*\(([^)]*)\)")


def forms(term: str) -> set[str]:
    return {term, _BRACKET.sub("", term), *_BRACKET.findall(term)}


def korean_key(term: str) -> str:
    return term.replace(" ", "")


def english_key(term: str) -> str:
    return "".join(lemma(word) for word in re.findall(r"[a-z0-9&]+", term.lower()))


def read_gold(path: Path) -> dict[str, set[str]]:
    gold: dict[str, set[str]] = defaultdict(set)
    for line in path.read_text(encoding="utf-8").splitlines():
        korean, english = line.split("\t")[:2]
        for form in forms(korean):
            gold[korean_key(form)] |= {english_key(e) for e in forms(english)}
    return gold


def is_right(proposal: Proposal, gold: dict[str, set[str]]) -> bool:
    answer = proposal.equivalent
    return bool(answer) and english_key(answer.text) in gold[korean_key(proposal.text)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpora/terms.tsv"))
    parser.add_argument("--gold", type=Path, default=Path("../shared/corpora/termbase.tsv"))
    parser.add_argument("--first", type=int, default=500, help="how many candidates are judged")
    parser.add_argument("--wrong", action="store_true", help="list what is wrong")
    options = parser.parse_args()
    gold = read_gold(options.gold)
    corpus = list(read_corpus([options.corpus], parallel=True))
    begin = time.perf_counter()
    proposals = extract(corpus)
    seconds = time.perf_counter() - begin
    print(f"{len(corpus)} sentence pairs, {len(proposals)} candidates, {seconds:.1f} s")
    print(f"{'first':>6} {'precision':>10} {'translation right':>18}")
    for size in sorted({100, 250, options.first, 1000, 2000}):
        good = [p for p in proposals[:size] if korean_key(p.text) in gold]
        right = sum(is_right(p, gold) for p in good)
        print(f"{size:>6} {len(good) / size:>10.3f} {right / max(len(good), 1):>18.3f}")
    if options.wrong:
        for p in proposals[: options.first]:
            if korean_key(p.text) not in gold:
                print("no term:", p.text)
            elif not is_right(p, gold):
                print("translation:", p.text, "→", p.equivalent.text if p.equivalent else None)


if __name__ == "__main__":
    main()
