"""Prompts of Qwen3-VL-Embedding and their ids, by the rules of its authors' script.

    python qwen3_prompts.py TOKENIZER_JSON CORPUS_JSON OUT_DIR

OUT_DIR gets, for a post-processor that adds nothing and for one that adds <|endoftext|>
(FORMS), a folder of that name with tokenizer.json, and prompts.json: [{"form", "text",
"instruction", "pictures": [[width, height], ...], "ids": [...]}, ...]. test_qwen3_prompts.py holds
these rules against transformers' own processor.
"""

import json
import sys
import unicodedata
from pathlib import Path

from smart_resize import smart_resize
from tokenizers import Tokenizer

DEFAULT = "Represent the user's input."
LONGEST = 8192
PICTURES = ((), ((64, 64),), ((448, 448),), ((3000, 100),), ((32, 96), (640, 480), (100, 100)))
INSTRUCTIONS = (
    None,
    "Find the picture",
    " Wo ist das? ",
    "找到它。",
    "a $",
    "(so)",
    "A B\n",
    "",
    "  ",
)
BYTE_LEVEL = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": False}
BYTE_LEVEL |= {"use_regex": False}


def template(token, token_id):
    """A post-processor that adds a token after every text, as the published files have it."""
    text = [{"Sequence": {"id": name, "type_id": n}} for n, name in enumerate("AB")]
    added = {"SpecialToken": {"id": token, "type_id": 0}}
    special = {token: {"id": token, "ids": [token_id], "tokens": [token]}}
    single = {"type": "TemplateProcessing", "single": [text[0], added]}
    return {**single, "pair": [text[0], added, text[1], added], "special_tokens": special}


def forms(end):
    """{name: post-processor}; end is the id of <|endoftext|>."""
    adding = template("<|endoftext|>", end)
    return {
        "byte-level": BYTE_LEVEL,
        "template": adding,
        "sequence": {"type": "Sequence", "processors": [BYTE_LEVEL, adding]},
    }


def sentence(instruction):
    """The instruction as it goes in."""
    stripped = (instruction or "").strip() or DEFAULT
    return stripped if unicodedata.category(stripped[-1]).startswith("P") else stripped + "."


def image_tokens(width, height):
    h, w = smart_resize(height, width, 32, 4 * 32**2, 1800 * 32**2)
    return h // 32 * (w // 32)


def texts(text, pictures):
    """What stands for a text, None where there is none."""
    if text is None:
        return [] if pictures else ["NULL"]
    return [text]


def prompt(text, instruction, pictures):
    """The whole string, <|image_pad|> once an image token."""
    images = "".join(
        f"<|vision_start|>{'<|image_pad|>' * image_tokens(*size)}<|vision_end|>"
        for size in pictures
    )
    shown = "".join(texts(text, pictures))
    return (
        f"<|im_start|>system\n{sentence(instruction)}<|im_end|>\n"
        f"<|im_start|>user\n{images}{shown}<|im_end|>\n<|im_start|>assistant\n"
    )


def truncated(tokenizer):
    """The tokenizer with the script's truncation."""
    tokenizer.enable_truncation(LONGEST)
    return tokenizer


def literals(tokenizer):
    return [token.content for token in tokenizer.get_added_tokens_decoder().values()]


def cases(corpus, special):
    """(text, instruction, pictures): texts that spell no special token, and all combinations."""
    plain = [text for text in corpus if not any(token in text for token in special)]
    for index, text in enumerate(plain):
        instruction = INSTRUCTIONS[index % len(INSTRUCTIONS)]
        yield text, instruction, PICTURES[index // 7 % len(PICTURES)] if index % 4 == 3 else ()
    for instruction in INSTRUCTIONS:
        for pictures in PICTURES:
            for text in (None, "", "What is this?", "\n 龍 "):
                yield text, instruction, pictures
    for pictures in PICTURES:
        yield "long words of a text " * 3000, None, pictures


def main(tokenizer_json, corpus_json, folder):
    content = json.loads(tokenizer_json.read_text(encoding="utf-8"))
    corpus = json.loads(corpus_json.read_text(encoding="utf-8"))
    end = next(t["id"] for t in content["added_tokens"] if t["content"] == "<|endoftext|>")
    entries = []
    for form, processor in forms(end).items():
        (folder / form).mkdir(parents=True, exist_ok=True)
        text = json.dumps({**content, "post_processor": processor}, ensure_ascii=False)
        (folder / form / "tokenizer.json").write_text(text, encoding="utf-8")
        tokenizer = truncated(Tokenizer.from_str(text))
        for case in cases(corpus, literals(tokenizer)):
            ids = tokenizer.encode(prompt(*case), add_special_tokens=True).ids
            entry = dict(zip(("text", "instruction", "pictures"), case))
            entries.append({"form": form, **entry, "ids": ids})
    text = json.dumps(entries, ensure_ascii=False)
    (folder / "prompts.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
