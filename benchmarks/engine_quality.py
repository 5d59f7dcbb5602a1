"""How good an engine package is by itself, without a glossary's constraints or the rules.

    python benchmarks/engine_quality.py --src FILE --ref FILE [--package P] [--terms FILE.jsonl]
    python benchmarks/engine_quality.py --pairs FILE.tsv [--package P]

Prints BLEU and chrF2 with sacrebleu's signatures, the share of 만/억/조 amounts that arrive with their value, the
share of marked terms that the engine obeys (--terms: JSON lines with `ko` and `proper` {Korean: English}), the size
of the package, and its speed as a ratio to a 6+6-layer base model of the same vocabulary with random weights, timed
alternately in the same run over outputs of the same length (needs the `train` extra).
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bilingual.engines.argos import ArgosEngine, Hardware
from bilingual.engines.base import DecodingOptions, Request
from bilingual.engines.packages import EnginePackage, builtin_packages, check_archive, open_package
from bilingual.text.english import occurrences
from bilingual.train.amounts import source_amounts, target_amounts

OPTIONS = DecodingOptions(beam_size=4, repetition_penalty=1.1)
OUTPUT_PIECES = 30
ROUNDS = 3


def main() -> None:
    arguments = parse()
    with tempfile.TemporaryDirectory() as scratch:
        package = choose_package(arguments.package, Path(scratch))
        engine = ArgosEngine(package, Hardware(threads=arguments.threads))
        print(f"package     {package.name} ({package.digest}), {package.size / 1e6:.1f} MB unpacked")
        if arguments.pairs or arguments.src:
            sources, references = read_texts(arguments)
            report_quality(engine, sources, references)
            report_speed(package, sources, arguments.threads)
        if arguments.terms:
            report_markers(engine, [json.loads(line) for line in arguments.terms.open(encoding="utf-8")])


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--package", type=Path, help=".argosmodel or unpacked folder; default: the built-in one")
    parser.add_argument("--src", type=Path, help="source sentences, one a line")
    parser.add_argument("--ref", type=Path, help="reference translations, one a line")
    parser.add_argument("--pairs", type=Path, help="TSV of source and reference, instead of --src and --ref")
    parser.add_argument("--terms", type=Path, help="JSON lines with terms to mark")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    if bool(arguments.src) != bool(arguments.ref) or not (arguments.src or arguments.pairs or arguments.terms):
        parser.error("give --src and --ref, or --pairs, or --terms")
    return arguments


def choose_package(path: Path | None, scratch: Path) -> EnginePackage:
    if path is None:
        return next(p for p in builtin_packages() if p.from_code == "ko")
    if path.is_dir():
        return open_package(path)
    import zipfile

    top, _ = check_archive(path)
    with zipfile.ZipFile(path) as packed:
        packed.extractall(scratch)
    return open_package(scratch / top)


def read_texts(arguments: argparse.Namespace) -> tuple[list[str], list[str]]:
    if arguments.pairs:
        rows = [line.split("\t") for line in arguments.pairs.read_text(encoding="utf-8").splitlines()]
        return [row[0] for row in rows], [row[1] for row in rows]
    return tuple(f.read_text(encoding="utf-8").splitlines() for f in (arguments.src, arguments.ref))  # type: ignore[return-value]


def translate(engine: ArgosEngine, sources: Sequence[str]) -> list[str]:
    return [found[0].text for found in engine.translate([Request(s) for s in sources], OPTIONS)]


def report_quality(engine: ArgosEngine, sources: Sequence[str], references: Sequence[str]) -> None:
    from sacrebleu.metrics import BLEU, CHRF

    start = time.perf_counter()
    outputs = translate(engine, sources)
    print(f"translated  {len(sources)} lines in {time.perf_counter() - start:.1f} s (beam {OPTIONS.beam_size})")
    for metric in (BLEU(), CHRF()):
        score = metric.corpus_score(outputs, [list(references)])
        print(f"{score.name:<11} {score.score:.1f}  {metric.get_signature()}")
    right, total = amounts_right(sources, references, outputs)
    if total:
        print(f"만/억/조    {right}/{total} = {right / total:.3f}")


def amounts_right(sources: Sequence[str], references: Sequence[str], outputs: Sequence[str]) -> tuple[int, int]:
    """How many amounts of 10,000 and more that the reference writes in figures stand in the output with their value."""
    right = total = 0
    for source, reference, output in zip(sources, references, outputs, strict=True):
        wanted = {a.value for a in source_amounts(source) if a.value >= 10_000}
        wanted &= {a.value for a in target_amounts(reference)}
        total += len(wanted)
        right += len(wanted & {a.value for a in target_amounts(output)})
    return right, total


def report_markers(engine: ArgosEngine, items: Sequence[dict[str, Any]]) -> None:
    markers = engine.info.capabilities.term_markers
    if markers is None:
        print("markers     none declared")
        return
    for kind in ("proper", "random"):
        chosen = [item for item in items if item.get(kind)]
        plain = translate(engine, [item["ko"] for item in chosen])
        marked = translate(engine, [mark(item["ko"], item[kind], markers) for item in chosen])
        total = sum(len(item[kind]) for item in chosen)
        for name, outputs in (("unmarked", plain), ("marked", marked)):
            there = sum(
                bool(occurrences(term, output))
                for item, output in zip(chosen, outputs, strict=True)
                for term in item[kind].values()
            )
            print(f"{kind} terms, {name:<9} {there}/{total} = {there / max(1, total):.3f}")


def mark(text: str, terms: dict[str, str], markers: tuple[str, str]) -> str:
    """Every term marked once, long ones first, so that a term inside another stays whole."""
    slots: list[str] = []
    for source, target in sorted(terms.items(), key=lambda item: -len(item[0])):
        text = text.replace(source, f"\0{len(slots)}\0", 1)
        slots.append(f"{markers[0]} {target}{markers[1]}")
    for number, slot in enumerate(slots):
        text = text.replace(f"\0{number}\0", slot)
    return text


def report_speed(package: EnginePackage, sources: Sequence[str], threads: int) -> None:
    try:
        from bilingual.train.conversion import write_model
        from bilingual.train.network import Shape
        from bilingual.train.trainer import fresh_state
    except ImportError:
        print("speed       not measured: pip install 'bilingual[train]'")
        return
    import sentencepiece

    tokenizer = sentencepiece.SentencePieceProcessor(model_file=str(package.path / "sentencepiece.model"))
    pieces = [tokenizer.id_to_piece(i) for i in range(len(tokenizer))]
    tokens = tokenizer.encode(list(sources[:300]), out_type=str)
    with tempfile.TemporaryDirectory() as scratch:
        shape = Shape(len(pieces), width=512, feed_forward=2048, encoder_layers=6, decoder_layers=6)
        write_model(fresh_state(shape).weights, shape, pieces, Path(scratch) / "base", "int8")
        ours, theirs = (load(folder, threads) for folder in (package.path / "model", Path(scratch) / "base"))
        times = [(seconds(ours, tokens), seconds(theirs, tokens)) for _ in range(ROUNDS)]
    best = [min(column) for column in zip(*times, strict=True)]
    print(f"speed       {best[1] / best[0]:.2f} x a 6+6 base model ({best[0]:.2f} s, {best[1]:.2f} s; int8, beam 2)")


def load(folder: Path, threads: int) -> Any:
    import ctranslate2

    return ctranslate2.Translator(str(folder), device="cpu", inter_threads=1, intra_threads=threads)


def seconds(translator: Any, tokens: list[list[str]]) -> float:
    start = time.perf_counter()
    translator.translate_batch(
        tokens,
        beam_size=2,
        max_batch_size=2048,
        batch_type="tokens",
        min_decoding_length=OUTPUT_PIECES,
        max_decoding_length=OUTPUT_PIECES,
    )
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
