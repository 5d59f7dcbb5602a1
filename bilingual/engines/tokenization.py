"""Sub-word tokens with character offsets, for the two tokenisers that Argos packages come with."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from bilingual.errors import PackageError
from bilingual.model import Span

_SPACE = "\u2581"
_BYTE = re.compile(r"<0x([0-9A-F]{2})>\Z")


class Tokenizer(Protocol):
    """Text to sub-word tokens and back."""

    has_offsets: bool

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        """The tokens of each text."""
        ...

    def decode(self, tokens: Sequence[str]) -> str:
        """The text of a token sequence, without surrounding space."""
        ...


class SentencePieceTokenizer:
    """The tokeniser of most Argos packages (`sentencepiece.model`)."""

    has_offsets = True

    def __init__(self, model_file: Path) -> None:
        import sentencepiece

        try:
            self._model: Any = sentencepiece.SentencePieceProcessor(model_file=str(model_file))
        except (OSError, RuntimeError) as error:
            raise PackageError(f"{model_file}: is no SentencePiece model ({error}); install it again") from None
        self._encode_cached = lru_cache(maxsize=2048)(self._encode_one)

    def _encode_one(self, text: str) -> tuple[str, ...]:
        return tuple(self._model.encode(text, out_type=str))

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        """The pieces of each text; repeated texts (as the rungs of a ladder send) cost nothing."""
        return [list(self._encode_cached(text)) for text in texts]

    def decode(self, tokens: Sequence[str]) -> str:
        """The text of a piece sequence; invalid byte sequences become U+FFFD."""
        text: str = self._model.decode_pieces(list(tokens))
        return text.replace(_SPACE, " ").strip()


class BpeTokenizer:
    """The older tokeniser (`bpe.model`, Moses rules); its tokens have no reliable offsets."""

    has_offsets = False

    def __init__(self, model_file: Path, from_code: str, to_code: str) -> None:
        from argostranslate.tokenizer import BPETokenizer

        self._model: Any = BPETokenizer(model_file, from_code, to_code)

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        """The BPE units of each text."""
        return [self._model.encode(text) if text.strip() else [] for text in texts]

    def decode(self, tokens: Sequence[str]) -> str:
        """The text of a unit sequence."""
        text: str = self._model.decode(list(tokens))
        return text.strip()


def open_tokenizer(package: Path, from_code: str, to_code: str) -> Tokenizer:
    """The tokeniser of an unpacked package; raises PackageError when it has none."""
    if (package / "sentencepiece.model").is_file():
        return SentencePieceTokenizer(package / "sentencepiece.model")
    if (package / "bpe.model").is_file():
        return BpeTokenizer(package / "bpe.model", from_code, to_code)
    raise PackageError(f"{package}: neither sentencepiece.model nor bpe.model is in it; install the package again")


def token_spans(tokens: Sequence[str], text: str) -> tuple[Span, ...]:
    """Character spans of sub-word tokens in `text`.

    SentencePiece compares compatibility-normalised text (NFKC) with runs of space as one; the spans are found by
    walking both sides in that form. A byte token spans the character that its sequence makes up. A token that
    cannot be found gets an empty span where the walk stands.
    """
    folded, origin = _fold(text)
    spans: list[Span] = []
    position = 0
    pending = bytearray()
    first_pending = 0
    for token in tokens:
        byte = _BYTE.match(token)
        if byte:
            first_pending = first_pending if pending else len(spans)
            pending.append(int(byte[1], 16))
            spans.append(Span(origin[position], origin[position]))
            surface = _whole(pending)
            if surface is None:
                continue
            end = _advance(folded, position, surface)
            spans[first_pending:] = [Span(origin[position], origin[end])] * (len(spans) - first_pending)
            position = end
            pending.clear()
            continue
        pending.clear()
        surface = token.replace(_SPACE, " ")
        lead = position + (folded[position : position + 1] == " " and surface.startswith(" "))
        end = _advance(folded, lead, surface.removeprefix(" "))
        spans.append(Span(origin[lead], max(origin[lead], _end(origin, end, text))))
        position = end
    return tuple(spans)


def _fold(text: str) -> tuple[str, list[int]]:
    """The text as SentencePiece sees it, and for each of its characters the offset in `text` (one more at the end)."""
    characters: list[str] = []
    origin: list[int] = []
    for offset, character in enumerate(text):
        for folded in unicodedata.normalize("NFKC", character):
            part = " " if folded.isspace() else folded
            if part == " " and (not characters or characters[-1] == " "):
                continue
            characters.append(part)
            origin.append(offset)
    origin.append(len(text))
    return "".join(characters), origin


def _advance(folded: str, position: int, surface: str) -> int:
    if folded.startswith(surface, position):
        return position + len(surface)
    found = folded.find(surface, position, position + len(surface) + 8) if surface else -1
    return found + len(surface) if found >= 0 else min(position + len(surface), len(folded))


def _end(origin: list[int], end: int, text: str) -> int:
    """End offset after folded character `end - 1`: trailing space of the text is not part of a token."""
    stop = origin[end]
    while stop > 0 and text[stop - 1].isspace() and end and origin[end - 1] < stop - 1:
        stop -= 1
    return stop


def _whole(pending: bytearray) -> str | None:
    try:
        return pending.decode("utf-8")
    except UnicodeDecodeError:
        return None
