"""Random checkpoints for `bench engine`, in MLX's format: fast to write, in memory as real ones.

Only what a measurement meets is of the published shape: the layers asked for, the vision tower, and
a small vocabulary.
"""

import dataclasses
import json
import random
import struct
import sys
from math import prod
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "main/python/synth"))

from synth import is_norm
from synth_files import config
from synth_shapes import SHAPES, Shape, tensors

VOCABULARY = 1024
GROUP_SIZE = 64
CHUNK = 1 << 20

DEMO = Shape(
    *("demonstration", 192, 384, 3, 1, VOCABULARY, True),
    num_hidden_layers=4,
    depth=4,
    embed_dim=128,
    num_heads=4,
    mrope_section=(8, 12, 12),
)


def shape_of(name, layers=0):
    """A published shape, or the demonstration's, with so many text layers; None or 0: all."""
    whole = DEMO if name == "demo" else SHAPES[name]
    chosen = min(layers or whole.num_hidden_layers, whole.num_hidden_layers)
    return dataclasses.replace(
        whole, vocab_size=VOCABULARY, tie_word_embeddings=True, num_hidden_layers=chosen
    )


def whole_layers(name):
    """The text layers of the model itself."""
    return shape_of(name).num_hidden_layers


def layer_weights(shape):
    """The weights of one text layer that take part in its products."""
    return sum(
        prod(dimensions)
        for name, dimensions in tensors(shape).items()
        if name.startswith("model.layers.0.") and name.endswith("proj.weight")
    )


def repeat(pattern, size):
    """size bytes of a pattern, over and over."""
    for _ in range(size // len(pattern)):
        yield pattern
    yield pattern[: size % len(pattern)]


def words_of(high, low_bits, randomness):
    """A pattern of 16-bit numbers: a high byte, and a random low one with low_bits set."""
    data = bytearray(randomness.randbytes(CHUNK))
    data[1::2] = bytes([high]) * (CHUNK // 2)
    data[::2] = bytes(byte & 0x7F | low_bits for byte in data[::2])
    return bytes(data)


class Values:
    """The bytes of every kind of tensor. Weights are of the order of 0.02."""

    def __init__(self, bits, seed=1):
        randomness = random.Random(seed)
        signs = bytes([0x3C, 0xBC]) * 128
        dense = bytearray(randomness.randbytes(CHUNK))
        dense[1::2] = dense[1::2].translate(signs)
        self.dense = bytes(dense)
        self.packed = randomness.randbytes(CHUNK)
        # scales of 0.002 to 0.004 for 4 bits, of a sixteenth of it for 8; a bias is -2^(bits - 1)
        # times its scale, whose low bits it therefore shares
        self.scales = words_of(0x3B if bits == 4 else 0x39, 0, randomness)
        self.biases = bytes(
            byte | 0x80 if place % 2 == 0 else 0xBC for place, byte in enumerate(self.scales)
        )
        self.ones, self.zeros = b"\x80\x3f" * (CHUNK // 2), bytes(CHUNK)

    def pattern(self, name):
        if name.endswith(".scales"):
            return self.scales
        if name.endswith(".biases"):
            return self.biases
        if is_norm(name):
            return self.ones if name.endswith("weight") else self.zeros
        return self.dense


def is_quantized(name):
    return name.startswith("model.") and name.endswith(("_proj.weight", "embed_tokens.weight"))


def stored(shape, bits):
    """{name: (dtype, shape, bytes)} of what the file holds."""
    found = {}
    for name, dimensions in tensors(shape).items():
        if not is_quantized(name):
            found[name] = ("BF16", list(dimensions), 2 * prod(dimensions))
            continue
        rows, columns = dimensions
        words, groups = columns * bits // 32, columns // GROUP_SIZE
        found[name] = ("U32", [rows, words], 4 * rows * words)
        for part in ("scales", "biases"):
            found[name.removesuffix("weight") + part] = ("BF16", [rows, groups], 2 * rows * groups)
    return found


def header(entries):
    # a file holds the widest types first, so that each tensor is aligned
    fields, end = {"__metadata__": {"format": "mlx"}}, 0
    for name, (dtype, dimensions, size) in entries:
        fields[name] = {"dtype": dtype, "shape": dimensions, "data_offsets": [end, end + size]}
        end += size
    text = json.dumps(fields, separators=(",", ":")).encode()
    text += b" " * (-(len(text) + 8) % 64)
    return struct.pack("<Q", len(text)) + text


def settings(shape, bits):
    """config.json."""
    fields = config(shape)
    fields["quantization"] = {"group_size": GROUP_SIZE, "bits": bits, "mode": "affine"}
    fields["bos_token_id"] = fields["eos_token_id"] = 0
    for place, name in enumerate(("vision_start", "vision_end", "vision", "image", "video")):
        fields[f"{name}_token_id"] = VOCABULARY - 5 + place
    return fields


def write_checkpoint(folder, shape, bits):
    """Writes config.json and model.safetensors; 4 or 8 bits."""
    folder.mkdir(parents=True, exist_ok=True)
    values = Values(bits)
    entries = sorted(stored(shape, bits).items(), key=lambda entry: entry[1][0] != "U32")
    with (folder / "model.safetensors").open("wb") as file:
        file.write(header(entries))
        for name, (dtype, _, size) in entries:
            pattern = values.packed if dtype == "U32" else values.pattern(name)
            for piece in repeat(pattern, size):
                file.write(piece)
    (folder / "config.json").write_text(json.dumps(settings(shape, bits)), encoding="utf-8")
