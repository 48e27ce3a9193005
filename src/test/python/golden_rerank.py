"""Pairs of query and document and their scores, as Qwen3-VL-Reranker's code makes them.

The score is the logit of "yes" less that of "no" after the last position: the last row after the
final norm times the difference of two rows of the head (qwen3_vl_reranker.py; its sigmoid is the
probability). What is written beside it, the product of the two vectors' lengths, is what a cosine
would divide it by: the measure of a difference.
"""

import json

import golden_oracle
import numpy as np
import qwen3_prompts
import rerank_prompts
import tiny_tokenizer
import torch
from golden_families import family
from golden_inputs import PICTURES, picture
from pixels import grid_thw, pixel_values
from resize_stages import QWEN3, ramps, seen
from tokenizers import Tokenizer

ANSWERS = ("yes", "no")
ONE, SQUARE, WIDE, TALL, STRIP, LARGE = PICTURES[32][:6]
OTHER = "Find an image that matches the given text."
QUERY = ("What is a rose?", ())
LINES = "the rose is a rose; and another one, " * 9

# {case name: [(instruction, query, document)]}, each of the two a text, None where there is none,
# and names of pictures
CASES = {
    "text-text": [
        (None, QUERY, ("A rose is a flower.", ())),
        (None, QUERY, ("", ())),
        (None, QUERY, (LINES, ())),
        (None, (LINES, ()), ("so", ())),
        (OTHER, QUERY, ("A rose is a flower.", ())),
        (None, ("\n", ()), ("\n 龍", ())),
        (None, (None, ()), (None, ())),
    ],
    "image-text": [
        (None, (None, (SQUARE,)), ("a square", ())),
        (OTHER, ("what?", (LARGE,)), ("the large one", ())),
    ],
    "text-image": [(None, QUERY, (None, (name,))) for name in (ONE, WIDE, TALL, STRIP, LARGE)],
    "image-image": [
        (None, (None, (WIDE,)), (None, (TALL,))),
        (None, ("the same", (WIDE,)), ("as here", (WIDE,))),
    ],
    "several-images": [
        (None, ("these", (WIDE, TALL)), ("those", (SQUARE, ONE, LARGE))),
        (OTHER, (None, ()), (None, (TALL, TALL, TALL))),
    ],
    "mixed-batch": [
        (None, QUERY, ("A rose is a flower.", ())),
        (None, QUERY, ("here", (WIDE,))),
        (OTHER, (None, (TALL,)), ("x", ())),
        (None, ("?", (ONE,)), (LINES, (SQUARE,))),
        (None, QUERY, (None, ())),
    ],
}

# (instruction, query, document) as users give them: pictures by width and height (ramps)
WHOLE = (
    (None, ("the hello", ()), ("another one", ())),
    ("", ("the hello", ()), ("", ())),
    ("sort them", ("\n a rose, 龍 ", ()), (" ", ())),
    (None, (None, ((100, 80),)), ("a ramp", ())),
    (None, ("a ramp", ()), (None, ((640, 480),))),
    (OTHER, ("which?", ((97, 131),)), ("this one", ((320, 200), (28, 28)))),
    (None, (None, ()), (None, ())),
    (None, ("all of it", ()), (None, ((1003, 1000),))),
)


def tokenizer_content(golden):
    """tokenizer.json; one golden's adds <|endoftext|> to every text."""
    content = tiny_tokenizer.content(("n o", "y es"))
    if golden.name == "qwen3-reranker-untied":
        content["post_processor"] = qwen3_prompts.forms(308)["sequence"]
    return content


