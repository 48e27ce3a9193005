"""The shapes of the golden checkpoints: what each config.json says.

Every config is written exactly as returned here, so that the flat form (as
shipped with Qwen2-VL), the pruned form and the nested form of transformers 5
are all read by whoever loads the folder.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Golden:
    """One golden folder.

    config: the text of config.json as a dict.
    dtype: "BF16", "F16" or "F32", of every tensor that is not quantised.
    names: "old", "new", "base" or "mlx", the generation of tensor names.
    shards: number of safetensors files; 1 means model.safetensors alone.
    vision_quantized: whether the vision linear layers are quantised too.
    positions: "mrope" or "1d", of the tokens of pictures.
    gelu_tail: whether Qwen3-VL's tower works where the two forms of GELU differ most.
    """

    name: str
    seed: int
    config: dict
    dtype: str
    names: str
    shards: int = 1
    vision_quantized: bool = False
    omit: tuple = field(default=())
    positions: str = "mrope"
    gelu_tail: bool = False


def special_ids(vocab_size):
    """The special tokens' ids, at the end of the vocabulary as in Qwen2."""
    first = vocab_size - 12
    return {
        "bos_token_id": first,  # <|endoftext|>, the pooled token
        "eos_token_id": first + 2,  # <|im_end|>; <|im_start|> is first + 1
        "vision_start_token_id": first + 3,
        "vision_end_token_id": first + 4,
        "vision_token_id": first + 5,
        "image_token_id": first + 6,
        "video_token_id": first + 7,
    }


def vision(embed_dim, num_heads, depth, hidden_size, mlp_ratio=4):
    """A complete vision_config; hidden_size is the merger's output width."""
    return {
        "depth": depth,
        "embed_dim": embed_dim,
        "mlp_ratio": mlp_ratio,
        "num_heads": num_heads,
        "in_chans": 3,
        "hidden_size": hidden_size,
        "patch_size": 14,
        "spatial_merge_size": 2,
        "spatial_patch_size": 14,
        "temporal_patch_size": 2,
        "model_type": "qwen2_vl",
    }


def text(hidden_size, heads, kv_heads, layers, intermediate, vocab_size):
    """The text fields that both the flat and the nested config hold."""
    return {
        "hidden_size": hidden_size,
        "intermediate_size": intermediate,
        "num_hidden_layers": layers,
        "num_attention_heads": heads,
        "num_key_value_heads": kv_heads,
        "vocab_size": vocab_size,
        "hidden_act": "silu",
        "initializer_range": 0.02,
        "max_position_embeddings": 32768,
        "attention_dropout": 0.0,
        "rms_norm_eps": 1e-06,
        "sliding_window": 32768,
        "use_sliding_window": False,
        "max_window_layers": layers,
        "use_cache": True,
    }


def flat(text_fields, vision_config, mrope_section, torch_dtype, **more):
    """config.json as Qwen2-VL shipped it: text fields at the top level."""
    return {
        "architectures": ["Qwen2VLForConditionalGeneration"],
        "model_type": "qwen2_vl",
        **special_ids(text_fields["vocab_size"]),
        **text_fields,
        "rope_theta": 1000000.0,
        "rope_scaling": {"type": "mrope", "mrope_section": mrope_section},
        "tie_word_embeddings": False,
        "torch_dtype": torch_dtype,
        "transformers_version": "4.41.2",
        "vision_config": vision_config,
        **more,
    }


def nested(text_fields, vision_config, rope_parameters, dtype):
    """config.json as transformers 5 saves it: text_config, rope_parameters."""
    ids = special_ids(text_fields["vocab_size"])
    ends = {key: ids.pop(key) for key in ("bos_token_id", "eos_token_id")}
    ids.pop("vision_token_id")
    layers = text_fields["num_hidden_layers"]
    return {
        "architectures": ["Qwen2VLForConditionalGeneration"],
        "model_type": "qwen2_vl",
        "dtype": dtype,
        **ids,
        "text_config": {
            **text_fields,
            **ends,
            "dtype": dtype,
            "layer_types": ["full_attention"] * layers,
            "model_type": "qwen2_vl_text",
            "rope_parameters": rope_parameters,
            "sliding_window": None,
        },
        "tie_word_embeddings": False,
        "transformers_version": "5.23.0",
        "vision_config": vision_config,
    }


def quantized(config, quantization):
    """The config with MLX's quantization entry and its identical copy."""
    return {
        **config,
        "quantization": quantization,
        "quantization_config": quantization,
    }


def tiny():
    config = flat(text(64, 4, 2, 2, 128, 320), vision(32, 2, 2, 64), [2, 3, 3], "bfloat16")
    return Golden("tiny", 1, config, "BF16", "old")


def odd():
    """Five query heads on one, head sizes 20 and 12, three layers each."""
    rope = {
        "mrope_section": [2, 5, 3],
        "rope_theta": 500000.0,
        "rope_type": "default",
    }
    fields = text(100, 5, 1, 3, 67, 307)
    fields["rms_norm_eps"] = 0.05
    vision_config = vision(36, 3, 3, 100, mlp_ratio=3)
    vision_config["model_type"] = "qwen2_vl_vision"
    vision_config["in_channels"] = vision_config.pop("in_chans")
    vision_config["hidden_act"] = "quick_gelu"
    del vision_config["spatial_patch_size"]
    config = nested(fields, vision_config, rope, "float32")
    return Golden("odd", 2, config, "F32", "old", omit=("lm_head.weight",))


