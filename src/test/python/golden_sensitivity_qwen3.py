"""Mistakes in Qwen3-VL, one at a time, for golden_sensitivity.py."""

from contextlib import ExitStack, contextmanager
from unittest.mock import patch

import torch
from transformers.models.qwen3_vl import modeling_qwen3_vl as qwen3_vl

TEXT = qwen3_vl.Qwen3VLTextModel
TEXT_ROPE = qwen3_vl.Qwen3VLTextRotaryEmbedding


def deepstack_off(model):
    """Nothing added after the first decoder layers."""
    return patch.object(TEXT, "_deepstack_process", lambda self, x, mask, rows: x)


def deepstack_at_every_token(model):
    """The first image token's row added to text tokens too."""

    def wrong(self, x, mask, rows):
        out = x + rows[:1]
        out[mask] = x[mask] + rows
        return out

    return patch.object(TEXT, "_deepstack_process", wrong)


def deepstack_norm_over_a_patch(model):
    """The added features' LayerNorm over each patch in place of the merge block."""
    right = qwen3_vl.Qwen3VLVisionPatchMerger.forward

    def wrong(self, x):
        if not self.use_postshuffle_norm:
            return right(self, x)
        width = x.shape[-1]
        weight, bias = self.norm.weight[:width], self.norm.bias[:width]
        x = torch.nn.functional.layer_norm(x, (width,), weight, bias, 1e-6)
        return self.linear_fc2(self.act_fn(self.linear_fc1(x.view(-1, self.hidden_size))))

    return patch.object(qwen3_vl.Qwen3VLVisionPatchMerger, "forward", wrong)


def contiguous_sections(model):
    """M-RoPE's sections one after the other, as in Qwen2-VL."""

    def wrong(self, freq):
        parts = freq.split(self.mrope_section, dim=-1)
        freq = torch.cat([part[i] for i, part in enumerate(parts)], dim=-1)
        return torch.cat((freq, freq), dim=-1)

    return patch.object(TEXT_ROPE, "recomposition_frequencies", wrong)


@contextmanager
def heads_not_normed(model):
    """Queries and keys as the projections give them."""
    with ExitStack() as stack:
        for layer in model.model.language_model.layers:
            for name in ("q_norm", "k_norm"):
                norm = getattr(layer.self_attn, name)
                stack.enter_context(patch.object(norm, "forward", lambda x: x))
        yield


def nearest_positions(model):
    """The nearest row of the table of positions."""
    right = qwen3_vl.get_vision_interpolation_indices_and_weights

    def wrong(*args, **kwargs):
        indices, weights = right(*args, **kwargs)
        nearest = weights.argmax(-1, keepdim=True)
        return indices, torch.zeros_like(weights).scatter(-1, nearest, 1.0)

    return patch.object(qwen3_vl, "get_vision_interpolation_indices_and_weights", wrong)


@contextmanager
def blocks_gelu_by_erf(model):
    """The exact GELU in the vision blocks in place of its tanh form."""
    gelu = torch.nn.functional.gelu
    with ExitStack() as stack:
        for block in model.model.visual.blocks:
            stack.enter_context(patch.object(block.mlp.act_fn, "forward", gelu))
        yield


@contextmanager
def mergers_gelu_by_tanh(model):
    """The tanh form in the mergers in place of the exact GELU."""
    mergers = [model.model.visual.merger, *model.model.visual.deepstack_merger_list]
    with ExitStack() as stack:
        for merger in mergers:
            stack.enter_context(patch.object(merger.act_fn, "approximate", "tanh"))
        yield


def without_patch_bias(model):
    """The patch embedding without its bias."""
    return patch.object(model.model.visual.patch_embed.proj, "bias", None)


MISTAKES = (
    deepstack_off,
    deepstack_at_every_token,
    deepstack_norm_over_a_patch,
    contiguous_sections,
    heads_not_normed,
    nearest_positions,
    blocks_gelu_by_erf,
    mergers_gelu_by_tanh,
    without_patch_bias,
)
