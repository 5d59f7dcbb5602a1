"""From a trained network to an Argos package that any Argos Translate installs, checked against the network itself."""

from __future__ import annotations

import json
import shutil
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812 (the customary name)
from torch import Tensor

from bilingual.errors import EngineError
from bilingual.train.batches import Example, pad
from bilingual.train.conversion import write_model
from bilingual.train.marking import MARKERS
from bilingual.train.network import Network, Shape
from bilingual.train.vocabulary import PAD, Vocabulary

_LANGUAGE_NAMES = {"ko": "Korean", "en": "English", "ja": "Japanese", "zh": "Chinese", "fr": "French", "de": "German"}
_TOLERANCE = 0.1


@dataclass(frozen=True, slots=True)
class PackageInfo:
    """What the package's metadata says.

    Attributes:
        version: the package's own version.
        card: the README that goes with it.
    """

    source_lang: str = "ko"
    target_lang: str = "en"
    version: str = "1.0"
    card: str = ""

    @property
    def name(self) -> str:
        """The package's folder name, as Argos names it."""
        return f"translate-{self.source_lang}_{self.target_lang}-{self.version.replace('.', '_')}"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the exported model's scores are from the network's.

    Attributes:
        difference: mean absolute difference of log-probabilities a target piece.
        pieces: how many pieces were compared.
    """

    difference: float
    pieces: int


def export_package(
    weights: Mapping[str, Tensor],
    shape: Shape,
    vocabulary: Vocabulary,
    archive: Path,
    info: PackageInfo,
    *,
    check: Sequence[Example] = (),
    quantization: str | None = "int8",
) -> Agreement:
    """Write an `.argosmodel`, replacing an old one only when the new one is whole and agrees with the network.

    Args:
        check: encoded pairs on which the two must agree.

    Raises:
        EngineError: the scores differ by more than 0.1 a piece on average.
    """
    with tempfile.TemporaryDirectory(prefix=".exporting-", dir=archive.parent) as scratch:
        folder = Path(scratch) / info.name
        write_model(weights, shape, vocabulary.pieces, folder / "model", quantization)
        shutil.copyfile(vocabulary.path, folder / "sentencepiece.model")
        (folder / "metadata.json").write_text(json.dumps(_metadata(info, vocabulary), indent=1), encoding="utf-8")
        if info.card:
            (folder / "README.md").write_text(info.card, encoding="utf-8")
        agreement = compare_scores(weights, shape, vocabulary, folder / "model", check)
        if agreement.difference > _TOLERANCE:
            raise EngineError(
                f"the exported model differs from the trained one by {agreement.difference:.3f} nats a piece "
                f"(at most {_TOLERANCE} was expected); nothing was written"
            )
        packed = Path(scratch) / archive.name
        _zip(folder, packed)
        packed.replace(archive)
    return agreement


def _metadata(info: PackageInfo, vocabulary: Vocabulary) -> dict[str, object]:
    metadata: dict[str, object] = {
        "package_version": info.version,
        "argos_version": "1.9",
        "from_code": info.source_lang,
        "from_name": _LANGUAGE_NAMES.get(info.source_lang, info.source_lang),
        "to_code": info.target_lang,
        "to_name": _LANGUAGE_NAMES.get(info.target_lang, info.target_lang),
    }
    if vocabulary.has_markers:
        metadata["term_markers"] = list(MARKERS)
    return metadata


def _zip(folder: Path, archive: Path) -> None:
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in sorted(p for p in folder.rglob("*") if p.is_file()):
            packed.write(file, file.relative_to(folder.parent).as_posix())


def compare_scores(
    weights: Mapping[str, Tensor], shape: Shape, vocabulary: Vocabulary, model: Path, check: Sequence[Example]
) -> Agreement:
    """Score the targets of `check` with the network and with the CTranslate2 model in the folder `model`."""
    import ctranslate2

    if not check:
        return Agreement(0.0, 0)
    pieces = vocabulary.pieces
    theirs = ctranslate2.Translator(str(model), device="cpu").score_batch(
        [[pieces[n] for n in e.source] for e in check], [[pieces[n] for n in e.target] for e in check]
    )
    network = Network(shape)
    network.load_state_dict(dict(weights))
    ours = _network_scores(network.eval(), check)
    differences = [
        abs(a - b)
        for mine, result in zip(ours, theirs, strict=True)
        for a, b in zip(mine, result.log_probs, strict=True)
    ]
    return Agreement(sum(differences) / max(1, len(differences)), len(differences))


@torch.no_grad()
def _network_scores(network: Network, check: Sequence[Example]) -> list[list[float]]:
    """Log-probability of each target piece, end included, for each example."""
    scores = []
    for example in check:
        batch = pad([example])
        target = torch.from_numpy(batch.target)
        log_probs = F.log_softmax(network(torch.from_numpy(batch.source), target[:, :-1]), -1)
        wanted = target[0, 1:]
        chosen = log_probs.gather(1, wanted[:, None]).squeeze(1)
        scores.append(chosen[wanted != PAD].tolist())
    return scores
