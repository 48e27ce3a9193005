"""Two ways to embed texts and pictures with a shipped folder, without a server.

`Folder` uses the training code's modules, `Transformers` the reference
implementation. Each has texts(list), pictures(list of PIL images) and
fused(list of (image, text)); all return unit vectors as float32 arrays
[n, dimensions].
"""

import json
from pathlib import Path

import numpy as np
import pictures
import torch
import vocabulary
from batches import padded
from decoder import Model
from PIL import Image
from safetensors import safe_open
from tokenizers import Tokenizer


def dequantised(folder: Path) -> dict:
    """Float32 tensors of an MLX-format folder under the training code's names."""
    with safe_open(folder / "model.safetensors", "pt") as file:
        raw = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    out = {}
    for name, tensor in raw.items():
        if name.endswith((".scales", ".biases")):
            continue
        scales = raw.get(name.removesuffix(".weight") + ".scales")
        if scales is not None:
            biases = raw[name.removesuffix(".weight") + ".biases"].float()
            values = torch.from_numpy(tensor.numpy().view(np.uint8).astype(np.float32))
            values = values.view(*scales.shape, -1)
            tensor = (values * scales.float()[..., None] + biases[..., None]).flatten(1)
        if name.endswith("patch_embed.proj.weight"):
            tensor = tensor.permute(0, 4, 1, 2, 3)
        name = name.replace("language_model.model.", "language_model.")
        out[name.replace("vision_tower.", "visual.")] = tensor.float().contiguous()
    return out


class Folder:
    """The training code's forward pass in float32, in batches of one grid."""

    def __init__(self, folder: Path, state: dict | None = None, tokenizer: Tokenizer | None = None):
        self.model = Model()
        self.model.load_state_dict(state or dequantised(folder))
        self.prompt = vocabulary.Prompt(
            tokenizer or Tokenizer.from_file(str(folder / "tokenizer.json"))
        )
        self.beginning = torch.tensor([self.prompt.beginning(vocabulary.DEFAULT_INSTRUCTION)])

    @torch.no_grad()
    def texts(self, texts: list) -> np.ndarray:
        out = []
        for at in range(0, len(texts), 64):
            ids, lengths = padded([self.prompt.ending(t) for t in texts[at : at + 64]])
            out.append(self.model.texts(self.beginning, ids, lengths, torch.float32).numpy())
        return np.concatenate(out)

    def pictures(self, images: list) -> np.ndarray:
        return self._run([(image, "") for image in images], False)

    def fused(self, items: list) -> np.ndarray:
        return self._run(items, True)

    @torch.no_grad()
    def _run(self, items: list, fused: bool) -> np.ndarray:
        groups, out = {}, np.zeros((len(items), 192), np.float32)
        for k, (image, text) in enumerate(items):
            image = pictures.resized(image)
            groups.setdefault(image.size, []).append((k, pictures.patches(image), text))
        for (width, height), members in groups.items():
            for at in range(0, len(members), 64):
                part = members[at : at + 64]
                ids, lengths = padded([self.prompt.ending(text) for _, _, text in part])
                vectors = self.model.pictures(
                    self.beginning,
                    torch.from_numpy(np.stack([rows for _, rows, _ in part])),
                    (height // 14, width // 14),
                    torch.tensor(self.prompt.end),
                    [(ids, lengths)],
                    torch.float32,
                )
                chosen = vectors[1][0] if fused else vectors[0]
                out[[k for k, _, _ in part]] = chosen.numpy()
        return out


class Transformers:
    """transformers' Qwen2VLModel in float32, one input at a time, prompt from the profile."""

    def __init__(self, folder: Path):
        from transformers import Qwen2VLConfig, Qwen2VLModel

        fields = json.loads((folder / "config.json").read_text())
        self.profile = json.loads((folder / "embedding_profile.json").read_text())
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        text = {
            k: fields[k]
            for k in (
                "hidden_size",
                "intermediate_size",
                "num_hidden_layers",
                "num_attention_heads",
                "num_key_value_heads",
                "vocab_size",
                "rms_norm_eps",
                "max_position_embeddings",
                "bos_token_id",
                "eos_token_id",
            )
        }
        text["rope_parameters"] = {
            "rope_type": "default",
            "rope_theta": fields["rope_theta"],
            "mrope_section": fields["rope_scaling"]["mrope_section"],
        }
        text["pad_token_id"] = None
        names = (
            "depth",
            "embed_dim",
            "hidden_size",
            "num_heads",
            "mlp_ratio",
            "hidden_act",
            "in_channels",
            "patch_size",
            "spatial_merge_size",
            "temporal_patch_size",
        )
        vision = {k: fields["vision_config"][k] for k in names}
        ids = {
            k: v
            for k, v in fields.items()
            if k.startswith(("vision_", "image_", "video_")) and k.endswith("token_id")
        }
        self.image_id = fields["image_token_id"]
        self.model = Qwen2VLModel(
            Qwen2VLConfig(text_config=text, vision_config=vision, **ids)
        ).eval()
        self.model.load_state_dict(dequantised(folder))

    def _vector(self, image: Image.Image | None, text: str) -> np.ndarray:
        profile, extra = self.profile, {}
        prompt = profile["prompt"].format(
            instruction=profile["default_instruction"],
            images="" if image is None else profile["image"],
            text=text,
        )
        ids = self.tokenizer.encode(prompt, add_special_tokens=False).ids
        if image is not None:
            image = pictures.resized(image)
            rows = pictures.patches(image).reshape(-1, 3, 1, 196).repeat(2, 2).reshape(-1, 1176)
            grid = (1, image.size[1] // 14, image.size[0] // 14)
            ids = [i for t in ids for i in [t] * (len(rows) // 4 if t == self.image_id else 1)]
            extra = {"pixel_values": torch.from_numpy(rows), "image_grid_thw": torch.tensor([grid])}
        ids = torch.tensor([ids])
        with torch.no_grad():
            out = self.model(
                input_ids=ids,
                attention_mask=torch.ones_like(ids),
                mm_token_type_ids=(ids == self.image_id).int(),
                **extra,
            )
        vector = out.last_hidden_state[0, -1].numpy()
        return vector / np.linalg.norm(vector)

    def texts(self, texts: list) -> np.ndarray:
        return np.stack([self._vector(None, text) for text in texts])

    def pictures(self, images: list) -> np.ndarray:
        return np.stack([self._vector(image, "") for image in images])

    def fused(self, items: list) -> np.ndarray:
        return np.stack([self._vector(image, text) for image, text in items])
