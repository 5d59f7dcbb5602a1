"""Agreement with other people's numbers, and speed against sacrebleu's own command.

    python benchmarks/agreement.py [--shared ../shared/eval] [--speed] [--segments 100000]

Prints one line a figure: what was published, what is computed here, whether they agree. Exit code 1 when one does not.
A figure that is known not to be repeated is marked so (docs/evaluation.md tells why).
Where our definition of a term metric differs from the published program's on purpose, both values are printed.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from html import unescape
from pathlib import Path

from bilingual.metrics import wmt21, wmt21_published
from bilingual.metrics.base import Corpus, Metric
from bilingual.metrics.bleu import Bleu
from bilingual.metrics.weighted_ter import edits

# As published with the outputs (one decimal) and by the WMT21 program on its own data.
FLORES_BLEU = {
    "argos": 15.6,
    "opusmt": 22.1,
    "nllb": 26.0,
    "bergamot-base": 29.0,
    "google": 34.3,
    "microsoft": 34.3,
}
WMT21_BLEU = 45.33867641150976
WMT21_EXACT = (759, 901)
WMT21_WINDOW = {2: 0.2944, 3: 0.2880}
WMT21_TERM = 0.5966

_SEGMENT = re.compile(r'<seg id="[^"]*">(.*)</seg>')
_TERM = re.compile(r"<term ([^>]*)>(.*?)</term>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


class Table:
    """Prints figures as they come and remembers whether all agreed."""

    def __init__(self) -> None:
        self.agreed = True

    def row(self, what: str, published: str, here: str, agrees: bool | None) -> None:
        """One line; `agrees` is None for a value that is only told."""
        verdict = "" if agrees is None else ("agrees" if agrees else "DIFFERS")
        self.agreed &= agrees is not False
        print(f"{what:<44} {published:>20} {here:>22}  {verdict}".rstrip(), flush=True)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared" / "eval")
    options.add_argument("--speed", action="store_true", help="also time 100,000 segments (minutes)")
    options.add_argument("--segments", type=int, default=100_000)
    chosen = options.parse_args()
    table = Table()
    print(f"{'figure':<44} {'published':>20} {'here':>22}")
    flores(chosen.shared, table)
    wmt21_data(chosen.shared / "wmt21-en-fr", table)
    if chosen.speed:
        speed(chosen.shared, chosen.segments, table)
    return 0 if table.agreed else 1


def lines_of(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")


def score(metric: Metric, corpus: Corpus) -> float:
    return float(metric.value(metric.statistics(corpus).sum(axis=0)))


def flores(shared: Path, table: Table) -> None:
    reference = lines_of(shared / "systems" / "flores-dev.ref.en")
    for system, published in FLORES_BLEU.items():
        here = score(Bleu(), Corpus(lines_of(shared / "systems" / f"flores-dev.{system}.en"), [reference]))
        table.row(f"FLORES dev BLEU {system}", f"{published}", f"{here:.4f}", round(here, 1) == published)


def wmt21_data(folder: Path, table: Table) -> None:
    references = _segments(folder / "dev.en-fr.fr.sgm")
    hypotheses = [_plain(text) for text in _segments(folder / "en-fr.dev.txt.truecased.sgm")]
    corpus = Corpus(hypotheses, [[_plain(text) for text in references]], source_lang="en", target_lang="fr")
    bleu = score(Bleu(), corpus)
    table.row("WMT21 en-fr BLEU", str(WMT21_BLEU), repr(bleu), bleu == WMT21_BLEU)
    published = [_published(h, r) for h, r in zip(hypotheses, references, strict=True)]
    ours = [_ours(h, r) for h, r in zip(hypotheses, references, strict=True)]
    total = sum(len(segment.marks) for segment in ours)
    met = wmt21_published.exact_matches(published)
    table.row("WMT21 exact match", "{} of {}".format(*WMT21_EXACT), "{} of {}".format(*met), met == WMT21_EXACT)
    own = sum(wmt21.exact_matches(segment) for segment in ours)
    table.row("  as defined here", "", f"{own} of {total} = {own / total:.4f}", None)
    for size, expected in WMT21_WINDOW.items():
        here = wmt21_published.window_overlap(published, size)
        table.row(f"WMT21 window overlap {size}", f"{expected:.4f}", f"{here:.6f}", round(here, 4) == expected)
        mean = sum(wmt21.window_overlap(segment, size) for segment in ours) / total
        table.row("  as defined here", "", f"{mean:.4f}", None)
    table.row("WMT21 1−TERm", f"{WMT21_TERM}", "not repeated", None)
    costs = [wmt21.term_weights(segment) for segment in ours]
    cost = sum(edits(s.hypothesis, s.reference, w) for s, w in zip(ours, costs, strict=True))
    table.row("  as defined here", "", f"{1 - cost / sum(map(sum, costs)):.4f}", None)


def _segments(path: Path) -> list[str]:
    return [m.group(1) for m in map(_SEGMENT.search, path.read_text(encoding="utf-8").splitlines()) if m]


def _plain(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", "", markup)).split())


def _terms(markup: str) -> list[tuple[str, str, dict[str, str]]]:
    """Text before each term, the term's text, its attributes."""
    found, end = [], 0
    for hit in _TERM.finditer(markup):
        attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(hit.group(1))}
        found.append((markup[end : hit.start()], unescape(hit.group(2)), attributes))
        end = hit.end()
    return found


