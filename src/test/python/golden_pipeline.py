"""Whole inputs, texts and pictures as a user gives them, and their embeddings.

What embed of the models' own code does (modeling_gme_qwen2vl.py of GME-Qwen2-VL,
ops_mm_embedding_v1.py of Ops-MM-embedding-v1, qwen3_vl_embedding.py of Qwen3-VL-Embedding): one
string with the instruction in the system turn, tokenised at once; the picture resized twice
(resize_stages.py).
"""

import json

import golden_oracle
import numpy as np
import qwen3_prompts
import tiny_tokenizer
import torch
from golden_families import family
from pixels import grid_thw, pixel_values
from resize_stages import ramps, seen
from tokenizers import Tokenizer

PROFILES = {
    "ops": "ops-mm-embedding-v1",
    "gme": "gme-qwen2-vl",
    "qwen3": "qwen3-vl-embedding",
}
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


def tokenizer_content(golden):
    """tokenizer.json; Qwen3-VL-Embedding's adds <|endoftext|> to every text."""
    content = tiny_tokenizer.content()
    if golden.name == "qwen3":
        content["post_processor"] = qwen3_prompts.forms(306)["sequence"]
    return content


class Pipeline:
    """The reference's way from a case to its embedding, with one golden's model."""

    def __init__(self, golden, model):
        self.golden, self.model = golden, model
        self.layout = family(golden.config).pixels
        self.tokenizer = Tokenizer.from_str(json.dumps(tokenizer_content(golden)))

    def whole_prompt(self, text, picture, image_tokens, instruction):
        if self.golden.name == "qwen3":
            return qwen3_prompts.prompt(text, instruction, [picture] if picture else [])
        return prompt(text, image_tokens, instruction)

    def ids(self, text, picture, image_tokens, instruction):
        whole = self.whole_prompt(text, picture, image_tokens, instruction)
        own = self.golden.name == "qwen3"
        return self.tokenizer.encode(whole, add_special_tokens=own).ids

    def arguments(self, text, picture, instruction):
        """The arguments of the model's forward."""
        if picture is None:
            given = {"input_ids": torch.tensor([self.ids(text, None, 0, instruction)])}
        else:
            rgb = seen(ramps(*picture), PROFILES[self.golden.name])
            tokens = rgb.shape[0] * rgb.shape[1] // self.layout.factor**2
            ids = self.ids(text, picture, tokens, instruction)
            given = {"input_ids": torch.tensor([ids])}
            given["pixel_values"] = torch.from_numpy(pixel_values(rgb, self.layout))
            given["image_grid_thw"] = torch.tensor([grid_thw(rgb, self.layout)])
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
    excess = len(pipeline.ids(text, None, 0, instruction)) - LONGEST
    return (text[: len(text) - max(0, excess)], picture, instruction)


def write(golden, model, folder):
    """tokenizer.json, pipeline.json and pipeline.f32."""
    pipeline = Pipeline(golden, model)
    cases = [whole(case, pipeline) for case in CASES]
    rows = np.stack([pipeline.embed(case) for case in cases])
    rows.astype("<f4").tofile(folder / "pipeline.f32")
    described = [dict(zip(("text", "picture", "instruction"), case)) for case in cases]
    for name, value in (("tokenizer", tokenizer_content(golden)), ("pipeline", described)):
        text = json.dumps(value, ensure_ascii=False, indent=2)
        (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")
