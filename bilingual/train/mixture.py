"""What the model is shown: corpora by weight, plain, with marked terms, renumbered, joined and noisy."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random

from bilingual.errors import ConfigError
from bilingual.train.alignment import AlignedPair
from bilingual.train.amounts import renumber
from bilingual.train.marking import MarkingOptions, Termbase, aligned_terms, mark
from bilingual.train.noise import add_noise
from bilingual.train.pairs import Corpus, Pair
from bilingual.train.templates import Templates


@dataclass(frozen=True, slots=True)
class Shares:
    """How often each kind of example is drawn, relative to one another; `noise` is a share of all of them.

    Attributes:
        plain: pairs as they are.
        marked: pairs with marked terms, found by alignment or in the termbase.
        renumbered: pairs with other amounts and percentages.
        templates: small sentences with amounts, names and terms.
        entries: the termbase's entries alone.
        paragraphs: two or three neighbouring pairs in one, half of them with marked terms.
        noise: share of examples whose source gets noise.
    """

    plain: float = 0.55
    marked: float = 0.22
    renumbered: float = 0.08
    templates: float = 0.05
    entries: float = 0.05
    paragraphs: float = 0.05
    noise: float = 0.05

    def kinds(self) -> dict[str, float]:
        """The share of each kind of example by name."""
        return {
            name: getattr(self, name)
            for name in ("plain", "marked", "renumbered", "templates", "entries", "paragraphs")
        }


@dataclass(slots=True)
class Mixture:
    """Draws training examples for ever; where there is nothing to mark or renumber, a plain pair is drawn instead.

    Attributes:
        corpora: cleaned parallel text.
        entries: (source, target) pairs of the termbase.
        aligned: pairs with word alignment, for marking; any sample of the corpora.
    """

    corpora: Sequence[Corpus]
    entries: Sequence[tuple[str, str]] = ()
    aligned: Sequence[AlignedPair] = ()
    shares: Shares = field(default_factory=Shares)
    marking: MarkingOptions = field(default_factory=MarkingOptions)
    _cumulative: list[float] = field(init=False)
    _termbase: Termbase = field(init=False)
    _templates: Templates = field(init=False)
    _foreign: list[str] = field(init=False)

    def __post_init__(self) -> None:
        if not any(corpus.pairs for corpus in self.corpora):
            raise ConfigError("no sentence pairs are left to train on; look at the counts of the cleaning")
        self._cumulative = list(accumulate(len(c.pairs) * c.weight for c in self.corpora))
        targets: dict[str, list[str]] = {}
        for source, target in self.entries:
            targets.setdefault(source, []).append(target)
        self._termbase = Termbase(targets)
        self._templates = Templates(self.entries)
        self._foreign = [target for _, target in self.entries] or self._aligned_forms()

    def draw(self, count: int, rng: Random) -> list[Pair]:
        """`count` examples."""
        kinds = self.shares.kinds()
        drawn = rng.choices(list(kinds), list(kinds.values()), k=count)
        return [self._noisy(self._draw_one(kind, rng), rng) for kind in drawn]

    def _draw_one(self, kind: str, rng: Random) -> Pair:
        for _ in range(10):
            pair = _MAKERS[kind](self, rng)
            if pair is not None:
                return pair
        return self._plain(rng)

    def _noisy(self, pair: Pair, rng: Random) -> Pair:
        if rng.random() >= self.shares.noise:
            return pair
        source = add_noise(pair.source, rng)
        return Pair(source, pair.target) if source else pair

    def _corpus(self, rng: Random) -> Corpus:
        place = bisect(self._cumulative, rng.random() * self._cumulative[-1])
        return self.corpora[min(place, len(self.corpora) - 1)]

    def _plain(self, rng: Random) -> Pair:
        return rng.choice(self._corpus(rng).pairs)

    def _marked(self, rng: Random) -> Pair | None:
        if self.aligned and rng.random() < 0.7:
            item = rng.choice(self.aligned)
            return mark(item.pair, aligned_terms(item), rng, self.marking, self._foreign)
        pair = self._plain(rng)
        return mark(pair, self._termbase.find(pair), rng, self.marking, self._foreign)

    def _renumbered(self, rng: Random) -> Pair | None:
        pair = self._plain(rng)
        told = renumber(pair.source, pair.target, rng)
        return Pair(*told) if told else None

    def _template(self, rng: Random) -> Pair | None:
        return self._templates.draw(rng)

    def _entry(self, rng: Random) -> Pair | None:
        return Pair(*rng.choice(self.entries)) if self.entries else None

    def _paragraph(self, rng: Random) -> Pair | None:
        pairs = self._corpus(rng).pairs
        start = rng.randrange(len(pairs))
        run = pairs[start : start + rng.choice((2, 2, 3))]
        if not all(pair.target[-1:] in ".!?”\"'" for pair in run):
            return None
        joined = Pair(" ".join(p.source for p in run), " ".join(p.target for p in run))
        if rng.random() < 0.5:
            return mark(joined, self._termbase.find(joined), rng, self.marking, self._foreign) or joined
        return joined

    def _aligned_forms(self) -> list[str]:
        forms = (term.form for item in self.aligned[:2000] for term in aligned_terms(item))
        return list(dict.fromkeys(forms))


_MAKERS: Mapping[str, Callable[[Mixture, Random], Pair | None]] = {
    "plain": Mixture._plain,
    "marked": Mixture._marked,
    "renumbered": Mixture._renumbered,
    "templates": Mixture._template,
    "entries": Mixture._entry,
    "paragraphs": Mixture._paragraph,
}
