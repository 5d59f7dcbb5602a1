"""This program against stock Argos Translate, with the same package, in one run.

    python benchmarks/versus_argos.py [--article corpora/demo/NAME.ko.txt] [--sentences 1000] [--repeats 3]

Stock Argos runs through its Python API in a fresh process. It gets one sentence a line, and an identity sentence
splitter in place of its own (which would need a download). Both search with a beam of 4. Stock Argos is measured with
the threads it takes by itself, and fitted: with as many as there are cores, which suits a small machine better; the
ratios are against the latter. Cold is a whole process from its start to the translation of one article; warm is a
thousand sentences with everything loaded. Printed are the best of the repeats; a ratio above 1 means that this program
is faster, or needs less memory.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent

STOCK = """
import json, os, resource, sys, time
from argostranslate import package, translate
class OneSentence:
    def __init__(self, pkg): pass
    def split_sentences(self, text): return [text]
translate.MiniSBDSentencizer = OneSentence
lines = open(sys.argv[1], encoding="utf-8").read().splitlines()
languages = {l.code: l for l in translate.get_installed_languages()}
engine = languages["ko"].get_translation(languages["en"])
engine.translate(lines[0])
began = time.perf_counter()
out = engine.translate("\\n".join(lines))
warm = time.perf_counter() - began
assert len(out.splitlines()) == len(lines)
print(json.dumps({"warm": warm, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}))
"""

OURS = """
import json, resource, sys, time
from bilingual import Glossary, Translator
from bilingual.engines import load_engine
lines = open(sys.argv[1], encoding="utf-8").read().splitlines()
glossary = None if sys.argv[2] == "glossary" else Glossary()
translator = Translator("ko", "en", glossary=glossary, engine=load_engine("ko", "en", package="builtin"))
translator.translate(lines[0])
began = time.perf_counter()
out = translator.translate("\\n".join(lines)).target
warm = time.perf_counter() - began
assert len(out.splitlines()) == len(lines)
print(json.dumps({"warm": warm, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}))
"""


def install_for_stock(home: Path) -> dict[str, str]:
    """Stock argostranslate installs the built-in package; returns the environment in which it is found."""
    env = {**os.environ, "XDG_DATA_HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_CACHE_HOME": str(home)}
    archive = home / "builtin.argosmodel"
    run([sys.executable, "-m", "bilingual.cli", "engine", "export", str(archive)], env)
    run([sys.executable, "-c", f"from argostranslate import package; package.install_from_path({str(archive)!r})"], env)
    return env


def run(command: list[str], env: dict[str, str]) -> tuple[str, float]:
    """Standard output and wall-clock seconds of a command that must succeed."""
    began = time.perf_counter()
    done = subprocess.run(command, env=env, cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout, time.perf_counter() - began


def measure(program: str, text: Path, mode: str, env: dict[str, str], repeats: int) -> dict[str, float]:
    """Best cold and warm seconds and the peak memory in MB of one program on one text."""
    best: dict[str, float] = {}
    for _ in range(repeats):
        output, cold = run([sys.executable, "-c", program, str(text), mode], env)
        found = {"cold": cold, **json.loads(output.splitlines()[-1])}
        found["peak"] /= 1024
        best = {key: min(value, best.get(key, value)) for key, value in found.items()}
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--article", type=Path, default=ROOT / "corpora" / "demo" / "shipbuilding-orders.ko.txt")
    parser.add_argument("--sentences", type=int, default=1000)
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    lines = [line for line in options.article.read_text(encoding="utf-8").splitlines() if line.strip()]
    files = sorted((ROOT / "corpora").glob("*/*.tsv"))
    corpus = [row.split("\t")[0] for f in files for row in f.read_text(encoding="utf-8").splitlines()]
    many = corpus[:: max(1, len(corpus) // options.sentences)][: options.sentences]
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        env = install_for_stock(home)
        article, thousand = home / "article.txt", home / "thousand.txt"
        article.write_text("\n".join(lines), encoding="utf-8")
        thousand.write_text("\n".join(many), encoding="utf-8")
        fitted = {**env, "ARGOS_INTRA_THREADS": str(len(os.sched_getaffinity(0)))}
        systems = {
            "stock Argos": (STOCK, "-", env),
            "stock Argos, fitted": (STOCK, "-", fitted),
            "bilingual": (OURS, "none", env),
            "bilingual + glossary": (OURS, "glossary", env),
        }
        cold = {n: measure(p, article, m, e, options.repeats) for n, (p, m, e) in systems.items()}
        warm = {n: measure(p, thousand, m, e, 1) for n, (p, m, e) in systems.items()}
    heads = (f"cold, {len(lines)} lines", f"warm, {len(many)} lines", "peak memory")
    print(f"{'':22}" + "".join(f"{head:>22}" for head in heads))
    stock = "stock Argos, fitted"
    base = cold[stock]["cold"], warm[stock]["warm"], warm[stock]["peak"]
    for name in systems:
        found = cold[name]["cold"], warm[name]["warm"], warm[name]["peak"]
        cells = [f"{v:.2f} s" if n < 2 else f"{v:.0f} MB" for n, v in enumerate(found)]
        print(f"{name:22}" + "".join(f"{c:>15}{b / v:6.1f}×" for c, b, v in zip(cells, base, found, strict=True)))


if __name__ == "__main__":
    main()
