"""The reference: transformers' models in float32, one input at a time."""

import json

import numpy as np
import torch
from golden_families import family
from golden_inputs import picture
from golden_weights import hf_config
from pixels import grid_thw, pixel_values

EAGER = {"attn_implementation": "eager", "dtype": torch.float32}


def from_folder(folder):
    """The model of a Hugging Face folder, every tensor of it used."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    model, info = family(config).model.from_pretrained(folder, output_loading_info=True, **EAGER)
    for key, names in info.items():
        allowed = {"lm_head.weight"} if key == "missing_keys" else set()
        if set(names) - allowed:
            raise ValueError(f"{folder}: {key} {sorted(names)}")
    return model.eval()


def from_state(config, state):
    """The model of a config.json dict and a float32 state dict."""
    model = family(config).model._from_config(hf_config(config), **EAGER)
    if "lm_head.weight" not in state:
        state = state | {"lm_head.weight": model.lm_head.weight}
    model.load_state_dict(state, strict=True)
    return model.eval()


def arguments(config, an_input):
    """The arguments of the reference model's forward."""
    ids = torch.tensor([an_input.input_ids])
    types = (ids == config["image_token_id"]).int()
    given = {"input_ids": ids, "attention_mask": torch.ones_like(ids)}
    if an_input.images:
        layout = family(config).pixels
        pictures = [picture(name) for name in an_input.images]
        rows = np.concatenate([pixel_values(p, layout) for p in pictures])
        given["pixel_values"] = torch.from_numpy(rows)
        given["image_grid_thw"] = torch.tensor([grid_thw(p, layout) for p in pictures])
        given["mm_token_type_ids"] = types
    return given


def whole_model(model, given):
    """The last token's row after the final norm."""
    model.model.rope_deltas = None
    return model.model(**given, use_cache=False).last_hidden_state[0, -1]


def text_model(model, given):
    """The same of the text model alone, given embeddings and no positions.

    So GmeQwen2VL.forward in GME-Qwen2-VL's modeling_gme_qwen2vl.py calls it: the pictures' rows
    replace the embeddings of <|image_pad|>, and the positions are then 0, 1, 2, ... for all.
    """
    rows = model.get_input_embeddings()(given["input_ids"])
    if "pixel_values" in given:
        seen = model.model.visual(given["pixel_values"], grid_thw=given["image_grid_thw"])
        rows[given["input_ids"] == model.config.image_token_id] = seen.pooler_output
    out = model.model.language_model(
        inputs_embeds=rows, attention_mask=given["attention_mask"], use_cache=False
    )
    return out.last_hidden_state[0, -1]


FORWARD = {"mrope": whole_model, "1d": text_model}


@torch.no_grad()
def embed(model, golden, an_input):
    """The unit-norm embedding, float32 [hidden_size]."""
    given = arguments(golden.config, an_input)
    pooled = FORWARD[golden.positions](model, given).numpy()
    return pooled / np.sqrt(np.sum(pooled * pooled))


def embed_all(model, golden, inputs):
    """float32 [inputs, hidden_size]."""
    return np.stack([embed(model, golden, an_input) for an_input in inputs])
