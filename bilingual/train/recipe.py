"""The whole way from files to a package, in one folder that a killed run is resumed from."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from random import Random

from bilingual.errors import ConfigError, OutputError
from bilingual.train import checkpoint
from bilingual.train.alignment import AlignedPair, align
from bilingual.train.batches import Example, encode, length_batches
from bilingual.train.card import Card, Ingredient
from bilingual.train.cleaning import Cleaner, fingerprint
from bilingual.train.conversion import read_model
from bilingual.train.export import Agreement, PackageInfo, export_package
from bilingual.train.mixture import Mixture, Shares
from bilingual.train.network import Network, Shape
from bilingual.train.pairs import Corpus, Pair, read_corpus
from bilingual.train.schedule import Budget, Schedule
from bilingual.train.trainer import Progress, Settings, Trainer, fresh_state, mean_loss
from bilingual.train.vocabulary import Vocabulary, train_vocabulary

PRESETS = {
    "tiny": (4000, 128, 512, 3, 1),
    "small": (12_000, 256, 1024, 6, 2),
    "base": (24_000, 512, 2048, 8, 2),
}
_ROUND = 20_000
_ALIGNED = 60_000
_LOOK_AT = 64


@dataclass(frozen=True, slots=True)
class Recipe:
    """What to train, on what and for how long.

    Attributes:
        data: locations of parallel text, as `read_corpus` takes them.
        output: the `.argosmodel` to write.
        work: folder of checkpoint and vocabulary; a run goes on from what is there.
        start: folder of an unpacked package to fine-tune, or None to train from random weights.
        held_out: location of parallel text for loss and BLEU on the way; also kept out of the training data.
        termbase: TSV of (source, target) terms.
        minutes: wall-clock budget; or `steps`, which makes a run repeatable.
        round_size: examples drawn at once.
    """

    data: Sequence[str]
    output: Path
    work: Path
    start: Path | None = None
    held_out: str | None = None
    termbase: Path | None = None
    preset: str = "small"
    source_lang: str = "ko"
    target_lang: str = "en"
    minutes: float | None = None
    steps: int | None = None
    version: str = "1.0"
    licence: str = "not stated"
    command: str = "bilingual train"
    round_size: int = _ROUND
    sampled: float = 0.5
    shares: Shares = field(default_factory=Shares)
    schedule: Schedule = field(default_factory=Schedule)
    settings: Settings = field(default_factory=Settings)


Log = Callable[[str], None]


@dataclass(slots=True)
class _Material:
    """What cleaning left, for training and for the card."""

    corpora: list[Corpus]
    ingredients: list[Ingredient]
    held_out: list[Pair]
    entries: list[tuple[str, str]]


def train(recipe: Recipe, log: Log) -> Agreement:
    """Train (or go on training) and write the package; returns how well the export agrees with the network.

    Raises:
        InputError: data that cannot be read, an impossible budget or preset, or an output folder that is missing.
    """
    _check(recipe)
    recipe.work.mkdir(parents=True, exist_ok=True)
    material = _prepare(recipe, log)
    vocabulary = _vocabulary(recipe, material, log)
    state = _start(recipe, vocabulary, log)
    mixture = Mixture(material.corpora, material.entries, _aligned(recipe, material, log), recipe.shares)
    budget = Budget(recipe.minutes, recipe.steps, spent=state.seconds)
    held = encode(material.held_out, vocabulary)
    scores: dict[str, str] = {}
    trainer = Trainer(
        draw=lambda number: _draw(recipe, mixture, vocabulary, number),
        state=state,
        budget=budget,
        folder=recipe.work,
        schedule=recipe.schedule,
        settings=recipe.settings,
        report=lambda progress: log(describe(progress)),
        look=lambda network, now: scores.update(_look(network, now, held, material.held_out, vocabulary, log)),
    )
    state = trainer.run()
    return _export(recipe, material, vocabulary, state, scores, log)


def _check(recipe: Recipe) -> None:
    if recipe.preset not in PRESETS:
        raise ConfigError(f"no preset is called {recipe.preset!r}; there are: {', '.join(PRESETS)}", field="--preset")
    if not recipe.output.resolve().parent.is_dir():
        raise OutputError("its folder does not exist; make it first", path=recipe.output)
    Budget(recipe.minutes, recipe.steps)


def _prepare(recipe: Recipe, log: Log) -> _Material:
    held = list(read_corpus(recipe.held_out, recipe.source_lang, recipe.target_lang).pairs) if recipe.held_out else []
    barred = frozenset(fingerprint(text) for pair in held for text in (pair.source, pair.target))
    cleaner = Cleaner(barred, recipe.source_lang, recipe.target_lang)
    corpora, ingredients = [], []
    for location in recipe.data:
        raw = read_corpus(location, recipe.source_lang, recipe.target_lang)
        cleaner.counts.clear()
        clean = replace(raw, pairs=tuple(cleaner.clean(raw.pairs)))
        log(f"{clean.name}: {cleaner.summary()}")
        corpora.append(clean)
        ingredients.append(Ingredient(clean.name, len(clean.pairs), clean.weight, cleaner.summary()))
    if not any(corpus.pairs for corpus in corpora):
        raise ConfigError("no sentence pairs are left to train on; look at the counts of the cleaning", field="--data")
    return _Material([c for c in corpora if c.pairs], ingredients, held, _entries(recipe))


def _entries(recipe: Recipe) -> list[tuple[str, str]]:
    """The termbase's entries; a header of language codes, as `bilingual glossary export` writes it, is none."""
    if recipe.termbase is None:
        return []
    header = (recipe.source_lang, recipe.target_lang)
    pairs = read_corpus(str(recipe.termbase)).pairs
    return [(p.source, p.target) for p in pairs if (p.source, p.target) != header]


