r"""Precision and recall of term matching on annotated texts, one line a kind, beside two simple baselines.

    python benchmarks/matching.py --set ../shared/eval/matching/dev.jsonl [--kiwi] [--errors]

Each line of the set is a JSON object: `id`, `text`, `terms` (the entries the matcher is given), `gold` (a list of
[entry, surface without particle] in order of occurrence), `kind`. An occurrence counts as found when entry and surface
agree; where one text holds several, the counts are compared. The baselines are the regular expression `\bterm\b` and
plain substring search, both with longest match.

    python benchmarks/matching.py --speed [--terms 100000] [--megabytes 10]

measures compiling, the warm load from the cache, throughput and memory on a glossary and a text that it generates from
the word list of `bilingual.text.korean`, words as frequent as there. One process, no kiwipiepy.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bilingual.glossary.index import TermIndex
from bilingual.glossary.matching import Matcher
from bilingual.glossary.termbase import Glossary
from bilingual.model import Concept, Segment, Term
from bilingual.text.korean import batchim
from bilingual.text.korean.words import lexicon
from bilingual.text.normalisation import nfc

Found = list[tuple[str, str]]
DEFAULT_SET = Path(__file__).resolve().parents[2] / "shared/eval/matching/dev.jsonl"


@dataclass
class Tally:
    """True positives, false positives and false negatives."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    errors: list[str] = field(default_factory=list)

    def add(self, item: dict[str, Any], found: Found) -> None:
        """Compare what was found in one text with its gold annotation."""
        gold = Counter((nfc(entry), nfc(surface)) for entry, surface in item["gold"])
        ours = Counter((nfc(entry), nfc(surface)) for entry, surface in found)
        self.right += (gold & ours).total()
        self.wrong += (ours - gold).total()
        self.missed += (gold - ours).total()
        if gold != ours:
            wrong = ", ".join(f"+{e}[{s}]" if e != s else f"+{e}" for e, s in (ours - gold).elements())
            missed = ", ".join(f"-{e}[{s}]" if e != s else f"-{e}" for e, s in (gold - ours).elements())
            self.errors.append(f"{item['kind']:<18}{wrong} {missed}  | {nfc(item['text'])}")

    def row(self) -> str:
        """Precision, recall, F1 and counts."""
        precision = self.right / max(1, self.right + self.wrong)
        recall = self.right / max(1, self.right + self.missed)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        counts = f"{self.right:5} right {self.wrong:4} wrong {self.missed:4} missed"
        return f"P {precision:.4f}  R {recall:.4f}  F1 {f1:.4f}  {counts}"


def ours(use_kiwi: bool) -> Callable[[str, list[str]], Found]:
    def find(text: str, terms: list[str]) -> Found:
        concepts = tuple(Concept(f"t/{n}", (Term(nfc(t), "ko"),)) for n, t in enumerate(terms))
        matcher = Matcher(Glossary(concepts), use_kiwi=use_kiwi)
        return [(m.term.text, m.surface) for m in matcher.find(Segment("0", nfc(text)))]

    return find


def by_expression(template: str) -> Callable[[str, list[str]], Found]:
    def find(text: str, terms: list[str]) -> Found:
        longest = sorted(map(nfc, terms), key=len, reverse=True)
        pattern = template.format("|".join(map(re.escape, longest)))
        return [(hit, hit) for hit in re.findall(pattern, nfc(text))]

    return find


def accuracy(items: Iterable[dict[str, Any]], find: Callable[[str, list[str]], Found]) -> dict[str, Tally]:
    tallies: dict[str, Tally] = {}
    for item in items:
        found = find(item["text"], item["terms"])
        for kind in ("all", item["kind"]):
            tallies.setdefault(kind, Tally()).add(item, found)
    return tallies


def report_accuracy(path: Path, *, use_kiwi: bool, show_errors: bool) -> None:
    items = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    print(f"{path}: {len(items)} texts, {sum(len(i['gold']) for i in items)} occurrences")
    tallies = accuracy(items, ours(use_kiwi))
    for kind in sorted(tallies, key=lambda k: (k == "all", k)):
        print(f"{kind:<20}{tallies[kind].row()}")
    print(f"{'word boundaries':<20}{accuracy(items, by_expression(chr(92) + 'b(?:{})' + chr(92) + 'b'))['all'].row()}")
    print(f"{'substring':<20}{accuracy(items, by_expression('(?:{})'))['all'].row()}")
    if show_errors:
        print("\n".join(tallies["all"].errors))


