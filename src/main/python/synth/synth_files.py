"""The JSON files beside the weights of a synthetic checkpoint."""

from synth_shapes import shards, tensor_bytes

SPLIT = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}"
    r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
SPECIAL = (
    "endoftext im_start im_end object_ref_start object_ref_end box_start box_end"
    " quad_start quad_end vision_start vision_end vision_pad image_pad video_pad"
).split()
FIRST_SPECIAL_ID = 151643
MAX_POSITION_EMBEDDINGS = 32768


def config(shape):
    """config.json, with the values of Qwen2-VL-7B and -2B."""
    return {
        "_name_or_path": f"OpenSearch-AI/Ops-MM-embedding-v1-{shape.name}",
        "architectures": ["Qwen2VLForConditionalGeneration"],
        "attention_dropout": 0.0,
        "bos_token_id": 151643,
        "eos_token_id": 151645,
        "vision_start_token_id": 151652,
        "vision_end_token_id": 151653,
        "vision_token_id": 151654,
        "image_token_id": 151655,
        "video_token_id": 151656,
        "hidden_act": "silu",
        "hidden_size": shape.hidden_size,
        "initializer_range": 0.02,
        "intermediate_size": shape.intermediate_size,
        "max_position_embeddings": MAX_POSITION_EMBEDDINGS,
        "max_window_layers": shape.num_hidden_layers,
        "model_type": "qwen2_vl",
        "num_attention_heads": shape.num_attention_heads,
        "num_hidden_layers": shape.num_hidden_layers,
        "num_key_value_heads": shape.num_key_value_heads,
        "rms_norm_eps": 1e-06,
        "rope_theta": 1000000.0,
        "sliding_window": MAX_POSITION_EMBEDDINGS,
        "tie_word_embeddings": shape.tie_word_embeddings,
        "torch_dtype": "bfloat16",
        "transformers_version": "4.41.2",
        "use_cache": True,
        "use_sliding_window": False,
        "vision_config": vision_config(shape),
        "rope_scaling": {"type": "mrope", "mrope_section": list(shape.mrope_section)},
        "vocab_size": shape.vocab_size,
    }


def vision_config(shape):
    """hidden_size is the merger's output width, not the tower's."""
    return {
        "depth": shape.depth,
        "embed_dim": shape.embed_dim,
        "mlp_ratio": 4,
        "num_heads": shape.num_heads,
        "in_chans": 3,
        "hidden_size": shape.hidden_size,
        "patch_size": 14,
        "spatial_merge_size": 2,
        "spatial_patch_size": 14,
        "temporal_patch_size": 2,
        "model_type": "qwen2_vl",
    }


def index(shape):
    """model.safetensors.index.json."""
    files = shards(shape)
    total = sum(tensor_bytes(s) for part in files.values() for s in part.values())
    weight_map = {name: file for file, part in files.items() for name in part}
    return {"metadata": {"total_size": total}, "weight_map": dict(sorted(weight_map.items()))}


def byte_vocabulary():
    """GPT-2's byte-level alphabet in the order of Qwen2's first 256 ids."""
    own = [*range(33, 127), *range(161, 173), *range(174, 256)]
    other = range(256, 256 + 256 - len(own))
    return {chr(code): n for n, code in enumerate([*own, *other])}


def tokenizer():
    """tokenizer.json: Qwen2's, with its 256 byte tokens and no merge.

    The special tokens stand in the vocabulary too, so that they have their
    real ids though the ids between are of no token.
    """
    names = [f"<|{name}|>" for name in SPECIAL]
    special = {name: FIRST_SPECIAL_ID + n for n, name in enumerate(names)}
    byte_level = {"type": "ByteLevel", "add_prefix_space": False}
    byte_level.update(trim_offsets=False, use_regex=False)
    split = {"type": "Split", "pattern": {"Regex": SPLIT}}
    split.update(behavior="Isolated", invert=False)
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [added_token(*pair) for pair in special.items()],
        "normalizer": {"type": "NFC"},
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [split, byte_level]},
        "post_processor": byte_level,
        "decoder": byte_level,
        "model": byte_pair_model({**byte_vocabulary(), **special}),
    }


def added_token(content, token_id):
    flags = dict.fromkeys(("single_word", "lstrip", "rstrip", "normalized"), False)
    return {"id": token_id, "content": content, **flags, "special": True}


def byte_pair_model(vocab):
    model = {"type": "BPE", "dropout": None, "unk_token": None}
    model.update(continuing_subword_prefix="", end_of_word_suffix="")
    model.update(fuse_unk=False, byte_fallback=False, vocab=vocab, merges=[])
    return model


def tokenizer_config():
    return {
        "add_prefix_space": False,
        "bos_token": None,
        "eos_token": "<|im_end|>",
        "model_max_length": MAX_POSITION_EMBEDDINGS,
        "pad_token": "<|endoftext|>",
        "padding_side": "left",
        "tokenizer_class": "Qwen2Tokenizer",
        "unk_token": None,
    }


def preprocessor_config():
    """The pixel limits as published; embedding models use narrower ones."""
    return {
        "do_convert_rgb": True,
        "do_normalize": True,
        "do_rescale": True,
        "do_resize": True,
        "image_mean": [0.48145466, 0.4578275, 0.40821073],
        "image_processor_type": "Qwen2VLImageProcessor",
        "image_std": [0.26862954, 0.26130258, 0.27577711],
        "max_pixels": 12845056,
        "merge_size": 2,
        "min_pixels": 3136,
        "patch_size": 14,
        "processor_class": "Qwen2VLProcessor",
        "resample": 3,
        "rescale_factor": 0.00392156862745098,
        "size": {"longest_edge": 12845056, "shortest_edge": 3136},
        "temporal_patch_size": 2,
    }


def generation_config():
    return {
        "bos_token_id": 151643,
        "do_sample": True,
        "eos_token_id": [151645, 151643],
        "pad_token_id": 151643,
        "temperature": 0.01,
        "top_k": 1,
        "top_p": 0.001,
    }


def json_files(shape):
    """{file name: content}; config.json last, it makes the folder a model."""
    files = {
        "generation_config.json": generation_config(),
        "preprocessor_config.json": preprocessor_config(),
        "tokenizer.json": tokenizer(),
        "tokenizer_config.json": tokenizer_config(),
    }
    if len(shards(shape)) > 1:
        files["model.safetensors.index.json"] = index(shape)
    return {**files, "config.json": config(shape)}
