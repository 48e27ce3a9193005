"""Writes the shipped folder: MLX-format weights, config, tokenizer and profile.

Text matrices and the embedding are quantised affine, 8 bits, groups of 64, by
MLX's own `quantize`; everything else is bfloat16.
"""

import json
from pathlib import Path

import decoder
import mlx.core as mx
import pictures
import torch
import vision
import vocabulary

QUANTIZATION = {"group_size": 64, "bits": 8, "mode": "affine"}
PROMPT = (
    "<|im_start|>system\n{instruction}<|im_end|>\n<|im_start|>user\n{images}{text}"
    "<|im_end|>\n<|im_start|>assistant\n<|endoftext|>"
)


def config() -> dict:
    """Hugging Face `qwen2_vl` fields, flat, all written out."""
    ids = vocabulary.IDS
    return {
        "architectures": ["Qwen2VLForConditionalGeneration"],
        "model_type": "qwen2_vl",
        "hidden_size": decoder.HIDDEN,
        "intermediate_size": decoder.FFN,
        "num_hidden_layers": decoder.LAYERS,
        "num_attention_heads": decoder.HEADS,
        "num_key_value_heads": 1,
        "vocab_size": vocabulary.SIZE,
        "hidden_act": "silu",
        "rms_norm_eps": decoder.EPS,
        "rope_theta": decoder.THETA,
        "rope_scaling": {"type": "mrope", "mrope_section": list(decoder.SECTIONS)},
        "max_position_embeddings": 2048,
        "tie_word_embeddings": True,
        "attention_dropout": 0.0,
        "initializer_range": 0.02,
        "use_cache": True,
        "use_sliding_window": False,
        "sliding_window": 2048,
        "max_window_layers": decoder.LAYERS,
        "torch_dtype": "bfloat16",
        "bos_token_id": ids["<|endoftext|>"],
        "eos_token_id": ids["<|im_end|>"],
        "vision_start_token_id": ids["<|vision_start|>"],
        "vision_end_token_id": ids["<|vision_end|>"],
        "vision_token_id": ids["<|vision_pad|>"],
        "image_token_id": ids["<|image_pad|>"],
        "video_token_id": ids["<|video_pad|>"],
        "vision_config": {
            "model_type": "qwen2_vl",
            "depth": vision.DEPTH,
            "embed_dim": vision.EMBED,
            "hidden_size": vision.OUT,
            "num_heads": vision.HEADS,
            "mlp_ratio": vision.MLP_RATIO,
            "hidden_act": "quick_gelu",
            "in_channels": 3,
            "in_chans": 3,
            "patch_size": 14,
            "spatial_patch_size": 14,
            "spatial_merge_size": 2,
            "temporal_patch_size": 2,
        },
        "quantization": QUANTIZATION,
        "quantization_config": QUANTIZATION,
    }


def profile() -> dict:
    """What differs between this model and others of its architecture."""
    return {
        "name": "tkr-embed-demo",
        "demonstration": True,
        "prompt": PROMPT,
        "image": "<|vision_start|><|image_pad|><|vision_end|>",
        "default_instruction": vocabulary.DEFAULT_INSTRUCTION,
        "min_pixels": pictures.MIN_PIXELS,
        "max_pixels": pictures.MAX_PIXELS,
        "max_length": 512,
    }


def _mlx(tensor: torch.Tensor) -> mx.array:
    return mx.array(tensor.detach().float().contiguous().numpy())


def tensors(state: dict) -> dict:
    """MLX-named arrays of a trained model's state dict."""
    out = {}
    for name, tensor in state.items():
        if name.startswith("language_model."):
            name = name.replace("language_model.", "language_model.model.", 1)
        else:
            name = name.replace("visual.", "vision_tower.", 1)
        if name.endswith("patch_embed.proj.weight"):
            tensor = tensor.permute(0, 2, 3, 4, 1)
        array = _mlx(tensor)
        if name.startswith("language_model.") and array.ndim == 2:
            parts = mx.quantize(array.astype(mx.bfloat16), group_size=64, bits=8)
            stem = name.removesuffix(".weight")
            out.update(zip((name, f"{stem}.scales", f"{stem}.biases"), parts))
        else:
            out[name] = array.astype(mx.bfloat16)
    return out


def write_json(path: Path, content: dict) -> None:
    """Indented JSON with a final newline."""
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def export(state: dict, tokenizer, folder: Path) -> None:
    """Writes the whole folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with mx.stream(mx.cpu):
        arrays = tensors(state)
        mx.eval(list(arrays.values()))
        mx.save_safetensors(str(folder / "model.safetensors"), arrays, {"format": "mlx"})
    write_json(folder / "config.json", config())
    write_json(folder / "embedding_profile.json", profile())
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
