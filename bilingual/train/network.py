"""A pre-norm Transformer with shared embeddings, laid out so that CTranslate2 can run it.

Vaswani et al. 2017 with layer normalisation before each block (Xiong et al. 2020) and a deep encoder over a shallow
decoder (Kasai et al. 2021), which costs little quality and halves the time of translation.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from random import Random

import torch
import torch.nn.functional as F  # noqa: N812 (the customary name)
from torch import Tensor, nn

from bilingual.train.vocabulary import BEGIN, END, PAD

_LONGEST = 512
_FAR = -1e4


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of a network.

    Attributes:
        vocabulary: pieces of the shared vocabulary.
        width: of embeddings and layers; a multiple of 64.
    """

    vocabulary: int
    width: int = 256
    feed_forward: int = 1024
    encoder_layers: int = 6
    decoder_layers: int = 2

    @property
    def heads(self) -> int:
        """Attention heads, each 64 wide."""
        return self.width // 64

    def as_dict(self) -> dict[str, int]:
        """The sizes by name."""
        return asdict(self)


class MaskPool:
    """Dropout masks as slices of one pool of random bits.

    On a CPU, drawing fresh random numbers costs as much as a fifth of the arithmetic of a small network; slices at
    random places of a large pool serve as well.
    """

    def __init__(self, rate: float, size: int = 1 << 23, seed: int = 0) -> None:
        generator = torch.Generator().manual_seed(seed)
        self.rate = rate
        self._pool = (torch.rand(size, generator=generator) >= rate).to(torch.bfloat16) / (1 - rate)
        self._rng = Random(seed)

    def reseed(self, seed: int) -> None:
        """Fix the places of the slices that follow."""
        self._rng.seed(seed)

    def __call__(self, x: Tensor) -> Tensor:
        """`x` with some of its elements dropped and the others scaled up."""
        if x.device.type != "cpu":
            return F.dropout(x, self.rate)
        size = x.numel()
        if size >= len(self._pool):
            self._pool = self._pool.repeat(size // len(self._pool) + 2)
        start = self._rng.randrange(len(self._pool) - size)
        return x * self._pool[start : start + size].view(x.shape).to(x.dtype)


class _Attention(nn.Module):
    def __init__(self, shape: Shape, *, cross: bool) -> None:
        super().__init__()
        self.heads = shape.heads
        self.cross = cross
        width = shape.width
        if cross:
            self.query = nn.Linear(width, width)
            self.key_value = nn.Linear(width, 2 * width)
        else:
            self.joint = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)

    def forward(self, x: Tensor, memory: Tensor, bias: Tensor) -> Tensor:
        if self.cross:
            query = self.query(x)
            key, value = self.key_value(memory).chunk(2, -1)
        else:
            query, key, value = self.joint(x).chunk(3, -1)
        q, k, v = self._split(query), self._split(key), self._split(value)
        if x.device.type == "cuda":
            mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        else:  # faster than the fused kernel for rows this short
            scores = torch.matmul(q * q.size(-1) ** -0.5, k.transpose(-1, -2)) + bias
            mixed = torch.matmul(scores.softmax(-1), v)
        return self.out(mixed.transpose(1, 2).reshape(x.shape))  # type: ignore[no-any-return]

    def _split(self, x: Tensor) -> Tensor:
        rows, length, width = x.shape
        return x.view(rows, length, self.heads, width // self.heads).transpose(1, 2)


class _Layer(nn.Module):
    def __init__(self, shape: Shape, *, decoder: bool) -> None:
        super().__init__()
        self.norm_self = nn.LayerNorm(shape.width)
        self.self_attention = _Attention(shape, cross=False)
        self.decoder = decoder
        if decoder:
            self.norm_cross = nn.LayerNorm(shape.width)
            self.cross_attention = _Attention(shape, cross=True)
        self.norm_feed = nn.LayerNorm(shape.width)
        self.feed_in = nn.Linear(shape.width, shape.feed_forward)
        self.feed_out = nn.Linear(shape.feed_forward, shape.width)

    def forward(
        self, x: Tensor, bias: Tensor, drop: nn.Module, memory: Tensor | None = None, memory_bias: Tensor | None = None
    ) -> Tensor:
        y = self.norm_self(x)
        x = x + drop(self.self_attention(y, y, bias))
        if self.decoder:
            x = x + drop(self.cross_attention(self.norm_cross(x), memory, memory_bias))
        return x + drop(self.feed_out(F.relu(self.feed_in(self.norm_feed(x)))))  # type: ignore[no-any-return]


class _Drop(nn.Module):
    def __init__(self, pool: MaskPool | None) -> None:
        super().__init__()
        self.pool = pool

    def forward(self, x: Tensor) -> Tensor:
        return self.pool(x) if self.pool is not None and self.training else x


class Network(nn.Module):
    """Encoder and decoder; `forward` gives the scores of every next piece.

    Args:
        shape: the sizes.
        masks: where dropout comes from in training mode; none for no dropout.
    """

    positions: Tensor
    future: Tensor

    def __init__(self, shape: Shape, masks: MaskPool | None = None) -> None:
        super().__init__()
        self.shape = shape
        self.embedding = nn.Embedding(shape.vocabulary, shape.width, padding_idx=PAD)
        self.encoder = nn.ModuleList(_Layer(shape, decoder=False) for _ in range(shape.encoder_layers))
        self.encoder_norm = nn.LayerNorm(shape.width)
        self.decoder = nn.ModuleList(_Layer(shape, decoder=True) for _ in range(shape.decoder_layers))
        self.decoder_norm = nn.LayerNorm(shape.width)
        self.drop = _Drop(masks)
        self.register_buffer("positions", sinusoids(_LONGEST, shape.width), persistent=False)
        self.register_buffer("future", torch.full((_LONGEST, _LONGEST), _FAR).triu(1), persistent=False)
        nn.init.normal_(self.embedding.weight, std=shape.width**-0.5)
        for module in self.modules():
            if isinstance(module, nn.Linear):
                nn.init.xavier_uniform_(module.weight)
                nn.init.zeros_(module.bias)

    def encode(self, source: Tensor) -> tuple[Tensor, Tensor]:
        """Encoder states (rows, source, width) and the additive mask of their padding (rows, 1, 1, source)."""
        x = self._embed(source)
        bias = (source == PAD)[:, None, None, :].to(x.dtype) * _FAR
        for layer in self.encoder:
            x = layer(x, bias, self.drop)
        return self.encoder_norm(x), bias

    def decode(self, target: Tensor, memory: Tensor, memory_bias: Tensor) -> Tensor:
        """Decoder states (rows, target, width)."""
        y = self._embed(target)
        bias = self.future[: target.size(1), : target.size(1)]
        for layer in self.decoder:
            y = layer(y, bias, self.drop, memory, memory_bias)
        return self.decoder_norm(y)  # type: ignore[no-any-return]

    def forward(self, source: Tensor, target: Tensor, keep: Tensor | None = None) -> Tensor:
        """Scores of the next piece at each target position: (rows x target, vocabulary), or those at `keep` alone."""
        states = self.decode(target, *self.encode(source)).flatten(0, 1)
        return F.linear(states if keep is None else states[keep], self.embedding.weight)

    def _embed(self, numbers: Tensor) -> Tensor:
        x = self.embedding(numbers) * math.sqrt(self.shape.width) + self.positions[: numbers.size(1)]
        return self.drop(x)  # type: ignore[no-any-return]

    @torch.no_grad()
    def greedy(self, source: Tensor, longest: int = 120) -> list[list[int]]:
        """The most probable next piece again and again: a quick look at progress, not the search used for real."""
        memory, bias = self.encode(source)
        output = torch.full((len(source), 1), BEGIN, dtype=torch.long, device=source.device)
        ended = torch.zeros(len(source), dtype=torch.bool, device=source.device)
        for _ in range(longest):
            state = self.decode(output, memory, bias)[:, -1]
            piece = F.linear(state, self.embedding.weight).argmax(-1).masked_fill(ended, PAD)
            output = torch.cat([output, piece[:, None]], 1)
            ended |= piece == END
            if bool(ended.all()):
                break
        return [_until_end(row) for row in output[:, 1:].tolist()]


def _until_end(numbers: Sequence[int]) -> list[int]:
    return list(numbers[: numbers.index(END)] if END in numbers else numbers)


def sinusoids(length: int, width: int) -> Tensor:
    """Position encodings, sines in the first half and cosines in the second, from position 1: CTranslate2's layout."""
    half = width // 2
    rates = torch.exp(torch.arange(half) * -(math.log(10000) / (half - 1)))
    angles = torch.arange(1, length + 1)[:, None] * rates[None]
    return torch.cat([angles.sin(), angles.cos()], 1)
