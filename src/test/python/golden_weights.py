"""Random weights under which every part of the model shows in the result.

A network initialised as for training (std 0.02) returns nearly the same
embedding for every input: its residual stream is the pooled token's own
embedding. Here each linear layer keeps the scale of what it is given, the
attention logits have a standard deviation of about two, and norms and biases
are far from one and zero.
"""

import zlib

import numpy as np
import torch
from golden_families import family

# (suffix, gain): a weight [out, in] has the standard deviation
# gain / sqrt(in); the first suffix that matches holds.
GAINS = (
    ("q_proj.weight", 1.5),
    ("k_proj.weight", 1.5),
    ("attn.qkv.weight", 1.4),
    ("o_proj.weight", 2.0),
    ("attn.proj.weight", 2.0),
    ("gate_proj.weight", 1.5),
    ("down_proj.weight", 1.5),
    ("patch_embed.proj.weight", 2.0),
    ("mlp.fc1.weight", 1.8),
    ("mlp.fc2.weight", 3.0),
    ("merger.mlp.2.weight", 2.0),
    ("mlp.linear_fc1.weight", 1.8),
    ("mlp.linear_fc2.weight", 3.0),
    ("linear_fc2.weight", 2.0),
)


def hf_config(config):
    """The configuration of a config.json dict, MLX's entries left out."""
    mlx = ("quantization", "quantization_config")
    fields = {key: value for key, value in config.items() if key not in mlx}
    return family(config).config.from_dict(fields)


def shapes(config):
    """Tensor name (as in transformers' memory) to shape, in model order."""
    with torch.device("meta"):
        model = family(config).model(hf_config(config))
    return {name: tuple(t.shape) for name, t in model.state_dict().items()}


def random_weights(golden):
    """{name: float32 array} of a golden; the same for the same seed."""
    return {
        name: random_tensor(name, shape, golden.seed) * gelu_scale(name, golden)
        + gelu_offset(name, golden)
        for name, shape in shapes(golden.config).items()
        if name not in golden.omit
    }


def gelu_scale(name, golden):
    """Keeps what enters a GELU near the offset, and makes its small output as large as others'."""
    if not golden.gelu_tail or not name.endswith("weight"):
        return np.float32(1)
    after = 500 if "blocks" in name else 30
    return np.float32(0.2 if "linear_fc1" in name else after if "linear_fc2" in name else 1)


def gelu_offset(name, golden):
    """Where erf and tanh make a difference of 2 % of the value."""
    there = golden.gelu_tail and name.endswith("linear_fc1.bias")
    return np.float32(-2.3 if there else 0)


def random_tensor(name, shape, seed):
    """One tensor, drawn from a generator of its own name and seed."""
    generator = np.random.Generator(np.random.PCG64([zlib.crc32(name.encode()), seed]))
    normal = generator.standard_normal(shape, dtype=np.float32)
    return (offset(name) + std(name, shape) * normal).astype(np.float32)


def offset(name):
    return np.float32(1.0 if is_norm(name) and name.endswith("weight") else 0.0)


def std(name, shape):
    if is_norm(name) or name.endswith("bias"):
        return np.float32(0.3)
    if name.endswith(("embed_tokens.weight", "pos_embed.weight")):
        return np.float32(0.7)
    gain = next((g for suffix, g in GAINS if name.endswith(suffix)), 1.2)
    return np.float32(gain / np.sqrt(np.prod(shape[1:])))


def is_norm(name):
    module = name.rsplit(".", 2)[-2]
    return "norm" in module or module == "ln_q"
