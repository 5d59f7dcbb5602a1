"""The training loop: bf16 arithmetic over float32 master weights, within a budget, resumable exactly."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import torch
import torch.nn.functional as F  # noqa: N812 (the customary name)
from torch import Tensor, nn

from bilingual.errors import ConfigError
from bilingual.train import checkpoint
from bilingual.train.batches import Batch, Example, length_batches
from bilingual.train.network import MaskPool, Network, Shape
from bilingual.train.schedule import Budget, Schedule
from bilingual.train.vocabulary import PAD

_AVERAGE_EVERY = 5


@dataclass(frozen=True, slots=True)
class Settings:
    """How a network is trained.

    Attributes:
        max_tokens: positions (rows x columns) in a batch.
        accumulate: batches an optimiser step.
        smoothing: label smoothing.
        average: decay of the moving average of the weights, applied every few steps.
        save_minutes: time between checkpoints.
        log_steps: steps between progress lines.
        half: whether to compute in bfloat16.
        compile: whether to compile the network (pays on CUDA alone).
        seed: fixes the examples, their order and the dropout of every step.
    """

    max_tokens: int = 4096
    accumulate: int = 1
    dropout: float = 0.1
    smoothing: float = 0.1
    average: float = 0.98
    save_minutes: float = 3.0
    log_steps: int = 50
    threads: int = 0
    half: bool = True
    compile: bool = False
    seed: int = 1


@dataclass(slots=True)
class Progress:
    """What is reported now and then: loss since the last report, rate in target tokens a second, seconds left."""

    step: int
    loss: float
    learning_rate: float
    share: float
    rate: float
    remaining: float


@dataclass(slots=True)
class Trainer:
    """Trains one network.

    Attributes:
        draw: gives the encoded examples of round number n; must give the same ones whenever asked for that round.
        state: where the run stands; `Trainer.fresh` makes the first one.
        folder: receives `checkpoint.pt`.
        report: called with progress.
        look: called at every checkpoint with the averaged network in evaluation mode.
    """

    draw: Callable[[int], Sequence[Example]]
    state: checkpoint.State
    budget: Budget
    folder: Path
    schedule: Schedule = field(default_factory=Schedule)
    settings: Settings = field(default_factory=Settings)
    report: Callable[[Progress], None] = lambda progress: None
    look: Callable[[Network, checkpoint.State], None] = lambda network, state: None

    def run(self) -> checkpoint.State:
        """Train until the budget is spent; returns the final state, which is also on disk."""
        if self.settings.threads:
            torch.set_num_threads(self.settings.threads)
        work = _Work(self.state, self.settings)
        saved = logged = time.monotonic()
        losses: list[float] = []
        tokens = self.state.tokens
        while self._share() < 1:
            for batches in self._steps():
                if self._share() >= 1:
                    break
                losses.append(self._step(work, batches))
                now = time.monotonic()
                if self.state.step % self.settings.log_steps == 0:
                    rate = (self.state.tokens - tokens) / max(now - logged, 1e-9)
                    self._report(losses, rate)
                    logged, tokens = now, self.state.tokens
                    losses.clear()
                if now - saved > 60 * self.settings.save_minutes:
                    self._checkpoint(work)
                    saved = now
            else:
                self.state.round += 1
                self.state.batch = 0
        self._checkpoint(work)
        return self.state

    def _share(self) -> float:
        return self.budget.progress(self.state.step)

    def _steps(self) -> Sequence[Sequence[Batch]]:
        """The batches of the current round that are still to do, in groups of one step."""
        rng = Random(f"{self.settings.seed}/{self.state.round}/order")
        batches = list(length_batches(self.draw(self.state.round), self.settings.max_tokens, rng))
        if not batches:
            raise ConfigError("every example is too long or empty; look at the counts of the cleaning")
        size = self.settings.accumulate
        return [batches[i : i + size] for i in range(self.state.batch, len(batches), size)]

    def _step(self, work: _Work, batches: Sequence[Batch]) -> float:
        rate = self.schedule.rate(self.state.step, self._share())
        loss, tokens = work.step(batches, rate, self.state.step)
        self.state.step += 1
        self.state.tokens += tokens
        self.state.batch += len(batches)
        if self.state.step % _AVERAGE_EVERY == 0:
            work.update_average(self.state.step)
        return loss

    def _report(self, losses: Sequence[float], rate: float) -> None:
        step = self.state.step
        self.report(
            Progress(
                step=step,
                loss=sum(losses) / max(1, len(losses)),
                learning_rate=self.schedule.rate(step, self._share()),
                share=self._share(),
                rate=rate,
                remaining=self.budget.remaining(step),
            )
        )

    def _checkpoint(self, work: _Work) -> None:
        self.state.seconds = self.budget.seconds
        work.export(self.state)
        checkpoint.save(self.state, self.folder / "checkpoint.pt")
        self.look(averaged_network(self.state, work.device), self.state)


class _Work:
    """The network in the number format of the arithmetic, its master weights, and the optimiser."""

    def __init__(self, state: checkpoint.State, settings: Settings) -> None:
        self.settings = settings
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.masks = MaskPool(settings.dropout, seed=settings.seed) if settings.dropout else None
        self.network = Network(state.shape, self.masks).to(self.device)
        self.names = [name for name, _ in self.network.named_parameters()]
        self.master = [state.weights[name].clone().to(self.device).requires_grad_() for name in self.names]
        self.average = {name: state.average[name].clone().to(self.device) for name in self.names}
        if settings.half:
            self.network = self.network.bfloat16()
        self._copy_weights()
        self.network.train()
        self.forward: Callable[..., Tensor] = (
            torch.compile(self.network, dynamic=True) if settings.compile else self.network
        )
        self.optimiser = torch.optim.AdamW(self.master, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
        if state.optimiser:
            self.optimiser.load_state_dict(state.optimiser)

    def step(self, batches: Sequence[Batch], rate: float, number: int) -> tuple[float, int]:
        """One optimiser step over the batches; returns mean loss a target token and the number of target tokens."""
        seed = self.settings.seed * 1_000_003 + number
        torch.manual_seed(seed)
        if self.masks:
            self.masks.reseed(seed)
        targets = [torch.from_numpy(b.target[:, 1:]).flatten() for b in batches]
        keeps = [(t != PAD).nonzero().squeeze(1) for t in targets]
        total = sum(map(len, keeps))
        loss = 0.0
        for batch, target, keep in zip(batches, targets, keeps, strict=True):
            part = self._loss(batch, target[keep], keep) * (len(keep) / total)
            part.backward()  # type: ignore[no-untyped-call]
            loss += float(part.detach())
        self._update(rate)
        return loss, total

    def _loss(self, batch: Batch, wanted: Tensor, keep: Tensor) -> Tensor:
        source = torch.from_numpy(batch.source).to(self.device)
        given = torch.from_numpy(batch.target[:, :-1]).contiguous().to(self.device)
        scores = self.forward(source, given, keep.to(self.device))
        return F.cross_entropy(scores, wanted.to(self.device), label_smoothing=self.settings.smoothing)

    def _update(self, rate: float) -> None:
        for ours, theirs in zip(self.master, self.network.parameters(), strict=True):
            ours.grad = theirs.grad.float() if theirs.grad is not None else None
            theirs.grad = None
        nn.utils.clip_grad_norm_(self.master, 1.0)
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        self._copy_weights()

    @torch.no_grad()
    def _copy_weights(self) -> None:
        for ours, theirs in zip(self.master, self.network.parameters(), strict=True):
            theirs.copy_(ours)

    @torch.no_grad()
    def update_average(self, step: int) -> None:
        """Move the average towards the weights; early on faster, so that the start is forgotten."""
        decay = min(self.settings.average, step / (step + 20))
        for name, weight in zip(self.names, self.master, strict=True):
            self.average[name].lerp_(weight.detach(), 1 - decay)

    def export(self, state: checkpoint.State) -> None:
        """Put copies of the weights and the optimiser's state into `state`."""
        state.weights = {n: w.detach().cpu().clone() for n, w in zip(self.names, self.master, strict=True)}
        state.average = {n: w.cpu().clone() for n, w in self.average.items()}
        state.optimiser = self.optimiser.state_dict()


def fresh_state(shape: Shape, seed: int = 1) -> checkpoint.State:
    """Random weights at step 0."""
    torch.manual_seed(seed)
    weights = {name: p.detach().clone() for name, p in Network(shape).named_parameters()}
    return checkpoint.State(shape, weights, {name: w.clone() for name, w in weights.items()})


def averaged_network(state: checkpoint.State, device: torch.device | None = None) -> Network:
    """The network with averaged float32 weights, in evaluation mode."""
    network = Network(state.shape)
    network.load_state_dict(state.average)
    return network.to(device).eval() if device else network.eval()


@torch.no_grad()
def mean_loss(network: Network, batches: Sequence[Batch]) -> float:
    """Mean negative log-probability a target piece, end included, natural logarithm, without smoothing."""
    device = next(network.parameters()).device
    total, count = 0.0, 0
    for batch in batches:
        target = torch.from_numpy(batch.target).to(device)
        scores = network(torch.from_numpy(batch.source).to(device), target[:, :-1])
        wanted = target[:, 1:].flatten()
        total += float(F.cross_entropy(scores, wanted, ignore_index=PAD, reduction="sum"))
        count += int((wanted != PAD).sum())
    return total / max(1, count)
