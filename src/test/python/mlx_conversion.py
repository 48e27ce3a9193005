"""MLX's Python package reads what we have converted.

usage: mlx_conversion.py SOURCE CONVERTED
       fails where a tensor of the converted folder is not what mx.quantize makes of the source's,
       bit for bit, or where products with both differ
"""

import json
import sys
from pathlib import Path

import mlx.core as mx

PATCH_EMBED = "vision_tower.patch_embed.proj.weight"


PREFIXES = {
    "model.language_model.": "language_model.model.",
    "model.visual.": "vision_tower.",
    "visual.": "vision_tower.",
    "model.": "language_model.model.",
    "language_model.": "language_model.model.",
    "lm_head.": "language_model.lm_head.",
}


def mlx_name(name):
    """The name that mlx-vlm gives to a published tensor."""
    for prefix, other in PREFIXES.items():
        if name.startswith(prefix):
            return other + name.removeprefix(prefix)
    return name


def load(folder):
    """{name: array} of all safetensors files, and their metadata."""
    arrays, metadata = {}, []
    for file in sorted(Path(folder).glob("*.safetensors")):
        found, note = mx.load(str(file), return_metadata=True)
        arrays |= found
        metadata.append(note)
    return arrays, metadata


def same(found, expected):
    """Whether two arrays have the same bits."""
    return found.dtype == expected.dtype and bytes(memoryview(bits(found))) == bytes(
        memoryview(bits(expected))
    )


def bits(array):
    """The bytes, as an array: Python knows no bfloat16."""
    return mx.contiguous(array).view(mx.uint8)


def check(name, weight, converted, settings):
    """One tensor of the source against what became of it."""
    path = name.removesuffix(".weight")
    if path + ".scales" not in converted:
        weight = weight.transpose(0, 2, 3, 4, 1) if name == PATCH_EMBED else weight
        assert same(converted[name], weight), name
        return 0
    ours = [converted[path + part] for part in (".weight", ".scales", ".biases")]
    theirs = mx.quantize(weight, **settings)
    for found, expected in zip(ours, theirs, strict=True):
        assert same(found, expected), name
    assert same(mx.dequantize(*ours, **settings), mx.dequantize(*theirs, **settings)), name
    x = mx.random.normal((3, weight.shape[1])).astype(weight.dtype)
    product = mx.quantized_matmul(x, *ours, transpose=True, **settings)
    assert same(product, mx.quantized_matmul(x, *theirs, transpose=True, **settings)), name
    return 1


def main(source, folder):
    """Every tensor of both."""
    weights, _ = load(source)
    converted, metadata = load(folder)
    config = json.loads((Path(folder) / "config.json").read_text(encoding="utf-8"))
    assert all(note["format"] == "mlx" for note in metadata), metadata
    assert config["quantization"] == config["quantization_config"]
    settings = {key: config["quantization"][key] for key in ("group_size", "bits")}
    kept = {
        name: array
        for name, array in weights.items()
        if not name.startswith("lm_head") or mlx_name(name) in converted  # a reranker's
    }
    quantised = sum(
        check(mlx_name(name), array, converted, settings) for name, array in kept.items()
    )
    assert quantised > 1
    assert len(converted) == len(kept) + 2 * quantised


if __name__ == "__main__":
    main(*sys.argv[1:])
