"""The state of a run on disk, complete enough to go on exactly where it stopped."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from bilingual.errors import DocumentError
from bilingual.train.network import Shape

_VERSION = 1


@dataclass(slots=True)
class State:
    """Everything that changes while a network is trained.

    Attributes:
        weights: float32 master weights by parameter name.
        average: exponential moving average of the weights.
        optimiser: the optimiser's own state.
        step: optimiser steps done.
        tokens: target pieces seen.
        round: number of the current round of drawn examples.
        batch: batches of that round that are done.
        seconds: time spent.
    """

    shape: Shape
    weights: dict[str, Tensor]
    average: dict[str, Tensor]
    optimiser: dict[str, Any] = field(default_factory=dict)
    step: int = 0
    tokens: int = 0
    round: int = 0
    batch: int = 0
    seconds: float = 0.0


def save(state: State, path: Path) -> None:
    """Write the state beside `path` and move it into place, so that a kill at any moment leaves a whole file."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fields = {name: getattr(state, name) for name in State.__slots__ if name != "shape"}
    torch.save({"version": _VERSION, "shape": asdict(state.shape), **fields}, fresh)
    fresh.replace(path)


def load(path: Path) -> State:
    """Read a state; raises DocumentError when the file is none, or of another version."""
    try:
        stored = torch.load(path, map_location="cpu", weights_only=True)
        if stored.pop("version") != _VERSION:
            raise KeyError("version")
        return State(shape=Shape(**stored.pop("shape")), **stored)
    except FileNotFoundError:
        raise DocumentError("there is no such checkpoint", path=path) from None
    except (KeyError, TypeError, AttributeError, RuntimeError, EOFError, ValueError, OSError) as error:
        raise DocumentError(
            f"is no checkpoint of this version ({type(error).__name__}); start afresh in another folder", path=path
        ) from None