def _published(hypothesis: str, markup: str) -> wmt21_published.PublishedSegment:
    terms = tuple(
        wmt21_published.PublishedTerm(
            tuple(surface.split()),
            tuple(tuple(form.split()) for form in attributes["tgt"].split("|")),
            "tgt_lemma" in attributes["type"],
        )
        for _, surface, attributes in _terms(markup)
    )
    return wmt21_published.PublishedSegment(tuple(hypothesis.split()), tuple(_plain(markup).split()), terms)


def _ours(hypothesis: str, markup: str) -> wmt21.MarkedSegment:
    """The same with the terms where the markup has them."""
    marks, position = [], 0
    for before, surface, attributes in _terms(markup):
        position += len(_plain(before).split())
        own = tuple(surface.split())
        forms = dict.fromkeys((own, *(tuple(form.split()) for form in attributes["tgt"].split("|"))))
        marks.append(wmt21.Mark(position, position + len(own), tuple(forms)))
        position += len(own)
    return wmt21.MarkedSegment(tuple(hypothesis.split()), tuple(_plain(markup).split()), tuple(marks))


def speed(shared: Path, count: int, table: Table) -> None:
    with tempfile.TemporaryDirectory() as folder:
        hypothesis, reference, terms = _large(shared, count, Path(folder))
        own = [sys.executable, "-m", "bilingual.cli", "evaluate", hypothesis, "--ref", reference, "--terms", terms]
        ours = _seconds([*own, "--metrics", "bleu,chrf++,terms", "--resamples", "0"])
        theirs = _seconds(
            [
                sys.executable,
                "-m",
                "sacrebleu",
                reference,
                "-i",
                hypothesis,
                "-m",
                "bleu",
                "chrf",
                "--chrf-word-order",
                "2",
            ]
        )
    what = f"{count} segments, BLEU chrF++ (ours: and terms)"
    table.row(what, f"{theirs:.1f} s", f"{ours:.1f} s = {ours / theirs:.2f}x", ours <= 1.2 * theirs)


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def _large(shared: Path, count: int, folder: Path) -> tuple[str, str, str]:
    """Files of `count` different segments: the FLORES lines again and again, a number put into each."""
    rng = random.Random(1)
    terms = {}
    for line in lines_of(shared / "terms" / "dev.jsonl"):
        record = json.loads(line)
        name, _, number = record["id"].partition(":")
        if name == "flores-dev":
            terms[int(number)] = record["proper"]
    sides = [lines_of(shared / "systems" / f"flores-dev.{side}.en") for side in ("google", "ref")]
    paths = [folder / name for name in ("hypothesis.en", "reference.en", "terms.jsonl")]
    for path, side in zip(paths, sides, strict=False):
        words = [line.split() for line in side]
        with path.open("w", encoding="utf-8") as file:
            for n in range(count):
                chosen = list(words[n % len(words)])
                chosen.insert(rng.randrange(len(chosen)), str(n))
                file.write(" ".join(chosen) + "\n")
    with paths[2].open("w", encoding="utf-8") as file:
        for n in range(count):
            file.write(json.dumps({"terms": terms.get(n % len(sides[0]), {})}, ensure_ascii=False) + "\n")
    return str(paths[0]), str(paths[1]), str(paths[2])


if __name__ == "__main__":
    raise SystemExit(main())
