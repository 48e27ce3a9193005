"""The shapes of the golden checkpoints of Qwen3-VL: what each config.json says."""

from golden_shapes import Golden, quantized, special_ids


def vision(width, heads, depth, out, deepstack, **more):
    """A complete vision_config; deepstack lists the blocks whose rows are added to the text."""
    return {
        "deepstack_visual_indexes": deepstack,
        "depth": depth,
        "hidden_act": "gelu_pytorch_tanh",
        "hidden_size": width,
        "in_channels": 3,
        "initializer_range": 0.02,
        "intermediate_size": 2 * width,
        "model_type": "qwen3_vl",
        "num_heads": heads,
        "num_position_embeddings": 36,
        "out_hidden_size": out,
        "patch_size": 16,
        "spatial_merge_size": 2,
        "temporal_patch_size": 2,
        **more,
    }


def text(hidden_size, heads, kv_heads, head_dim, layers, intermediate, **more):
    """The fields of text_config but the rotary ones and the vocabulary's."""
    return {
        "attention_bias": False,
        "attention_dropout": 0.0,
        "head_dim": head_dim,
        "hidden_act": "silu",
        "hidden_size": hidden_size,
        "initializer_range": 0.02,
        "intermediate_size": intermediate,
        "max_position_embeddings": 262144,
        "model_type": "qwen3_vl_text",
        "num_attention_heads": heads,
        "num_hidden_layers": layers,
        "num_key_value_heads": kv_heads,
        "rms_norm_eps": 1e-06,
        "use_cache": True,
        **more,
    }


def scaling(mrope_section, theta=5000000):
    """Rotary positions as transformers 4 writes them."""
    rope = {"mrope_interleaved": True, "mrope_section": mrope_section, "rope_type": "default"}
    return {"rope_scaling": rope, "rope_theta": theta}


def parameters(mrope_section, theta):
    """The same of transformers 5."""
    rope = {"mrope_section": mrope_section, "rope_theta": theta, "rope_type": "default"}
    return {"rope_parameters": rope}


def whole(text_config, vision_config, dtype, ids=None, **more):
    """config.json; ids are by default those at the end of a vocabulary of 320 tokens."""
    ids = ids or special_ids(320)
    ends = {key: ids[key] for key in ("bos_token_id", "eos_token_id")}
    outer = {key: ids[key] for key in ids if key not in (*ends, "vision_token_id")}
    return {
        "architectures": ["Qwen3VLForConditionalGeneration"],
        "model_type": "qwen3_vl",
        **outer,
        "text_config": {**text_config, **ends, "dtype": dtype, "vocab_size": 320},
        "tie_word_embeddings": True,
        "transformers_version": "4.57.1",
        "vision_config": vision_config,
        **more,
    }


HEAD = ("lm_head.weight",)


def tiny():
    """The forms of the published 2B: tied, rope_scaling, heads that fill the hidden size."""
    config = whole(
        text(64, 4, 2, 16, 3, 96, **scaling([4, 2, 2])), vision(32, 2, 3, 64, [0, 1]), "bfloat16"
    )
    return Golden("qwen3-tiny", 21, config, "BF16", "new", omit=HEAD)


def heads():
    """Heads wider than hidden_size / heads, features for every layer, a table of no square."""
    tower = vision(24, 2, 4, 56, [0, 2, 3], num_position_embeddings=53, intermediate_size=50)
    tower["model_type"] = "qwen3_vl_vision"
    tower["rope_parameters"] = {"rope_theta": 10000.0, "rope_type": "axial"}
    fields = text(56, 4, 1, 24, 3, 70, **parameters([6, 3, 3], 500000.0))
    fields["rms_norm_eps"] = 0.02
    config = whole(fields, tower, "float32", architectures=["Qwen3VLModel"])
    return Golden("qwen3-heads", 22, config, "F32", "base", omit=HEAD, gelu_tail=True)


def tower():
    """Vision heads of 72, as the 8B's; a table smaller than most pictures."""
    config = whole(
        text(48, 6, 2, 12, 3, 80, **scaling([2, 2, 2])),
        vision(72, 1, 2, 48, [0], num_position_embeddings=16, intermediate_size=92),
        "float16",
    )
    return Golden("qwen3-tower", 23, config, "F16", "new", omit=HEAD)


def untied():
    """A head of its own, several files, no added features."""
    config = whole(
        text(64, 8, 8, 16, 2, 96, **parameters([4, 2, 2], 5000000)),
        vision(32, 2, 2, 64, []),
        "bfloat16",
        tie_word_embeddings=False,
    )
    return Golden("qwen3-untied", 32, config, "BF16", "new", shards=3)


