"""Between a network's weights and CTranslate2's model file: writing one, and reading one back to train on."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import torch
from torch import Tensor

from bilingual.errors import PackageError
from bilingual.train.network import Shape, sinusoids

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

_LONGEST = 512
_SIDES = ("encoder", "decoder")
_DTYPES = ("float32", "int8", "int16", "int32", "float16")
_BFLOAT16 = 5
_NORMS = {
    "norm_self": "self_attention/layer_norm",
    "norm_cross": "attention/layer_norm",
    "norm_feed": "ffn/layer_norm",
}
_LINEARS = {
    "self_attention.joint": "self_attention/linear_0",
    "self_attention.out": "self_attention/linear_1",
    "cross_attention.query": "attention/linear_0",
    "cross_attention.key_value": "attention/linear_1",
    "cross_attention.out": "attention/linear_2",
    "feed_in": "ffn/linear_0",
    "feed_out": "ffn/linear_1",
}


def variable_names(shape: Shape) -> dict[str, str]:
    """For each parameter its variable in a CTranslate2 Transformer; the shared embedding is the decoder's."""
    names = {"embedding.weight": "decoder/embeddings/weight"}
    for side, layers in (("encoder", shape.encoder_layers), ("decoder", shape.decoder_layers)):
        for ours, theirs in (("weight", "gamma"), ("bias", "beta")):
            names[f"{side}_norm.{ours}"] = f"{side}/layer_norm/{theirs}"
        for number in range(layers):
            for ours, theirs in _layer_names(side):
                names[f"{side}.{number}.{ours}"] = f"{side}/layer_{number}/{theirs}"
    return names


def _layer_names(side: str) -> Iterator[tuple[str, str]]:
    for ours, theirs in _NORMS.items():
        if side == "decoder" or "cross" not in ours:
            yield f"{ours}.weight", f"{theirs}/gamma"
            yield f"{ours}.bias", f"{theirs}/beta"
    for ours, theirs in _LINEARS.items():
        if side == "decoder" or "cross" not in ours:
            yield f"{ours}.weight", f"{theirs}/weight"
            yield f"{ours}.bias", f"{theirs}/bias"


def write_model(
    weights: Mapping[str, Tensor], shape: Shape, pieces: list[str], folder: Path, quantization: str | None = "int8"
) -> None:
    """Write `model.bin`, its vocabulary and its configuration into `folder`, which must be empty or missing.

    Args:
        weights: float32, by parameter name.
        pieces: the shared vocabulary in order.
        quantization: CTranslate2's name of the number format, None for float32.
    """
    from ctranslate2.specs import common_spec, transformer_spec

    spec = transformer_spec.TransformerSpec.from_config(
        (shape.encoder_layers, shape.decoder_layers),
        shape.heads,
        pre_norm=True,
        activation=common_spec.Activation.RELU,
    )
    for ours, theirs in variable_names(shape).items():
        _assign(spec, theirs, _array(weights[ours]))
    embedding = _array(weights["embedding.weight"])
    _assign(spec, "encoder/embeddings_0/weight", embedding)
    _assign(spec, "decoder/projection/weight", embedding)
    positions = sinusoids(_LONGEST, shape.width).numpy()
    for side in (spec.encoder, spec.decoder):
        side.scale_embeddings = True
        side.position_encodings.encodings = positions
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.config.add_source_eos = True
    spec.config.decoder_start_token = "<s>"
    spec.validate()
    spec.optimize(quantization=quantization)
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))


def _array(weight: Tensor) -> Array:
    """A copy, because quantisation works in place."""
    copy: Array = weight.float().numpy().copy()
    return copy


def _assign(spec: Any, variable: str, value: Array) -> None:
    *path, last = variable.split("/")
    for name in path:
        if hasattr(spec, name):
            spec = getattr(spec, name)
        else:
            stem, _, index = name.rpartition("_")
            spec = getattr(spec, stem)[int(index)]
    setattr(spec, last, value)


def read_model(file: Path) -> tuple[dict[str, Tensor], Shape]:
    """The float32 weights and the shape of a model that `write_model` wrote; quantised weights come back rounded.

    Raises:
        PackageError: the file is damaged, or its model is of another kind than is trained here.
    """
    try:
        with file.open("rb") as stream:
            variables = _variables(stream)
        shape = _shape(variables)
        weights = {ours: _weight(variables, theirs) for ours, theirs in variable_names(shape).items()}
    except FileNotFoundError:
        raise PackageError(f"{file}: there is no such file; give the folder of an unpacked package") from None
    except (KeyError, struct.error, ValueError, IndexError) as error:
        raise PackageError(
            f"{file}: cannot be trained further ({error}); only packages made by `bilingual train` can"
        ) from None
    return weights, shape


def _shape(variables: Mapping[str, Array]) -> Shape:
    vocabulary, width = variables["decoder/embeddings/weight"].shape
    layers = [sum(n.startswith(f"{side}/layer_") and n.endswith("linear_0/bias") for n in variables) for side in _SIDES]
    feed_forward = len(variables["encoder/layer_0/ffn/linear_0/bias"])
    if "encoder/layer_norm/gamma" not in variables or "decoder/layer_0/attention/linear_1/weight" not in variables:
        raise ValueError("it is no pre-norm Transformer of ours")
    return Shape(vocabulary, width, feed_forward, layers[0] // 2, layers[1] // 3)


def _weight(variables: Mapping[str, Array], name: str) -> Tensor:
    value = variables[name]
    if value.dtype.name == "int8":
        value = value.astype("float32") / variables[f"{name}_scale"].reshape(-1, 1)
    return torch.from_numpy(value.astype("float32"))


def _variables(stream: BinaryIO) -> dict[str, Array]:
    """The variables of CTranslate2's binary format, versions 4 to 6 (its `python/ctranslate2/specs/model_spec.py`)."""
    version = _number(stream, "I")
    if not 4 <= version <= 6:
        raise ValueError(f"its format is version {version}")
    _string(stream)
    _number(stream, "I")
    variables = dict(_variable(stream) for _ in range(_number(stream, "I")))
    for _ in range(_number(stream, "I")):
        alias = _string(stream)
        variables[alias] = variables[_string(stream)]
    return variables


def _variable(stream: BinaryIO) -> tuple[str, Array]:
    import numpy as np

    name = _string(stream)
    dimensions = [_number(stream, "I") for _ in range(_number(stream, "B"))]
    kind = _number(stream, "B")
    data = stream.read(_number(stream, "I"))
    if kind == _BFLOAT16:
        return name, (np.frombuffer(data, np.uint16).astype(np.uint32) << 16).view(np.float32).reshape(dimensions)
    return name, np.frombuffer(data, _DTYPES[kind]).reshape(dimensions)


def _number(stream: BinaryIO, kind: str) -> int:
    return int(struct.unpack(kind, stream.read(struct.calcsize(kind)))[0])


def _string(stream: BinaryIO) -> str:
    return stream.read(_number(stream, "H")).decode("utf-8").rstrip("\0")
