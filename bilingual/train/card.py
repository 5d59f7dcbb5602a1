"""The card of a package: what it was made from, how, and how good it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Ingredient:
    """One corpus that went in.

    Attributes:
        pairs: after cleaning.
        cleaning: the one-line summary of what was removed.
    """

    name: str
    pairs: int
    weight: float = 1.0
    cleaning: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """What the README of a package tells.

    Attributes:
        date: ISO 8601.
        licence: of the package, as its maker states it.
        shape: sizes of the network by name.
        training: facts such as steps, target tokens, minutes, device.
        scores: metric → value, with the set it was measured on in the name.
    """

    title: str
    date: str
    command: str
    licence: str = "not stated"
    ingredients: Sequence[Ingredient] = ()
    shape: Mapping[str, int] = field(default_factory=dict)
    training: Mapping[str, str] = field(default_factory=dict)
    scores: Mapping[str, str] = field(default_factory=dict)

    def render(self) -> str:
        """The card as Markdown."""
        blocks = [
            f"# {self.title}",
            f"Made on {self.date}. Licence: {self.licence}.",
            "## Data",
            _table(
                ("corpus", "pairs", "weight", "cleaning"),
                [(i.name, f"{i.pairs:,}", f"{i.weight:g}", i.cleaning) for i in self.ingredients],
            ),
            "## Network and training",
            _table(("", ""), [*((k, f"{v:,}") for k, v in self.shape.items()), *self.training.items()]),
        ]
        if self.scores:
            blocks += ["## Scores", _table(("set and metric", "score"), list(self.scores.items()))]
        blocks += ["## Command", f"```\n{self.command}\n```"]
        return "\n\n".join(blocks) + "\n"


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
