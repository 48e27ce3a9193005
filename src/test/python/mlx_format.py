"""MLX's affine quantisation and the layout of mlx-vlm's checkpoints.

The scheme is that of mlx's affine_quantize: along the last axis, groups of
group_size values become bits-wide integers q with w = scale * q + bias, packed
into uint32 words, first value in the low bits.
"""

import numpy as np
import torch


def quantize(w, group_size, bits):
    """float32 [out, in] to (q uint32 [out, in * bits / 32], scales, biases).

    scales and biases are float32 [out, in / group_size].
    """
    groups = w.reshape(w.shape[0], -1, group_size)
    low, high = groups.min(-1), groups.max(-1)
    largest = np.float32(2**bits - 1)
    scale = np.maximum((high - low) / largest, np.float32(1e-7))
    side = np.abs(low) > np.abs(high)
    edge = np.where(side, low, high)
    scale = np.where(side, scale, -scale)
    q0 = np.rint(edge / scale)
    zero = q0 == 0
    scale = np.where(zero, scale, edge / np.where(zero, 1, q0))
    bias = np.where(zero, np.float32(0), edge)
    q = np.rint((groups - bias[..., None]) / scale[..., None])
    return pack(np.clip(q, 0, largest), w.shape, bits), scale, bias


def pack(q, shape, bits):
    """Integers [out, groups, group_size] to uint32 words [out, words]."""
    per_word = 32 // bits
    q = q.astype(np.uint32).reshape(shape[0], -1, per_word)
    shifts = np.arange(per_word, dtype=np.uint32) * np.uint32(bits)
    return np.bitwise_or.reduce(q << shifts, axis=-1)


def unpack(words, bits):
    """uint32 words [out, words] to integers [out, in] as float32."""
    shifts = np.arange(32 // bits, dtype=np.uint32) * np.uint32(bits)
    q = (words[..., None] >> shifts) & np.uint32(2**bits - 1)
    return q.reshape(words.shape[0], -1).astype(np.float32)


def dequantize(words, scales, biases, bits):
    """The float32 [out, in] that the three tensors stand for."""
    q = unpack(words, bits)
    group_size = q.shape[1] // scales.shape[1]
    scales = np.repeat(scales.astype(np.float32), group_size, axis=1)
    biases = np.repeat(biases.astype(np.float32), group_size, axis=1)
    return scales * q + biases


def mlx_name(name):
    """transformers' in-memory tensor name to mlx-vlm's."""
    if name.startswith("model.language_model."):
        return "language_model.model." + name.removeprefix("model.language_model.")
    if name.startswith("model.visual."):
        return "vision_tower." + name.removeprefix("model.visual.")
    return "language_model." + name


def hf_name(name):
    """mlx-vlm's tensor name to transformers' in-memory one."""
    if name.startswith("language_model.model."):
        return "model.language_model." + name.removeprefix("language_model.model.")
    if name.startswith("vision_tower."):
        return "model.visual." + name.removeprefix("vision_tower.")
    return name.removeprefix("language_model.")


def setting(golden, path):
    """(group_size, bits) of a module, or None where it stays as it is."""
    quantization = golden.config["quantization"]
    if path.startswith("vision_tower.") and not golden.vision_quantized:
        return None
    chosen = quantization.get(path, quantization)
    return (chosen["group_size"], chosen["bits"]) if chosen else None


def mlx_tensors(golden, weights, dtype):
    """The tensors of an mlx-vlm file: {name: torch tensor}."""
    tensors = {}
    for name, w in weights.items():
        name = mlx_name(name)
        path = name.removesuffix(".weight")
        chosen = setting(golden, path) if w.ndim == 2 else None
        if name == "vision_tower.patch_embed.proj.weight":
            w = w.transpose(0, 2, 3, 4, 1)  # [out, T, H, W, C]
        if chosen is None:
            tensors[name] = to_torch(w).to(dtype)
            continue
        words, scales, biases = quantize(w, *chosen)
        tensors[name] = to_torch(words)
        tensors[path + ".scales"] = to_torch(scales).to(dtype)
        tensors[path + ".biases"] = to_torch(biases).to(dtype)
    return tensors


def to_torch(array):
    return torch.from_numpy(np.ascontiguousarray(array))


def dequantized(golden, tensors):
    """transformers' state dict, float32, of an mlx-vlm file's tensors."""
    state = {}
    for name, tensor in tensors.items():
        path = name.removesuffix(".weight")
        if name.endswith((".scales", ".biases")):
            continue
        if path + ".scales" in tensors:
            parts = (tensors[path + s].float().numpy() for s in (".scales", ".biases"))
            tensor = to_torch(dequantize(tensor.numpy(), *parts, setting(golden, path)[1]))
        if name == "vision_tower.patch_embed.proj.weight":
            tensor = tensor.permute(0, 4, 1, 2, 3)
        state[hf_name(name)] = tensor.float().contiguous()
    return state
