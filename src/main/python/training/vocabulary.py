"""The tokenizer: a small byte-level BPE with Qwen2's rules and special tokens."""

from pathlib import Path
from random import Random

import captions
import edits
import outside
import scenes
import words
from tokenizers import (
    AddedToken,
    Regex,
    Tokenizer,
    decoders,
    models,
    normalizers,
    pre_tokenizers,
    trainers,
)

SIZE = 1536
SPECIAL = (
    "<|endoftext|>",
    "<|im_start|>",
    "<|im_end|>",
    "<|object_ref_start|>",
    "<|object_ref_end|>",
    "<|box_start|>",
    "<|box_end|>",
    "<|quad_start|>",
    "<|quad_end|>",
    "<|vision_start|>",
    "<|vision_end|>",
    "<|vision_pad|>",
    "<|image_pad|>",
    "<|video_pad|>",
)
IDS = {token: SIZE - len(SPECIAL) + k for k, token in enumerate(SPECIAL)}
QWEN2 = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+"
)
DEFAULT_INSTRUCTION = "You are a helpful assistant."
INSTRUCTIONS = (
    DEFAULT_INSTRUCTION,
    "Find an image that matches the given text.",
    "Represent the given image.",
    "Represent the given text.",
    "Retrieve the picture that fits the description.",
    "Find a caption for the image.",
    "Represent the user's input.",
    "Find the picture after the described change.",
)


def _corpus(random: Random, lines: int):
    for _ in range(lines):
        scene = scenes.sample(random)
        target, kind = scenes.edit(random, scene)
        yield captions.caption(random, scene, "en")[0]
        yield captions.caption(random, scene, "de")[0]
        yield scenes.SHAPES[scene.shape]
        yield edits.wording(random, scene, target, kind)
        yield from ("user", "assistant", "system")
    yield from _chinese_words(lines // 8)
    for _ in range(lines // 6):
        yield outside.text(random)
    yield from INSTRUCTIONS * (lines // 20)


def _chinese_words(times: int):
    """Chinese in single words, so that no token spans a whole phrase."""
    for group in (
        words.ZH_SHAPES,
        words.ZH_COLOURS,
        words.ZH_COUNTS[1:],
        words.ZH_POSITIONS,
        words.ZH_BACKGROUNDS,
        ("背景", "图片", "同样", "换成", "变成", "改成"),
    ):
        for word in group:
            yield from [word] * times


def train_tokenizer() -> Tokenizer:
    """Trains the tokenizer on generated texts; the same every time."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(QWEN2), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=SIZE - len(SPECIAL),
        min_frequency=3,
        show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
    )
    tokenizer.train_from_iterator(_corpus(Random("tokenizer"), 12000), trainer)
    tokenizer.add_special_tokens([AddedToken(t, special=True, normalized=False) for t in SPECIAL])
    if tokenizer.token_to_id(SPECIAL[0]) != IDS[SPECIAL[0]]:
        raise ValueError("the vocabulary has another size than expected")
    return tokenizer


def kept_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer in the file, which is trained and written first if it is not there."""
    if not path.exists():
        train_tokenizer().save(str(path), pretty=False)
    return Tokenizer.from_file(str(path))


class Prompt:
    """Token ids of the parts of the prompt."""

    def __init__(self, tokenizer: Tokenizer):
        self.tokenizer = tokenizer
        self.end = self.ids("<|im_end|>\n<|im_start|>assistant\n<|endoftext|>")

    def ids(self, text: str) -> list:
        return self.tokenizer.encode(text, add_special_tokens=False).ids

    def beginning(self, instruction: str) -> list:
        """System message and the start of the user's."""
        return self.ids(f"<|im_start|>system\n{instruction}<|im_end|>\n<|im_start|>user\n")

    def ending(self, text: str) -> list:
        """The user's text and everything after it."""
        return (self.ids(text) if text else []) + self.end
