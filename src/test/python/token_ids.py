"""Writes the token ids of a corpus, as the Python tokenizers give them.

    python token_ids.py TOKENIZER_JSON CORPUS_JSON OUT_JSON

CORPUS_JSON is an array of strings. OUT_JSON is

    {"tokenizers": version, "inputs": [{"text": ..., "plain": [id, ...],
     "instruction": ..., "prompt": [id, ...]}, ...]}

plain: the text alone, the literals of special tokens read as ordinary text.
prompt: the whole prompt encoded as one string, special tokens recognised; null
where text or instruction holds the literal of a special token, because there
the whole string would not be the same prompt.
"""

import argparse
import json
from pathlib import Path

import tokenizers
from tokenizers import Tokenizer

DEFAULT_INSTRUCTION = "You are a helpful assistant."


def prompt(text, instruction=DEFAULT_INSTRUCTION):
    """The prompt of Qwen2-VL embedding models for a text without images."""
    return (
        f"<|im_start|>system\n{instruction}<|im_end|>\n"
        f"<|im_start|>user\n{text}<|im_end|>\n"
        "<|im_start|>assistant\n<|endoftext|>"
    )


def encode(tokenizer, text):
    return tokenizer.encode(text, add_special_tokens=False).ids


def without_added_tokens(path):
    """The tokenizer of a file, knowing no special token."""
    content = json.loads(path.read_text(encoding="utf-8"))
    return Tokenizer.from_str(json.dumps({**content, "added_tokens": []}))


def instruction_for(index, corpus):
    """The default, or for every third string the one seven before it."""
    return corpus[index - 7] if index % 3 == 2 else DEFAULT_INSTRUCTION


def ids(path, corpus):
    """The entries of OUT_JSON's "inputs"."""
    plain, whole = without_added_tokens(path), Tokenizer.from_file(str(path))
    literals = [t.content for t in whole.get_added_tokens_decoder().values()]
    entries = []
    for index, text in enumerate(corpus):
        instruction = instruction_for(index, corpus)
        literal = any(t in part for t in literals for part in (text, instruction))
        entries.append(
            {
                "text": text,
                "plain": encode(plain, text),
                "instruction": instruction,
                "prompt": None if literal else encode(whole, prompt(text, instruction)),
            }
        )
    return entries


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("tokenizer_json", "corpus_json", "out_json"):
        parser.add_argument(name, type=Path)
    options = parser.parse_args()
    corpus = json.loads(options.corpus_json.read_text(encoding="utf-8"))
    entries = ids(options.tokenizer_json, corpus)
    text = json.dumps({"tokenizers": tokenizers.__version__, "inputs": entries})
    options.out_json.parent.mkdir(parents=True, exist_ok=True)
    options.out_json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
