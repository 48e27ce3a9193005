"""A random model in GGUF, of the text layers of a shape: what llama.cpp is measured on."""

import gguf
import numpy as np
from engine_checkpoint import is_quantized
from synth_shapes import tensors

TYPES = {4: gguf.GGMLQuantizationType.Q4_0, 8: gguf.GGMLQuantizationType.Q8_0}
NAMES = {
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
    "input_layernorm": "attn_norm",
    "post_attention_layernorm": "ffn_norm",
}
CONTEXT = 4096


def gguf_name(name):
    """transformers' name of a text tensor to GGUF's."""
    if name == "model.embed_tokens.weight":
        return "token_embd.weight"
    if name == "model.norm.weight":
        return "output_norm.weight"
    _, _, layer, rest = name.split(".", 3)
    module, _, kind = rest.rpartition(".")
    return f"blk.{layer}.{NAMES[module]}.{kind}"


def blocks(dimensions, bits, randomness):
    """Rows of blocks of 32 weights: a float16 scale, then their integers."""
    rows, columns = dimensions
    block = np.dtype([("scale", "<f2"), ("integers", "u1", (4 * bits,))])
    data = np.empty((rows, columns // 32), block)
    data["scale"] = 0.004 if bits == 4 else 0.00025
    data["integers"] = randomness.integers(0, 256, data["integers"].shape, np.uint8)
    return data.view(np.uint8).reshape(rows, -1)


def values(name, dimensions, randomness):
    """Norms are 1; biases of the order of 0.02."""
    if "norm" in name:
        return np.ones(dimensions, np.float32)
    return 0.02 * randomness.standard_normal(dimensions, np.float32)


def add_settings(writer, shape):
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(shape.hidden_size)
    writer.add_feed_forward_length(shape.intermediate_size)
    writer.add_block_count(shape.num_hidden_layers)
    writer.add_head_count(shape.num_attention_heads)
    writer.add_head_count_kv(shape.num_key_value_heads)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_rope_freq_base(1e6)
    writer.add_pooling_type(gguf.PoolingType.LAST)
    writer.add_tokenizer_model("no_vocab")
    writer.add_vocab_size(shape.vocab_size)


def write_gguf(path, shape, bits, seed=1):
    """The layers of a shape as Q4_0 or Q8_0; the embeddings' rows serve as the head too."""
    writer, randomness = gguf.GGUFWriter(path, "qwen2"), np.random.default_rng(seed)
    add_settings(writer, shape)
    for name, dimensions in tensors(shape).items():
        if not name.startswith("model."):
            continue
        if is_quantized(name):
            data = blocks(dimensions, bits, randomness)
            writer.add_tensor(gguf_name(name), data, raw_dtype=TYPES[bits])
        else:
            writer.add_tensor(gguf_name(name), values(name, dimensions, randomness))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
