"""Writes tokenizer.json with the real vocabulary of Qwen2.

    python make_tokenizer.py OUT_DIR

The vocabulary comes from the PyPI package dashscope, which is downloaded into
OUT_DIR (once; pinned in requirements-tokenizer.txt) and read, not installed.
The file has the structure that Qwen2's own tokenizer.json has: NFC, the split
expression, byte-level BPE, and 14 special tokens.
"""

import argparse
import base64
import json
import subprocess
import sys
import zipfile
from pathlib import Path

from token_ids import encode, prompt
from tokenizers import Tokenizer

SPLIT = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}"
    r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
SPECIAL = (
    "endoftext im_start im_end object_ref_start object_ref_end box_start box_end"
    " quad_start quad_end vision_start vision_end vision_pad image_pad video_pad"
).split()

# Published ids, seen with the tokenizer of Qwen2.
KNOWN_TEXT = ("Hello, world! 123", "9707 11 1879 0 220 16 17 18")
KNOWN_PROMPT = (
    "Hello world",
    "151644 8948 198 2610 525 264 10950 17847 13 151645 198 151644 872 198 9707"
    " 1879 151645 198 151644 77091 198 151643",
)


def download(folder):
    """The path of the pinned dashscope wheel in the folder."""
    requirements = Path(__file__).with_name("requirements-tokenizer.txt")
    pip = [sys.executable, "-m", "pip", "--quiet", "download", "--no-deps"]
    pip += ["--only-binary=:all:", "--require-hashes", "-r", str(requirements)]
    subprocess.run(pip + ["--dest", str(folder)], check=True)
    return next(folder.glob("dashscope-*.whl"))


def read_ranks(wheel):
    """{token bytes: rank} of the tiktoken file in the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        lines = archive.read("dashscope/resources/qwen.tiktoken").splitlines()
    pairs = (line.split() for line in lines if line)
    return {base64.b64decode(token): int(rank) for token, rank in pairs}


def byte_characters():
    """GPT-2's byte-level alphabet: the character that stands for each byte."""
    own = [*range(33, 127), *range(161, 173), *range(174, 256)]
    other = (byte for byte in range(256) if byte not in own)
    alphabet = {byte: chr(byte) for byte in own}
    return alphabet | {byte: chr(256 + n) for n, byte in enumerate(other)}


def merge_of(token, ranks):
    """The two parts whose merge makes a token.

    BPE over the token's bytes with the merges of lower rank stops at exactly
    two parts: the pair that this rank joins.
    """
    parts = [token[i : i + 1] for i in range(len(token))]
    while len(parts) > 2:
        joined = (ranks.get(a + b, len(ranks)) for a, b in zip(parts, parts[1:]))
        rank, at = min((r, i) for i, r in enumerate(joined))
        if rank >= ranks[token]:
            raise ValueError(f"no merge makes {token!r}")
        parts[at : at + 2] = [parts[at] + parts[at + 1]]
    return parts


def byte_level(ranks):
    """(vocab, merges) of tokenizer.json for a tiktoken vocabulary."""
    alphabet = byte_characters()

    def text(token):
        return "".join(alphabet[byte] for byte in token)

    ordered = sorted(ranks, key=ranks.get)
    merges = (merge_of(token, ranks) for token in ordered if len(token) > 1)
    vocab = {text(token): ranks[token] for token in ordered}
    return vocab, [f"{text(a)} {text(b)}" for a, b in merges]


def added_tokens(first_id):
    """The entries of the special tokens, numbered from first_id."""
    flags = dict.fromkeys(("single_word", "lstrip", "rstrip", "normalized"), False)
    return [
        {"id": first_id + n, "content": f"<|{name}|>", **flags, "special": True}
        for n, name in enumerate(SPECIAL)
    ]


def tokenizer_json(vocab, merges):
    """The whole of tokenizer.json."""
    byte_level = {"type": "ByteLevel", "add_prefix_space": False}
    byte_level |= {"trim_offsets": False, "use_regex": False}
    split = {"type": "Split", "pattern": {"Regex": SPLIT}}
    split |= {"behavior": "Isolated", "invert": False}
    model = {"type": "BPE", "dropout": None, "unk_token": None}
    model |= {"continuing_subword_prefix": "", "end_of_word_suffix": ""}
    model |= {"fuse_unk": False, "byte_fallback": False}
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": added_tokens(len(vocab)),
        "normalizer": {"type": "NFC"},
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [split, byte_level]},
        "post_processor": byte_level,
        "decoder": byte_level,
        "model": {**model, "vocab": vocab, "merges": merges},
    }


def check(path):
    """Compares the file's ids with the published ones."""
    tokenizer = Tokenizer.from_file(str(path))
    text, ids = KNOWN_PROMPT
    found = encode(tokenizer, KNOWN_TEXT[0]), encode(tokenizer, prompt(text))
    known = tuple([int(i) for i in s.split()] for s in (KNOWN_TEXT[1], ids))
    if found != known:
        raise SystemExit(f"{path}: ids {found} in place of {known}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("out_dir", type=Path)
    folder = parser.parse_args().out_dir
    folder.mkdir(parents=True, exist_ok=True)
    vocab, merges = byte_level(read_ranks(download(folder)))
    text = json.dumps(tokenizer_json(vocab, merges), ensure_ascii=False)
    (folder / "tokenizer.json").write_text(text, encoding="utf-8")
    check(folder / "tokenizer.json")


if __name__ == "__main__":
    main()
