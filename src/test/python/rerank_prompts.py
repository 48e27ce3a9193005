"""Prompts of Qwen3-VL-Reranker and their ids, by the rules of its authors' script.

    python rerank_prompts.py TOKENIZER_JSON CORPUS_JSON OUT_DIR

OUT_DIR gets, for a post-processor that adds nothing and for one that adds <|endoftext|>
(qwen3_prompts.forms), a folder of that name with tokenizer.json, and pairs.json: [{"form",
"instruction", "query": {"text", "pictures": [[width, height], ...]}, "document": {...},
"ids": [...]}, ...]. test_rerank_prompts.py holds these rules against transformers' own processor.
"""

import json
import sys
from pathlib import Path

import qwen3_prompts
from tokenizers import Tokenizer

SYSTEM = (
    "Judge whether the Document meets the requirements based on the Query and the Instruct"
    ' provided. Note that the answer can only be "yes" or "no".'
)
DEFAULT = "Given a search query, retrieve relevant candidates that answer the query."
LONGEST = 10240  # tokens before the last five
LAST = 5
INSTRUCTIONS = (None, "Find the picture", " Wo ist das? ", "找到它。", "", " ", "a\nb: ")


def content(text, image_tokens):
    """Images, then the text, None where there is none."""
    images = "".join(
        f"<|vision_start|>{'<|image_pad|>' * tokens}<|vision_end|>" for tokens in image_tokens
    )
    return images + "".join(qwen3_prompts.texts(text, image_tokens))


def prompt(query, document, instruction):
    """The whole string; query and document are (text, tokens of each image)."""
    return (
        f"<|im_start|>system\n{SYSTEM}<|im_end|>\n<|im_start|>user\n"
        f"<Instruct>: {instruction or DEFAULT}<Query>:{content(*query)}"
        f"\n<Document>:{content(*document)}<|im_end|>\n<|im_start|>assistant\n"
    )


def prefix(instruction):
    """What all pairs of one instruction begin with."""
    return prompt(("|", ()), ("", ()), instruction).split("|\n<Document>", 1)[0]


def truncated(ids, special):
    """Ordinary tokens go from the right, but those of the last five ids."""
    head, tail = ids[:-LAST], ids[-LAST:]
    if len(head) <= LONGEST:
        return ids
    left = LONGEST - sum(token in special for token in head)
    kept = []
    for token in head:
        if token in special or left > 0:
            kept.append(token)
            left -= token not in special
    return kept + tail


def ids(tokenizer, query, document, instruction):
    """The ids of a pair."""
    special = {
        number for number, token in tokenizer.get_added_tokens_decoder().items() if token.special
    }
    whole = tokenizer.encode(prompt(query, document, instruction), add_special_tokens=True).ids
    return truncated(whole, special)


def side(text, pictures):
    """As prompt() takes it, of pictures' sizes."""
    return text, tuple(qwen3_prompts.image_tokens(*size) for size in pictures)


SIDES = (
    ("What is this?", ()),
    ("", ()),
    (None, ()),
    ("\n 龍 ", ((64, 64),)),
    (None, ((448, 448),)),
    ("a rose", ((32, 96), (100, 100))),
)


def cases(corpus, special):
    """(instruction, query, document): texts that spell no special token, and all combinations."""
    plain = [text for text in corpus if not any(token in text for token in special)]
    for index, text in enumerate(plain):
        instruction = INSTRUCTIONS[index % len(INSTRUCTIONS)]
        yield instruction, (text, ()), (plain[(7 * index + 1) % len(plain)], ())
    for instruction in INSTRUCTIONS:
        for query in SIDES:
            for document in SIDES:
                yield instruction, query, document
    words = "long words of a text " * 3000
    for query in SIDES:
        yield None, query, (words, ())
        yield None, query, (words, ((448, 448), (32, 96)))


def main(tokenizer_json, corpus_json, folder):
    content_of = json.loads(tokenizer_json.read_text(encoding="utf-8"))
    corpus = json.loads(corpus_json.read_text(encoding="utf-8"))
    end = next(t["id"] for t in content_of["added_tokens"] if t["content"] == "<|endoftext|>")
    entries = []
    for form, processor in qwen3_prompts.forms(end).items():
        (folder / form).mkdir(parents=True, exist_ok=True)
        text = json.dumps({**content_of, "post_processor": processor}, ensure_ascii=False)
        (folder / form / "tokenizer.json").write_text(text, encoding="utf-8")
        tokenizer = Tokenizer.from_str(text)
        for instruction, query, document in cases(corpus, qwen3_prompts.literals(tokenizer)):
            found = ids(tokenizer, side(*query), side(*document), instruction)
            sides = {"query": query, "document": document}
            described = {
                name: {"text": text, "pictures": pictures}
                for name, (text, pictures) in sides.items()
            }
            entries.append({"form": form, "instruction": instruction, **described, "ids": found})
    text = json.dumps(entries, ensure_ascii=False)
    (folder / "pairs.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
