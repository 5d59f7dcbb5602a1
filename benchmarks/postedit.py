"""What the number guard and the other built-in rules do to the output of any engine.

    python benchmarks/postedit.py --src FLORES.ko --ref FLORES.en --hyp SYSTEM.en [SYSTEM2.en …]

All files are line-parallel. For each hypothesis file: how many amounts in 만, 억, 조 the source has, how many of them
the output gets wrong before and after the rules, how many numbers that were right are changed (must be 0), how many
edits were made, chrF++ before and after, and segments per second of one core for the built-in rules. `--show` prints
every number edit, so that a person can judge them.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

from bilingual.rules import Item, PostEdited, RuleOptions, postedit, segments_from_lines
from bilingual.text.numbers import Kind, Quantity, compare, english, korean, read_english, read_korean

_WORDS = "만억조경"


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")


def is_amount(source: str, number: Quantity) -> bool:
    """Written with 만, 억, 조 or 경."""
    return number.kind is not Kind.ARTICLE and any(word in source[slice(*number.numeral)] for word in _WORDS)


def wrong_amounts(sources: Sequence[str], targets: Sequence[str]) -> tuple[int, int]:
    """How many 만/억/조 amounts there are, and how many of them are not in the target."""
    total = wrong = 0
    for source, target in zip(sources, targets, strict=True):
        numbers = read_korean(source)
        missing = {id(q) for q in compare(numbers, read_english(target)).missing}
        amounts = [q for q in numbers if is_amount(source, q)]
        total += len(amounts)
        wrong += sum(id(q) in missing for q in amounts)
    return total, wrong


def right_numbers_lost(items: Sequence[Item], results: Sequence[PostEdited]) -> int:
    """Source numbers that had a counterpart before the rules and have none after them."""
    lost = 0
    for item, result in zip(items, results, strict=True):
        if not result.edits:
            continue
        numbers = read_korean(item.segment.source)
        before = {id(q) for q in compare(numbers, read_english(item.target)).missing}
        after = {id(q) for q in compare(numbers, read_english(result.target)).missing}
        lost += len(after - before)
    return lost


def speed(items: Sequence[Item], options: RuleOptions) -> float:
    """Segments per CPU second, best of five, nothing remembered between the rounds."""
    best = 0.0
    for _ in range(5):
        korean._read.cache_clear()
        english._read.cache_clear()
        start = time.process_time()
        postedit(items, options=options)
        best = max(best, len(items) / (time.process_time() - start))
    return best


def chrf(hypotheses: Sequence[str], references: Sequence[str]) -> float:
    import sacrebleu

    return float(sacrebleu.corpus_chrf(list(hypotheses), [list(references)], word_order=2).score)


def show(items: Sequence[Item], results: Sequence[PostEdited]) -> None:
    for item, result in zip(items, results, strict=True):
        edits = [edit for edit in result.edits if edit.rule.startswith("N")]
        if edits:
            print(f"{item.segment.id}  {item.segment.source}\n  - {item.target}\n  + {result.target}")
            print("    " + "; ".join(f"{e.rule} {e.before!r} → {e.after!r}" for e in edits))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--src", type=Path, required=True)
    parser.add_argument("--ref", type=Path, required=True)
    parser.add_argument("--hyp", type=Path, nargs="+", required=True)
    parser.add_argument("--show", action="store_true", help="print every number edit")
    arguments = parser.parse_args()
    sources, references = lines(arguments.src), lines(arguments.ref)
    options = RuleOptions(checks=False)
    head = "output", "amounts", "wrong", "after", "right lost", "edits", "chrF++", "after", "segments/s"
    print("{:32} {:>7} {:>6} {:>6} {:>10} {:>6} {:>7} {:>7} {:>10}".format(*head))
    for path in arguments.hyp:
        items = segments_from_lines(sources, lines(path))
        results = postedit(items, options=options)
        before, after = [item.target for item in items], [result.target for result in results]
        amounts, wrong = wrong_amounts(sources, before)
        row = (
            path.name[-32:], amounts, wrong, wrong_amounts(sources, after)[1], right_numbers_lost(items, results),
            sum(len(r.edits) for r in results), chrf(before, references), chrf(after, references),
            speed(items, options),
        )  # fmt: skip
        print("{:32} {:7} {:6} {:6} {:10} {:6} {:7.2f} {:7.2f} {:10.0f}".format(*row))
        if arguments.show:
            show(items, results)


if __name__ == "__main__":
    main()
