"""The sub-word vocabulary, one for both languages: SentencePiece with the term markers as pieces of their own."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random
from typing import Any

from bilingual.errors import ConfigError, PackageError
from bilingual.train.marking import MARKERS
from bilingual.train.pairs import Pair

PAD, UNKNOWN, BEGIN, END = 0, 1, 2, 3
_SMOOTHING = 0.2


def train_vocabulary(pairs: Iterable[Pair], size: int, path: Path, *, seed: int = 1) -> None:
    """Train a unigram model of `size` pieces with byte fallback on both sides of the pairs, and write it to `path`.

    Raises:
        ConfigError: the text is too small for so many pieces.
    """
    import sentencepiece

    sentencepiece.set_random_generator_seed(seed)
    model = io.BytesIO()
    try:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=(text for pair in pairs for text in (pair.source, pair.target)),
            model_writer=model,
            vocab_size=size,
            character_coverage=0.9995,
            byte_fallback=True,
            split_digits=True,
            user_defined_symbols=list(MARKERS),
            pad_id=PAD,
            unk_id=UNKNOWN,
            bos_id=BEGIN,
            eos_id=END,
            pad_piece="<blank>",
            input_sentence_size=1_000_000,
            shuffle_input_sentence=True,
            minloglevel=2,
        )
    except (RuntimeError, ValueError) as error:
        limit = re.search(r"value <= (\d+)", str(error))
        found = f"it is enough for {limit[1]}" if limit else str(error)
        raise ConfigError(
            f"the text is too small for a vocabulary of {size:,} pieces: {found}; add text or take a smaller preset"
        ) from None
    path.write_bytes(model.getvalue())


class Vocabulary:
    """A trained SentencePiece model.

    Raises:
        PackageError: the file is no SentencePiece model, or its special pieces are not where training needs them.
    """

    def __init__(self, path: Path) -> None:
        import sentencepiece

        self.path = path
        try:
            self._model: Any = sentencepiece.SentencePieceProcessor(model_file=str(path))
        except (OSError, RuntimeError) as error:
            raise PackageError(f"{path}: not a SentencePiece model ({error})") from None
        special = [self._model.pad_id(), self._model.unk_id(), self._model.bos_id(), self._model.eos_id()]
        if special != [PAD, UNKNOWN, BEGIN, END]:
            raise PackageError(f"{path}: padding, unknown, begin and end should be pieces 0 to 3, found {special}")

    def __len__(self) -> int:
        return int(self._model.get_piece_size())

    @property
    def pieces(self) -> list[str]:
        """All pieces by number."""
        return [self._model.id_to_piece(i) for i in range(len(self))]

    @property
    def has_markers(self) -> bool:
        """Whether both term markers are pieces of their own."""
        return all(self._model.piece_to_id(marker) != UNKNOWN for marker in MARKERS)

    def encode(self, texts: Sequence[str]) -> list[list[int]]:
        """The piece numbers of each text, without begin and end."""
        encoded: list[list[int]] = self._model.encode(list(texts))
        return encoded

    def sample(self, text: str, rng: Random) -> list[int]:
        """One of the likely segmentations of a text (Kudo 2018, "Subword Regularization"), fixed by `rng`."""
        candidates = self._model.nbest_encode(text, nbest_size=8)
        weights = [2 ** -(_SMOOTHING * rank * 8) for rank in range(len(candidates))]
        drawn: list[int] = rng.choices(candidates, weights)[0]
        return drawn

    def decode(self, numbers: Sequence[int]) -> str:
        """The text of piece numbers; special pieces vanish."""
        text: str = self._model.decode([n for n in numbers if n > END])
        return text
