"""The published shapes of the Qwen3-VL-Embedding models and of the rerankers on the same nets.

2B has 2,127,532,032 parameters and 8B 8,144,793,840, as an embedding model without its head.
"""

from dataclasses import dataclass, replace

import synth_files
from synth_shapes import layer_norm, linear, shards

# Of Qwen3 after Qwen2's, ordinary tokens that are never cut.
ADDED = (
    "<tool_call> </tool_call> <|fim_prefix|> <|fim_middle|> <|fim_suffix|> <|fim_pad|>"
    " <|repo_name|> <|file_sep|> <tool_response> </tool_response> <think> </think>"
).split()
MAX_POSITION_EMBEDDINGS = 262144


@dataclass(frozen=True)
class Qwen3Shape:
    """The dimensions in which a checkpoint differs from another."""

    name: str
    hidden_size: int
    intermediate_size: int
    num_attention_heads: int
    num_hidden_layers: int
    tie_word_embeddings: bool
    depth: int
    width: int
    vision_intermediate_size: int
    deepstack: tuple
    num_key_value_heads: int = 8
    head_dim: int = 128
    vocab_size: int = 151936
    num_heads: int = 16
    num_position_embeddings: int = 2304
    mrope_section: tuple = (24, 20, 20)
    shard_bytes: int = 5_000_000_000
    family: str = "Qwen3-VL-Embedding"

    def tensors(self):
        """The (name, shape) pairs in the order that is cut into shards."""
        return [*vision_tensors(self), *text_tensors(self), *head_tensors(self)]


RERANKER = "Qwen3-VL-Reranker"
ANSWERS = {"yes": 9693, "no": 2152}  # ids of the published vocabulary
EMBEDDING_SHAPES = {
    "qwen3-2b": Qwen3Shape("2B", 2048, 6144, 16, 28, True, 24, 1024, 4096, (5, 11, 17)),
    "qwen3-8b": Qwen3Shape("8B", 4096, 12288, 32, 36, False, 27, 1152, 4304, (8, 16, 24)),
}
SHAPES = {
    **EMBEDDING_SHAPES,
    "qwen3-reranker-2b": replace(EMBEDDING_SHAPES["qwen3-2b"], family=RERANKER),
    "qwen3-reranker-8b": replace(EMBEDDING_SHAPES["qwen3-8b"], family=RERANKER),
}


def merger_tensors(shape, name, normed):
    merged = 4 * shape.width
    yield from layer_norm(name + ".norm", normed)
    yield from linear(name + ".linear_fc1", merged, merged)
    yield from linear(name + ".linear_fc2", shape.hidden_size, merged)


def vision_tensors(shape):
    """The vision tower's (name, shape) pairs."""
    width, inner = shape.width, shape.vision_intermediate_size
    yield "model.visual.patch_embed.proj.weight", (width, 3, 2, 16, 16)
    yield "model.visual.patch_embed.proj.bias", (width,)
    yield "model.visual.pos_embed.weight", (shape.num_position_embeddings, width)
    for n in range(shape.depth):
        block = f"model.visual.blocks.{n}."
        yield from layer_norm(block + "norm1", width)
        yield from layer_norm(block + "norm2", width)
        yield from linear(block + "attn.qkv", 3 * width, width)
        yield from linear(block + "attn.proj", width, width)
        yield from linear(block + "mlp.linear_fc1", inner, width)
        yield from linear(block + "mlp.linear_fc2", width, inner)
    yield from merger_tensors(shape, "model.visual.merger", width)
    for n in range(len(shape.deepstack)):
        yield from merger_tensors(shape, f"model.visual.deepstack_merger_list.{n}", 4 * width)


def text_tensors(shape):
    """The decoder's (name, shape) pairs."""
    hidden, inner, head = shape.hidden_size, shape.intermediate_size, shape.head_dim
    query, key = shape.num_attention_heads * head, shape.num_key_value_heads * head
    yield "model.language_model.embed_tokens.weight", (shape.vocab_size, hidden)
    for n in range(shape.num_hidden_layers):
        layer = f"model.language_model.layers.{n}."
        for name, out, into in (("q", query, hidden), ("k", key, hidden), ("v", key, hidden)):
            yield from linear(f"{layer}self_attn.{name}_proj", out, into, bias=False)
        yield from linear(layer + "self_attn.o_proj", hidden, query, bias=False)
        yield layer + "self_attn.q_norm.weight", (head,)
        yield layer + "self_attn.k_norm.weight", (head,)
        yield from linear(layer + "mlp.gate_proj", inner, hidden, bias=False)
        yield from linear(layer + "mlp.up_proj", inner, hidden, bias=False)
        yield from linear(layer + "mlp.down_proj", hidden, inner, bias=False)
        yield layer + "input_layernorm.weight", (hidden,)
        yield layer + "post_attention_layernorm.weight", (hidden,)
    yield "model.language_model.norm.weight", (hidden,)