class Reranker:
    """The reference's way from a pair to its score, with one golden's model."""

    def __init__(self, golden, model):
        self.golden, self.model = golden, model
        self.layout = family(golden.config).pixels
        self.content = tokenizer_content(golden)
        self.tokenizer = Tokenizer.from_str(json.dumps(self.content))
        yes, no = (self.tokenizer.get_vocab()[word] for word in ANSWERS)
        self.answers = (yes, no)
        head = model.lm_head.weight.detach()
        self.difference = (head[yes] - head[no]).double().numpy()

    def ids(self, instruction, query, document, pictures):
        """pictures: for each of the two the arrays that the model sees."""
        sides = [
            (text, tuple(p.shape[0] * p.shape[1] // self.layout.factor**2 for p in shown))
            for (text, _), shown in zip((query, document), pictures)
        ]
        return rerank_prompts.ids(self.tokenizer, *sides, instruction)

    def prefix_length(self, ids, instruction):
        shared = self.tokenizer.encode(
            rerank_prompts.prefix(instruction), add_special_tokens=False
        ).ids
        return len(shared) if ids[: len(shared)] == shared else 0

    @torch.no_grad()
    def score(self, ids, pictures):
        """(logit of yes less that of no, length times length)."""
        given = {"input_ids": torch.tensor([ids])}
        if pictures:
            rows = np.concatenate([pixel_values(p, self.layout) for p in pictures])
            given["pixel_values"] = torch.from_numpy(rows)
            given["image_grid_thw"] = torch.tensor([grid_thw(p, self.layout) for p in pictures])
            image_token = self.golden.config["image_token_id"]
            given["mm_token_type_ids"] = (given["input_ids"] == image_token).int()
        given["attention_mask"] = torch.ones_like(given["input_ids"])
        hidden = golden_oracle.whole_model(self.model, given).double().numpy()
        lengths = np.linalg.norm(hidden) * np.linalg.norm(self.difference)
        return float(hidden @ self.difference), float(lengths)


def write_cases(reranker, folder):
    """pairs.json and the float32 rows, score and measure, of every case."""
    described = []
    for name, pairs in CASES.items():
        inputs, rows = [], []
        for instruction, query, document in pairs:
            shown = [[picture(each) for each in names] for _, names in (query, document)]
            ids = reranker.ids(instruction, query, document, shown)
            rows.append(reranker.score(ids, shown[0] + shown[1]))
            inputs.append(
                {
                    "input_ids": ids,
                    "prefix_length": reranker.prefix_length(ids, instruction),
                    "images": [image(each) for each in (*query[1], *document[1])],
                }
            )
        np.array(rows, "<f4").tofile(folder / f"{name}.f32")
        described.append({"name": name, "scores_file": f"{name}.f32", "inputs": inputs})
    return described


def image(name):
    height, width = map(int, name.split("x"))
    return {"height": height, "width": width, "rgb_file": f"../images/{name}.rgb"}


def write_whole(reranker, folder):
    """tokenizer.json, pipeline.json and pipeline.f32."""
    rows = []
    for instruction, query, document in WHOLE:
        shown = [[seen(ramps(*size), QWEN3) for size in sizes] for _, sizes in (query, document)]
        ids = reranker.ids(instruction, query, document, shown)
        rows.append(reranker.score(ids, shown[0] + shown[1]))
    np.array(rows, "<f4").tofile(folder / "pipeline.f32")
    cases = [
        {
            "instruction": instruction,
            "query": dict(zip(("text", "pictures"), query)),
            "document": dict(zip(("text", "pictures"), document)),
        }
        for instruction, query, document in WHOLE
    ]
    for name, value in (("tokenizer", reranker.content), ("pipeline", cases)):
        text = json.dumps(value, ensure_ascii=False, indent=2)
        (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def write(golden, model, folder, versions):
    """All of a golden that follows its weights."""
    reranker = Reranker(golden, model)
    cases = write_cases(reranker, folder)
    text = json.dumps({"versions": versions, "answers": reranker.answers, "cases": cases})
    text = text.replace('{"name"', '\n{"name"').replace('{"input_ids"', '\n  {"input_ids"')
    text = text.replace(" \n", "\n")
    (folder / "pairs.json").write_text(text + "\n", encoding="utf-8")
    write_whole(reranker, folder)
