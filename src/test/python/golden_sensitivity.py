"""How clearly the goldens show a mistake.

    python golden_sensitivity.py FOLDER [NAME ...]

Computes each golden's embeddings again with one deliberate mistake at a time,
and prints per mistake the lowest cosine with the right embedding. A golden is
worth something where that lies well below the 0.99999 that tests ask for.
"""

import argparse
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import golden_inputs
import golden_oracle
import golden_sensitivity_qwen3
import make_goldens
import numpy as np
import torch
import transformers
from transformers.models.qwen2_vl import modeling_qwen2_vl as qwen2_vl

TEXT_ROPE = qwen2_vl.Qwen2VLRotaryEmbedding
VISION_ROPE = qwen2_vl.Qwen2VLVisionRotaryEmbedding


def one_dimensional(model):
    """Position 0, 1, 2, ... also for image tokens."""
    return patch.object(type(model.model), "compute_3d_position_ids", lambda *a, **k: None)


def swapped_axes(model):
    """Height and width exchanged in M-RoPE."""
    right = type(model.model).get_rope_index

    def wrong(self, *args, **kwargs):
        position_ids, deltas = right(self, *args, **kwargs)
        return position_ids[[0, 2, 1]], deltas

    return patch.object(type(model.model), "get_rope_index", wrong)


def image_costs_its_tokens(model):
    """The text after an image continues at the image's token count."""
    right = type(model.model).get_rope_index

    def wrong(self, input_ids, *args, **kwargs):
        position_ids, deltas = right(self, input_ids, *args, **kwargs)
        ordinary = input_ids != self.config.image_token_id
        count = torch.arange(input_ids.shape[1])[None].expand(3, 1, -1)
        return torch.where(ordinary, count, position_ids), deltas

    return patch.object(type(model.model), "get_rope_index", wrong)


def interleaved_sections(model):
    """M-RoPE's frequencies dealt out in turn, as in Qwen3-VL."""

    def wrong(self, freq):
        axes = torch.arange(freq.shape[-1]) % 3
        freq = torch.stack([freq[a, ..., i] for i, a in enumerate(axes)], dim=-1)
        return torch.cat((freq, freq), dim=-1)

    return patch.object(TEXT_ROPE, "recomposition_frequencies", wrong)


def vision_axes_swapped(model):
    """Width before height in the vision tower's rotary embedding."""
    right = VISION_ROPE.forward
    return patch.object(VISION_ROPE, "forward", lambda self, x, p: right(self, x, p.flip(-1)))


def images_see_each_other(model):
    """Attention of the vision tower over all images of an input at once."""
    right = qwen2_vl.get_vision_attention_seqlens

    def wrong(*args, **kwargs):
        cu_seqlens, max_seqlen = right(*args, **kwargs)
        return cu_seqlens[[0, -1]], max_seqlen

    return patch.object(qwen2_vl, "get_vision_attention_seqlens", wrong)


def grouped_heads_dealt_in_turn(model):
    """Query head j reads kv head j mod kv_heads."""

    def wrong(hidden_states, n_rep):
        return hidden_states.repeat(1, n_rep, 1, 1)

    return patch.object(qwen2_vl, "repeat_kv", wrong)


def interleaved_rotation(model):
    """Rotary pairs (0, 1), (2, 3), ... in place of two halves."""

    def wrong(x):
        return torch.stack((-x[..., 1::2], x[..., ::2]), dim=-1).flatten(-2)

    return patch.object(qwen2_vl, "rotate_half", wrong)


def merger_gelu_by_tanh(model):
    """The merger's GELU in its tanh form."""
    return patch.object(model.model.visual.merger.mlp[1], "approximate", "tanh")


def blocks_gelu_by_erf(model):
    """The exact GELU in the vision blocks in place of the quick one."""
    gelu = torch.nn.GELU()
    return patch.multiple(type(model.model.visual.blocks[0].mlp), act=gelu, create=True)


@contextmanager
def wrong_epsilon(model):
    """rms_norm_eps at the usual 1e-6, or at 1e-5 where that is right."""
    norms = [m for m in model.modules() if isinstance(m, qwen2_vl.Qwen2VLRMSNorm)]
    right = norms[0].variance_epsilon
    for norm in norms:
        norm.variance_epsilon = 1e-6 if right > 5e-6 else 1e-5
    yield
    for norm in norms:
        norm.variance_epsilon = right


@contextmanager
def without_biases(model):
    """Linear layers without their biases."""
    linear = [m for m in model.modules() if isinstance(m, torch.nn.Linear)]
    kept = [(m, m.bias) for m in linear if m.bias is not None]
    for module, _ in kept:
        module.bias = None
    yield
    for module, bias in kept:
        module.bias = bias


@contextmanager
def bfloat16_linear(model):
    """What enters a linear layer rounded to bfloat16."""

    def rounded(module, args):
        return (args[0].bfloat16().float(),)

    linear = [m for m in model.modules() if isinstance(m, torch.nn.Linear)]
    hooks = [m.register_forward_pre_hook(rounded) for m in linear]
    yield
    for hook in hooks:
        hook.remove()


MISTAKES = (
    one_dimensional,
    swapped_axes,
    image_costs_its_tokens,
    interleaved_sections,
    vision_axes_swapped,
    images_see_each_other,
    grouped_heads_dealt_in_turn,
    interleaved_rotation,
    merger_gelu_by_tanh,
    blocks_gelu_by_erf,
    wrong_epsilon,
    without_biases,
    bfloat16_linear,
)


def mistakes(golden):
    """Those of the golden's architecture."""
    qwen3 = golden.config["model_type"] == "qwen3_vl"
    return golden_sensitivity_qwen3.MISTAKES if qwen3 else MISTAKES


def cosines(right, wrong):
    return {name: np.sum(right[name] * wrong[name], axis=1) for name in right}


def all_cases(model, golden):
    cases = golden_inputs.cases(golden.config, golden.seed)
    return {name: golden_oracle.embed_all(model, golden, inputs) for name, inputs in cases.items()}


def nearest_others(right):
    """The highest cosine of two different inputs."""
    rows = np.unique(np.concatenate(list(right.values())).round(4), axis=0)
    gram = rows @ rows.T
    return np.max(gram[~np.eye(len(rows), dtype=bool)]), np.mean(gram)


def report(golden, folder):
    tensors = make_goldens.file_tensors(golden)
    model = make_goldens.reference(golden, tensors, folder / golden.name)
    right = all_cases(model, golden)
    high, mean = nearest_others(right)
    print(f"{golden.name}: different inputs max {high:.4f} mean {mean:.4f}")
    for mistake in mistakes(golden):
        with mistake(model):
            found = cosines(right, all_cases(model, golden))
        lowest = {name: f"{float(c.min()):.6f}" for name, c in found.items()}
        print(f"  {mistake.__name__:28}", *(f"{n} {c}" for n, c in lowest.items()))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", help="only these goldens")
    options = parser.parse_args()
    torch.set_num_threads(1)
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    for make in make_goldens.ALL:
        golden = make()
        if not options.names or golden.name in options.names:
            report(golden, options.folder)


if __name__ == "__main__":
    main()