def head_tensors(shape):
    """A reranker's head where it is not the table of embeddings; an embedding model has none."""
    if shape.family == RERANKER and not shape.tie_word_embeddings:
        yield "lm_head.weight", (shape.vocab_size, shape.hidden_size)


def config(shape):
    """config.json."""
    return {
        "_name_or_path": f"Qwen/{shape.family}-{shape.name}",
        "architectures": ["Qwen3VLForConditionalGeneration"],
        "dtype": "bfloat16",
        "image_token_id": 151655,
        "model_type": "qwen3_vl",
        "text_config": text_config(shape),
        "tie_word_embeddings": shape.tie_word_embeddings,
        "transformers_version": "4.57.1",
        "video_token_id": 151656,
        "vision_config": vision_config(shape),
        "vision_end_token_id": 151653,
        "vision_start_token_id": 151652,
    }


def text_config(shape):
    rope = {"mrope_interleaved": True, "mrope_section": list(shape.mrope_section)}
    return {
        "attention_bias": False,
        "attention_dropout": 0.0,
        "bos_token_id": 151643,
        "dtype": "bfloat16",
        "eos_token_id": 151645,
        "head_dim": shape.head_dim,
        "hidden_act": "silu",
        "hidden_size": shape.hidden_size,
        "initializer_range": 0.02,
        "intermediate_size": shape.intermediate_size,
        "max_position_embeddings": MAX_POSITION_EMBEDDINGS,
        "model_type": "qwen3_vl_text",
        "num_attention_heads": shape.num_attention_heads,
        "num_hidden_layers": shape.num_hidden_layers,
        "num_key_value_heads": shape.num_key_value_heads,
        "rms_norm_eps": 1e-06,
        "rope_scaling": {**rope, "rope_type": "default"},
        "rope_theta": 5000000,
        "use_cache": True,
        "vocab_size": shape.vocab_size,
    }


def vision_config(shape):
    return {
        "deepstack_visual_indexes": list(shape.deepstack),
        "depth": shape.depth,
        "hidden_act": "gelu_pytorch_tanh",
        "hidden_size": shape.width,
        "in_channels": 3,
        "initializer_range": 0.02,
        "intermediate_size": shape.vision_intermediate_size,
        "model_type": "qwen3_vl",
        "num_heads": shape.num_heads,
        "num_position_embeddings": shape.num_position_embeddings,
        "out_hidden_size": shape.hidden_size,
        "patch_size": 16,
        "spatial_merge_size": 2,
        "temporal_patch_size": 2,
    }


def tokenizer(family="Qwen3-VL-Embedding"):
    """tokenizer.json: Qwen2's and Qwen3's added tokens, and the one that ends every text.

    A reranker's has the two answers in place of that one.
    """
    content = synth_files.tokenizer()
    first = synth_files.FIRST_SPECIAL_ID + len(synth_files.SPECIAL)
    ids = {token: first + n for n, token in enumerate(ADDED)}
    more = [{**synth_files.added_token(*pair), "special": False} for pair in ids.items()]
    end = "<|endoftext|>"
    text = {"Sequence": {"id": "A", "type_id": 0}}
    added = {"SpecialToken": {"id": end, "type_id": 0}}
    token = {"id": end, "ids": [synth_files.FIRST_SPECIAL_ID], "tokens": [end]}
    template = {"type": "TemplateProcessing", "single": [text, added]}
    template |= {"pair": [text, added], "special_tokens": {end: token}}
    content["added_tokens"] += more
    content["model"]["vocab"] |= ids
    if family == RERANKER:
        content["model"]["vocab"] |= ANSWERS
        return content
    content["post_processor"] = {
        "type": "Sequence",
        "processors": [content["post_processor"], template],
    }
    return content


def preprocessor_config():
    return {
        **synth_files.preprocessor_config(),
        "image_mean": [0.5, 0.5, 0.5],
        "image_processor_type": "Qwen2VLImageProcessorFast",
        "image_std": [0.5, 0.5, 0.5],
        "max_pixels": 1843200,
        "min_pixels": 4096,
        "patch_size": 16,
        "processor_class": "Qwen3VLProcessor",
        "size": {"longest_edge": 1843200, "shortest_edge": 4096},
    }


def json_files(shape):
    """{file name: content}; config.json last, it makes the folder a model."""
    tokenizer_config = synth_files.tokenizer_config()
    files = {
        "generation_config.json": synth_files.generation_config(),
        "preprocessor_config.json": preprocessor_config(),
        "tokenizer.json": tokenizer(shape.family),
        "tokenizer_config.json": {**tokenizer_config, "model_max_length": MAX_POSITION_EMBEDDINGS},
    }
    if len(shards(shape)) > 1:
        files["model.safetensors.index.json"] = synth_files.index(shape)
    return {**files, "config.json": config(shape)}
