"""The demonstration articles under the shipped glossary: term success, rungs, scores.

    python benchmarks/demonstration.py [--folder corpora/demo] [--package builtin]

For every article: how many constraints its terms made, how many hold in the final text by an independent search
(inflection, hyphen and case tolerated), how many have neither a rung nor an issue (must be none), and BLEU and chrF
against the reference, beside the engine alone.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from bilingual import Glossary, Translation, Translator
from bilingual.engines import load_engine
from bilingual.model import Rung, Strength
from bilingual.text.english import occurrences

ROOT = Path(__file__).parent.parent


def holds(done: Translation) -> tuple[int, int, int]:
    """Hard constraints, those whose term stands in the target, and those without a rung or an issue."""
    hard = met = silent = 0
    for segment in done.segments:
        told = {issue.message for issue in segment.issues}
        for outcome in segment.outcomes:
            if outcome.rung is Rung.UNMET and not told and not outcome.reason:
                silent += 1
            if outcome.constraint.strength is not Strength.HARD:
                continue
            hard += 1
            met += any(occurrences(form, segment.target) for form in outcome.constraint.required)
    return hard, met, silent


def scores(hypotheses: list[str], references: list[str]) -> tuple[float, float]:
    """Corpus BLEU and chrF."""
    from sacrebleu.metrics import BLEU, CHRF

    return BLEU().corpus_score(hypotheses, [references]).score, CHRF().corpus_score(hypotheses, [references]).score


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=ROOT / "corpora" / "demo")
    parser.add_argument("--package", default="builtin")
    options = parser.parse_args()
    engine = load_engine("ko", "en", package=options.package)
    ours, alone = Translator(engine=engine), Translator(engine=engine, glossary=Glossary())
    rungs: Counter[str] = Counter()
    total = [0, 0, 0]
    print(f"{'article':34}{'terms':>7}{'met':>6}{'silent':>8}{'BLEU':>8}{'alone':>7}{'chrF':>7}{'alone':>7}")
    for article in sorted(options.folder.glob("*.ko.txt")):
        text = article.read_text(encoding="utf-8")
        references = article.with_name(article.name.replace(".ko.", ".en.")).read_text(encoding="utf-8").splitlines()
        done = ours.translate(text, name=article.name)
        counts = holds(done)
        total = [a + b for a, b in zip(total, counts, strict=True)]
        rungs.update(outcome.rung.value for outcome in done.constraints)
        with_terms = scores(done.target.splitlines(), references)
        without = scores(alone.translate(text).target.splitlines(), references)
        print(
            f"{article.name:34}{counts[0]:7}{counts[1]:6}{counts[2]:8}"
            f"{with_terms[0]:8.1f}{without[0]:7.1f}{with_terms[1]:7.1f}{without[1]:7.1f}"
        )
    print(f"\nterm success {total[1] / max(1, total[0]):.3f} ({total[1]} of {total[0]}), silent {total[2]}")
    print("rungs: " + ", ".join(f"{name} {count}" for name, count in rungs.most_common()))


if __name__ == "__main__":
    main()