def tied():
    """Seven query heads on one, as in the 7B; a pruned vision_config."""
    pruned = vision(32, 2, 2, 112)
    keep = ("depth", "embed_dim", "num_heads", "hidden_size", "in_chans")
    pruned = {key: pruned[key] for key in keep}
    pruned |= {"model_type": "qwen2_vl", "spatial_patch_size": 14}
    config = flat(
        text(112, 7, 1, 2, 152, 336),
        pruned,
        [2, 3, 3],
        "float16",
        tie_word_embeddings=True,
        rope_scaling={
            "type": "default",
            "rope_type": "default",
            "mrope_section": [2, 3, 3],
        },
    )
    return Golden("tied", 3, config, "F16", "old", omit=("lm_head.weight",))


def sharded_old():
    config = flat(text(96, 6, 2, 3, 144, 320), vision(32, 2, 2, 96), [2, 3, 3], "bfloat16")
    return Golden("sharded-old", 4, config, "BF16", "old", shards=4)


def sharded_new():
    rope = {
        "mrope_section": [2, 2, 2],
        "rope_theta": 1000000.0,
        "rope_type": "default",
        "type": "default",
    }
    config = nested(text(96, 8, 4, 2, 144, 320), vision(48, 3, 2, 96), rope, "bfloat16")
    return Golden("sharded-new", 5, config, "BF16", "new", shards=3)


def base_model():
    """As Qwen2VLModel.save_pretrained writes it: no head, names without it."""
    rope = {
        "mrope_section": [2, 3, 3],
        "rope_theta": 1000000.0,
        "rope_type": "default",
        "type": "mrope",
    }
    vision_config = vision(32, 2, 2, 64)
    vision_config["model_type"] = "qwen2_vl_vision"
    vision_config["in_channels"] = 3
    vision_config["rope_parameters"] = {"rope_theta": 10000.0, "rope_type": "axial"}
    config = nested(text(64, 4, 1, 2, 96, 320), vision_config, rope, "bfloat16")
    config["architectures"] = ["Qwen2VLModel"]
    return Golden("base-model", 9, config, "BF16", "base", omit=("lm_head.weight",))


def mlx_q4():
    """As mlx-vlm converts: text quantised, vision tower in bf16."""
    config = flat(text(128, 4, 2, 2, 256, 512), vision(64, 4, 2, 128), [4, 6, 6], "bfloat16")
    config = quantized(config, {"group_size": 64, "bits": 4})
    return Golden("mlx-q4", 6, config, "BF16", "mlx")


def mlx_q8():
    """As the 2024 uploads: vision linears too; f16; two paths overridden."""
    layers = "language_model.model.layers."
    config = flat(text(96, 6, 2, 2, 192, 384), vision(64, 4, 2, 96), [2, 3, 3], "float16")
    config = quantized(
        config,
        {
            "group_size": 32,
            "bits": 8,
            "mode": "affine",
            layers + "0.mlp.down_proj": {"group_size": 64, "bits": 4},
            layers + "1.self_attn.v_proj": False,
        },
    )
    return Golden("mlx-q8", 7, config, "F16", "mlx", vision_quantized=True)


def mlx_q4_group128():
    """Tied, one file of several shards, f32 scales."""
    config = flat(
        text(128, 8, 2, 2, 256, 384),
        vision(32, 2, 2, 128),
        [2, 3, 3],
        "float32",
        tie_word_embeddings=True,
    )
    config = quantized(config, {"group_size": 128, "bits": 4, "mode": "affine"})
    return Golden("mlx-q4-group128", 8, config, "F32", "mlx", 2, omit=("lm_head.weight",))


def small(dtype, **more):
    """A tied model whose special tokens have the ids that tiny_tokenizer.py gives them."""
    ids = {"vision_start": 315, "vision_end": 316, "vision": 317, "image": 318, "video": 319}
    return flat(
        text(64, 4, 2, 2, 128, 320),
        vision(32, 2, 2, 64),
        [2, 3, 3],
        dtype,
        tie_word_embeddings=True,
        bos_token_id=306,
        eos_token_id=308,
        **{f"{name}_token_id": token_id for name, token_id in ids.items()},
        **more,
    )


def ops():
    """The files and the tied bf16 weights of Ops-MM-embedding-v1-2B."""
    config = small("bfloat16", _name_or_path="OpenSearch-AI/Ops-MM-embedding-v1-2B")
    return Golden("ops", 12, config, "BF16", "old", omit=("lm_head.weight",))


def gme():
    """The files and the tied f32 weights of GME-Qwen2-VL; one-dimensional positions."""
    code = "modeling_gme_qwen2vl.GmeQwen2VL"
    auto_map = {"AutoConfig": code + "Config", "AutoModel": code}
    config = small("float32", architectures=["GmeQwen2VL"], auto_map=auto_map)
    return Golden("gme", 10, config, "F32", "old", 2, omit=("lm_head.weight",), positions="1d")


ALL = (
    tiny,
    odd,
    tied,
    sharded_old,
    sharded_new,
    base_model,
    mlx_q4,
    mlx_q8,
    mlx_q4_group128,
    ops,
    gme,
)
