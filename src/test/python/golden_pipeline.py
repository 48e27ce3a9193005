"""Whole inputs, texts and pictures as a user gives them, and their embeddings.

What embed of the models' own code does (modeling_gme_qwen2vl.py of GME-Qwen2-VL,
ops_mm_embedding_v1.py of Ops-MM-embedding-v1): one string with the instruction in the system turn,
tokenised at once; the picture resized twice (resize_stages.py).
"""

import json

import golden_oracle
import numpy as np
import tiny_tokenizer
import torch
from pixels import grid_thw, pixel_values
from resize_stages import ramps, seen
from tokenizers import Tokenizer

PROFILES = {"ops": "ops-mm-embedding-v1", "gme": "gme-qwen2-vl"}
DEFAULT = "You are a helpful assistant."
QUERY = "Find an image that matches the given text."
LONGEST = 1800

# text, picture's width and height, instruction
CASES = (
    ("the hello", None, None),
    ("", None, None),
    ("\n a rose, 龍 ", None, QUERY),
    ("", (100, 80), None),
    ("", (640, 480), None),
    ("", (2000, 1500), None),
    ("", (4600, 3300), None),
    ("", (28, 28), None),
    ("", (8000, 40), None),
    ("Which of them?", (97, 131), None),
    ("What is this?", (1700, 2200), QUERY),
    ("", (1003, 1000), "sort them"),
    ("z" * LONGEST, None, None),  # cut to what the longest input of GME-Qwen2-VL holds
)


def prompt(text, image_tokens, instruction):
    """The whole prompt, <|image_pad|> once an image token."""
    image = f"<|vision_start|>{'<|image_pad|>' * image_tokens}<|vision_end|>"
    return (
        f"<|im_start|>system\n{instruction or DEFAULT}<|im_end|>\n<|im_start|>user\n"
        f"{image if image_tokens else ''}{text}<|im_end|>\n<|im_start|>assistant\n<|endoftext|>"
    )


class Pipeline:
    """The reference's way from a case to its embedding, with one golden's model."""

    def __init__(self, golden, model):
        self.golden, self.model = golden, model
        self.tokenizer = Tokenizer.from_str(json.dumps(tiny_tokenizer.content()))

    def ids(self, text, image_tokens, instruction):
        whole = prompt(text, image_tokens, instruction)
        return self.tokenizer.encode(whole, add_special_tokens=False).ids

    def arguments(self, text, picture, instruction):
        """The arguments of the model's forward."""
        if picture is None:
            given = {"input_ids": torch.tensor([self.ids(text, 0, instruction)])}
        else:
            rgb = seen(ramps(*picture), PROFILES[self.golden.name])
            tokens = rgb.shape[0] * rgb.shape[1] // 784
            given = {"input_ids": torch.tensor([self.ids(text, tokens, instruction)])}
            given["pixel_values"] = torch.from_numpy(pixel_values(rgb))
            given["image_grid_thw"] = torch.tensor([grid_thw(rgb)])
            image_token = self.golden.config["image_token_id"]
            given["mm_token_type_ids"] = (given["input_ids"] == image_token).int()
        return given | {"attention_mask": torch.ones_like(given["input_ids"])}

    @torch.no_grad()
    def embed(self, case):
        """float32 [hidden_size], of unit norm."""
        given = self.arguments(*case)
        pooled = golden_oracle.FORWARD[self.golden.positions](self.model, given).numpy()
        return pooled / np.sqrt(np.sum(pooled * pooled))


def whole(case, pipeline):
    """The case, its text cut to the longest input."""
    text, picture, instruction = case
    excess = len(pipeline.ids(text, 0, instruction)) - LONGEST
    return (text[: len(text) - max(0, excess)], picture, instruction)


def write(golden, model, folder):
    """tokenizer.json, pipeline.json and pipeline.f32."""
    pipeline = Pipeline(golden, model)
    cases = [whole(case, pipeline) for case in CASES]
    rows = np.stack([pipeline.embed(case) for case in cases])
    rows.astype("<f4").tofile(folder / "pipeline.f32")
    described = [dict(zip(("text", "picture", "instruction"), case)) for case in cases]
    for name, value in (("tokenizer", tiny_tokenizer.content()), ("pipeline", described)):
        text = json.dumps(value, ensure_ascii=False, indent=2)
        (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")