def made_terms(count: int, chance: random.Random) -> list[str]:
    """Compounds of two nouns, half of them written with a space."""
    nouns = sorted(noun for noun in lexicon().nouns if len(noun) > 1)
    terms: set[str] = set()
    while len(terms) < count:
        terms.add(chance.choice(nouns) + chance.choice(["", " "]) + chance.choice(nouns))
    return sorted(terms)


def made_text(terms: list[str], size: int, chance: random.Random) -> list[str]:
    """Sentences of about fifteen words with particles, one in ten of them a term; `size` bytes of UTF-8 in all."""
    nouns = [noun for noun in lexicon().nouns if len(noun) > 1]
    weights = [2.718 ** -lexicon().nouns[noun] for noun in nouns]
    verbs = list(lexicon().predicates)
    closed = ["은", "이", "을", "과", "의", "에", "에서", "으로", "도", "까지", "", ""]
    opened = ["는", "가", "를", "와", "의", "에", "에서", "로", "도", "까지", "", ""]
    sentences: list[str] = []
    while size > 0:
        words = chance.choices(nouns, weights, k=chance.randint(8, 20))
        words = [chance.choice(terms) if chance.random() < 0.1 else word for word in words]
        nouns_with_tails = (word + chance.choice(closed if batchim(word) else opened) for word in words)
        text = " ".join((*nouns_with_tails, chance.choice(verbs))) + "."
        sentences.append(text)
        size -= len(text.encode()) + 1
    return sentences


def report_speed(terms: int, megabytes: float) -> None:
    chance = random.Random(1)
    made = made_terms(terms, chance)
    concepts = tuple(Concept(f"t/{t}", (Term(t, "ko"), Term("term", "en"))) for t in made)
    glossary = Glossary(concepts)
    clock = time.perf_counter
    with tempfile.TemporaryDirectory() as folder:
        start = clock()
        digest = glossary.digest
        print(f"glossary digest {digest}: {clock() - start:.2f} s for {terms:,} terms")
        for name in ("compiled and stored", "warm load from the cache"):
            start, used = clock(), time.process_time()
            index = TermIndex(glossary, cache=Path(folder))
            index.hits("가")
            print(f"{name}: {clock() - start:.2f} s, {time.process_time() - used:.2f} s of processor time")
    segments = [Segment(str(n), s) for n, s in enumerate(made_text(made, int(megabytes * 1e6), chance))]
    size = sum(len(s.source.encode()) for s in segments) / 1e6
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    matcher = Matcher(glossary)
    start, used = clock(), time.process_time()
    found = sum(len(matcher.find(segment)) for segment in segments)
    wall, cpu = clock() - start, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(segments):,} sentences, {size:.1f} MB, {found:,} matches: {wall:.2f} s, {cpu:.2f} s of processor time")
    print(f"throughput: {size / wall:.2f} MB/s by the clock, {size / cpu:.2f} MB/s of processor time")
    print(f"memory: {before:.0f} MiB with glossary and text in memory, {peak:.0f} MiB at most while matching")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", type=Path, default=DEFAULT_SET, help="annotated texts (JSON lines)")
    parser.add_argument("--kiwi", action="store_true", help="let kiwipiepy decide where the grammar is unsure")
    parser.add_argument("--errors", action="store_true", help="print every text with an error")
    parser.add_argument("--speed", action="store_true", help="measure speed instead of accuracy")
    parser.add_argument("--terms", type=int, default=100_000, help="size of the generated glossary")
    parser.add_argument("--megabytes", type=float, default=10.0, help="size of the generated text")
    arguments = parser.parse_args()
    if arguments.speed:
        report_speed(arguments.terms, arguments.megabytes)
        return
    report_accuracy(arguments.set, use_kiwi=arguments.kiwi, show_errors=arguments.errors)


if __name__ == "__main__":
    main()