def _vocabulary(recipe: Recipe, material: _Material, log: Log) -> Vocabulary:
    path = recipe.work / "sentencepiece.model"
    if not path.exists():
        if recipe.start is not None:
            path.write_bytes((recipe.start / "sentencepiece.model").read_bytes())
        else:
            size = PRESETS[recipe.preset][0]
            log(f"learning a vocabulary of {size:,} pieces")
            fresh = path.with_name(f".{path.name}.{os.getpid()}")
            train_vocabulary((p for c in material.corpora for p in c.pairs), size, fresh, seed=recipe.settings.seed)
            fresh.replace(path)
    return Vocabulary(path)


def _start(recipe: Recipe, vocabulary: Vocabulary, log: Log) -> checkpoint.State:
    file = recipe.work / "checkpoint.pt"
    if file.exists():
        state = checkpoint.load(file)
        log(f"going on from step {state.step:,} in {recipe.work}")
        return state
    if recipe.start is not None:
        weights, shape = read_model(recipe.start / "model" / "model.bin")
        log(f"starting from {recipe.start.name}")
        return checkpoint.State(shape, weights, {name: w.clone() for name, w in weights.items()})
    _, width, feed_forward, encoders, decoders = PRESETS[recipe.preset]
    return fresh_state(Shape(len(vocabulary), width, feed_forward, encoders, decoders), recipe.settings.seed)


def _aligned(recipe: Recipe, material: _Material, log: Log) -> list[AlignedPair]:
    """Word-aligned pairs for marking: a sample by weight, the same for every start of the run."""
    if not recipe.shares.marked or (recipe.source_lang, recipe.target_lang) != ("ko", "en"):
        return []
    rng = Random(f"{recipe.settings.seed}/alignment")
    total = sum(len(c.pairs) * c.weight for c in material.corpora)
    sample: list[Pair] = []
    for corpus in material.corpora:
        wanted = round(_ALIGNED * len(corpus.pairs) * corpus.weight / total)
        sample += rng.sample(corpus.pairs, min(len(corpus.pairs), wanted))
    log(f"aligning the words of {len(sample):,} pairs")
    return align(sample)


def _draw(recipe: Recipe, mixture: Mixture, vocabulary: Vocabulary, number: int) -> list[Example]:
    rng = Random(f"{recipe.settings.seed}/{number}/examples")
    return encode(mixture.draw(recipe.round_size, rng), vocabulary, sampled=recipe.sampled, rng=rng)


def describe(progress: Progress) -> str:
    """One line of progress."""
    return (
        f"step {progress.step:,}  loss {progress.loss:.3f}  rate {progress.learning_rate:.1e}  "
        f"{progress.rate:,.0f} tokens/s  {100 * progress.share:.0f} %  {_clock(progress.remaining)} left"
    )


def _clock(seconds: float) -> str:
    if seconds == float("inf"):
        return "?"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"


def _look(
    network: Network,
    state: checkpoint.State,
    held: Sequence[Example],
    pairs: Sequence[Pair],
    vocabulary: Vocabulary,
    log: Log,
) -> dict[str, str]:
    """Loss on the held-out text, and BLEU and chrF of a greedy translation of its beginning."""
    if not held:
        return {}
    import sacrebleu
    import torch

    batches = list(length_batches(held, 4096, Random(0)))
    loss = mean_loss(network, batches)
    sources = encode(pairs[:_LOOK_AT], vocabulary, longest=400)
    device = next(network.parameters()).device
    outputs: list[str] = []
    for example in sources:
        outputs += [vocabulary.decode(n) for n in network.greedy(torch.tensor([[*example.source, 3]], device=device))]
    references = [vocabulary.decode(e.target) for e in sources]
    bleu = sacrebleu.corpus_bleu(outputs, [references]).score
    chrf = sacrebleu.corpus_chrf(outputs, [references]).score
    log(f"held out at step {state.step:,}: loss {loss:.3f}, greedy BLEU {bleu:.1f}, chrF2 {chrf:.1f}")
    return {
        "held-out loss": f"{loss:.3f}",
        f"held-out greedy BLEU / chrF2 (first {len(outputs)})": f"{bleu:.1f} / {chrf:.1f}",
    }


def _export(
    recipe: Recipe,
    material: _Material,
    vocabulary: Vocabulary,
    state: checkpoint.State,
    scores: dict[str, str],
    log: Log,
) -> Agreement:
    pairs = material.held_out or list(material.corpora[0].pairs)
    check = encode(pairs[:_LOOK_AT], vocabulary)
    info = PackageInfo(recipe.source_lang, recipe.target_lang, recipe.version)
    card = Card(
        title=info.name,
        date=time.strftime("%Y-%m-%d", time.gmtime()),
        command=recipe.command,
        licence=recipe.licence,
        ingredients=material.ingredients,
        shape=state.shape.as_dict(),
        training={
            "steps": f"{state.step:,}",
            "target tokens": f"{state.tokens:,}",
            "minutes": f"{state.seconds / 60:.1f}",
            "settings": json.dumps(asdict(recipe.settings)),
        },
        scores=scores,
    )
    agreement = export_package(
        state.average, state.shape, vocabulary, recipe.output, replace(info, card=card.render()), check=check
    )
    log(f"wrote {recipe.output}: scores agree within {agreement.difference:.3f} a piece on {agreement.pieces:,} pieces")
    return agreement