def mlx_q4():
    """As mlx-vlm converts: text quantised, vision tower in bf16."""
    config = whole(
        text(64, 4, 2, 32, 2, 128, **scaling([6, 5, 5])), vision(32, 2, 2, 64, [0]), "bfloat16"
    )
    config = quantized(config, {"group_size": 64, "bits": 4, "mode": "affine"})
    return Golden("qwen3-mlx-q4", 25, config, "BF16", "mlx", omit=HEAD)


def mlx_q8():
    """The tower quantised too, its table of positions with it."""
    config = whole(
        text(96, 6, 2, 32, 2, 128, **scaling([6, 5, 5])), vision(32, 2, 2, 96, [0, 1]), "float16"
    )
    config = quantized(config, {"group_size": 32, "bits": 8, "mode": "affine"})
    return Golden("qwen3-mlx-q8", 26, config, "F16", "mlx", omit=HEAD, vision_quantized=True)


def pipeline():
    """The files of Qwen3-VL-Embedding-2B; special tokens have the ids of tiny_tokenizer.py."""
    names = {"vision_start": 315, "vision_end": 316, "vision": 317, "image": 318, "video": 319}
    ids = {"bos_token_id": 306, "eos_token_id": 308}
    ids |= {f"{name}_token_id": token_id for name, token_id in names.items()}
    config = whole(
        text(64, 4, 2, 16, 2, 96, **scaling([4, 2, 2])),
        vision(32, 2, 2, 64, [0]),
        "bfloat16",
        ids,
        _name_or_path="Qwen/Qwen3-VL-Embedding-2B",
    )
    return Golden("qwen3", 27, config, "BF16", "new", omit=HEAD)


def reranker_ids():
    """Those of tiny_tokenizer.py with "yes" and "no"."""
    names = {"vision_start": 317, "vision_end": 318, "vision": 319, "image": 320, "video": 321}
    ids = {"bos_token_id": 308, "eos_token_id": 310}
    return ids | {f"{name}_token_id": token_id for name, token_id in names.items()}


def reranker(name, text_config, vision_config, dtype, **more):
    """config.json of a model that scores pairs."""
    config = whole(text_config, vision_config, dtype, reranker_ids(), **more)
    config["text_config"]["vocab_size"] = 322
    return {**config, "_name_or_path": name}


def reranker_tied():
    """The files of Qwen3-VL-Reranker-2B: the head is the table of embeddings."""
    config = reranker(
        "Qwen/Qwen3-VL-Reranker-2B",
        text(64, 4, 2, 16, 3, 96, **scaling([4, 2, 2])),
        vision(32, 2, 3, 64, [0, 1]),
        "bfloat16",
    )
    return Golden("qwen3-reranker", 41, config, "BF16", "new", omit=HEAD)


def reranker_untied():
    """Those of the 8B: a head of its own, several files."""
    config = reranker(
        "Qwen/Qwen3-VL-Reranker-8B",
        text(48, 4, 1, 24, 2, 80, **parameters([6, 3, 3], 5000000)),
        vision(72, 1, 2, 48, [0]),
        "bfloat16",
        tie_word_embeddings=False,
    )
    return Golden("qwen3-reranker-untied", 42, config, "BF16", "new", shards=2)


def reranker_mlx_q4():
    """As mlx-vlm converts: the table of embeddings, which is the head, with 4 bits."""
    config = reranker(
        "Qwen/Qwen3-VL-Reranker-2B",
        text(64, 4, 2, 32, 2, 128, **scaling([6, 5, 5])),
        vision(32, 2, 2, 64, [0]),
        "bfloat16",
    )
    config = quantized(config, {"group_size": 64, "bits": 4, "mode": "affine"})
    return Golden("qwen3-reranker-mlx-q4", 43, config, "BF16", "mlx", omit=HEAD)


def reranker_mlx_q8():
    """A head of its own with 8 bits."""
    config = reranker(
        "Qwen/Qwen3-VL-Reranker-8B",
        text(96, 6, 2, 32, 2, 128, **scaling([6, 5, 5])),
        vision(32, 2, 2, 96, [0, 1]),
        "float16",
        tie_word_embeddings=False,
    )
    config = quantized(config, {"group_size": 32, "bits": 8, "mode": "affine"})
    return Golden("qwen3-reranker-mlx-q8", 44, config, "F16", "mlx")


RERANKERS = (reranker_tied, reranker_untied, reranker_mlx_q4, reranker_mlx_q8)
ALL = (tiny, heads, tower, untied, mlx_q4, mlx_q8, pipeline)
