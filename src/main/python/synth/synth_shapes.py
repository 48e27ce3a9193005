"""The published shapes of the two Qwen2-VL embedding models.

Names, shapes and order of the tensors are those of the files that Qwen2-VL's
checkpoints carry; 7B has 8,291,375,616 parameters and 2B 2,208,985,600.
"""

from dataclasses import dataclass
from math import prod


@dataclass(frozen=True)
class Shape:
    """The dimensions in which a checkpoint differs from another."""

    name: str
    hidden_size: int
    intermediate_size: int
    num_attention_heads: int
    num_key_value_heads: int
    vocab_size: int
    tie_word_embeddings: bool
    num_hidden_layers: int = 28
    depth: int = 32
    embed_dim: int = 1280
    num_heads: int = 16
    mrope_section: tuple = (16, 24, 24)
    shard_bytes: int = 5_000_000_000
    family = "Qwen2-VL"

    def tensors(self):
        """The (name, shape) pairs in the order that is cut into shards."""
        return [*vision_tensors(self), *text_tensors(self)]

    @property
    def kv_size(self):
        head_dim = self.hidden_size // self.num_attention_heads
        return head_dim * self.num_key_value_heads


SHAPES = {
    "7b": Shape("7B", 3584, 18944, 28, 4, 152064, False),
    "2b": Shape("2B", 1536, 8960, 12, 2, 151936, True),
}


def linear(name, out, into, bias=True):
    yield f"{name}.weight", (out, into)
    if bias:
        yield f"{name}.bias", (out,)


def layer_norm(name, size):
    yield f"{name}.weight", (size,)
    yield f"{name}.bias", (size,)


def vision_tensors(shape):
    """The vision tower's (name, shape) pairs."""
    width, inner, merged = shape.embed_dim, 4 * shape.embed_dim, 4 * shape.embed_dim
    yield "visual.patch_embed.proj.weight", (width, 3, 2, 14, 14)
    for n in range(shape.depth):
        block = f"visual.blocks.{n}."
        yield from layer_norm(block + "norm1", width)
        yield from layer_norm(block + "norm2", width)
        yield from linear(block + "attn.qkv", 3 * width, width)
        yield from linear(block + "attn.proj", width, width)
        yield from linear(block + "mlp.fc1", inner, width)
        yield from linear(block + "mlp.fc2", width, inner)
    yield from layer_norm("visual.merger.ln_q", width)
    yield from linear("visual.merger.mlp.0", merged, merged)
    yield from linear("visual.merger.mlp.2", shape.hidden_size, merged)


def text_tensors(shape):
    """The decoder's (name, shape) pairs, with the head where it is untied."""
    hidden, inner = shape.hidden_size, shape.intermediate_size
    vocabulary = (shape.vocab_size, hidden)
    yield "model.embed_tokens.weight", vocabulary
    for n in range(shape.num_hidden_layers):
        layer = f"model.layers.{n}."
        yield from linear(layer + "self_attn.q_proj", hidden, hidden)
        yield from linear(layer + "self_attn.k_proj", shape.kv_size, hidden)
        yield from linear(layer + "self_attn.v_proj", shape.kv_size, hidden)
        yield from linear(layer + "self_attn.o_proj", hidden, hidden, bias=False)
        yield from linear(layer + "mlp.gate_proj", inner, hidden, bias=False)
        yield from linear(layer + "mlp.up_proj", inner, hidden, bias=False)
        yield from linear(layer + "mlp.down_proj", hidden, inner, bias=False)
        yield layer + "input_layernorm.weight", (hidden,)
        yield layer + "post_attention_layernorm.weight", (hidden,)
    yield "model.norm.weight", (hidden,)
    if not shape.tie_word_embeddings:
        yield "lm_head.weight", vocabulary


def tensors(shape):
    """{name: shape} of every tensor, in the order that is cut into shards."""
    return dict(shape.tensors())


def tensor_bytes(dimensions):
    """The bytes of a bfloat16 tensor."""
    return 2 * prod(dimensions)


def shards(shape):
    """{file name: {tensor name: shape}}, each file at most shard_bytes."""
    parts, filled = [{}], 0
    for name, dimensions in tensors(shape).items():
        size = tensor_bytes(dimensions)
        if parts[-1] and filled + size > shape.shard_bytes:
            parts.append({})
            filled = 0
        parts[-1][name] = dimensions
        filled += size
    if len(parts) == 1:
        return {"model.safetensors": parts[0]}
    last = len(parts)
    names = (f"model-{n:05}-of-{last:05}.safetensors" for n in range(1, last + 1))
    return dict(zip(names, parts))
