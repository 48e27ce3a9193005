"""The inputs of every golden: prompts as token ids, and pictures.

The prompt has the form of Qwen2-VL embedding models: a system part with the
instruction, a user part with pictures and text, and an opened assistant part
that ends in the pooled token.
"""

from dataclasses import dataclass

import numpy as np
from golden_families import family

# height x width, by the side of an image token: one token, a square, wide, tall, a strip, and
# larger ones
PICTURES = {
    28: ("28x28", "56x56", "84x140", "140x56", "28x336", "196x252", "308x420"),
    32: ("32x32", "64x64", "96x160", "160x64", "32x384", "160x192"),
}
ALL_PICTURES = tuple(name for names in PICTURES.values() for name in names)


def size(name):
    """(height, width) of a picture."""
    height, width = name.split("x")
    return int(height), int(width)


def picture(name):
    """uint8 [height, width, 3]: two gradients, three discs and some noise."""
    height, width = size(name)
    generator = np.random.Generator(np.random.PCG64([height, width]))
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    slopes = generator.uniform(-1, 1, (2, 3)).astype(np.float32)
    rgb = 128 + 90 * (y[..., None] / height * slopes[0] + x[..., None] / width * slopes[1])
    for _ in range(3):
        cy, cx = generator.uniform(0, height), generator.uniform(0, width)
        radius = generator.uniform(0.15, 0.4) * max(28, min(height, width))
        rgb[(y - cy) ** 2 + (x - cx) ** 2 < radius**2] = generator.uniform(0, 255, 3)
    rgb += generator.normal(0, 12, rgb.shape)
    return np.clip(np.rint(rgb), 0, 255).astype(np.uint8)


@dataclass(frozen=True)
class Input:
    """One input: ids with <|image_pad|> already expanded, and its pictures."""

    input_ids: list
    prefix_length: int
    images: tuple = ()


class Prompts:
    """Writes prompts in the vocabulary of one config."""

    def __init__(self, config, seed):
        text = config.get("text_config", config)
        self.endoftext = text["bos_token_id"]
        self.im_start, self.im_end = self.endoftext + 1, text["eos_token_id"]
        self.vision_start = config["vision_start_token_id"]
        self.vision_end = config["vision_end_token_id"]
        self.image_pad = config["image_token_id"]
        self.factor = family(config).pixels.factor
        self.generator = np.random.Generator(np.random.PCG64([seed, 0x70]))
        self.newline, self.system, self.user, self.assistant = 0, 1, 2, 3

    def words(self, count):
        """count ordinary token ids."""
        return self.generator.integers(4, self.endoftext, count).tolist()

    def prefix(self, instruction):
        """The system part up to and with the line break after "user"."""
        head = [self.im_start, self.system, self.newline]
        user = [self.im_end, self.newline, self.im_start, self.user, self.newline]
        return head + instruction + user

    def input(self, prefix, text=(), images=()):
        """A whole prompt after a prefix made by prefix()."""
        ids = prefix + self.vision(images) + list(text)
        ids += [self.im_end, self.newline, self.im_start, self.assistant]
        return Input(ids + [self.newline, self.endoftext], len(prefix), tuple(images))

    def vision(self, images):
        ids = []
        for name in images:
            tokens = size(name)[0] * size(name)[1] // self.factor**2
            ids += [self.vision_start] + [self.image_pad] * tokens + [self.vision_end]
        return ids


def without_prefix(an_input):
    """The same input, its prefix not to be kept."""
    return Input(an_input.input_ids, 0, an_input.images)


def cases(config, seed):
    """{case name: list of inputs} of one golden."""
    make = Prompts(config, seed)
    pictures = PICTURES[make.factor]
    one, square, wide, tall, strip, large = pictures[:6]
    default, other = make.prefix(make.words(6)), make.prefix(make.words(19))
    text, image = make.input(default, make.words(9)), make.input(default, (), [wide])
    fused = make.input(default, make.words(7), [large])
    return {
        "text-short": [
            make.input(default, make.words(3)),
            make.input(default, make.words(12)),
            without_prefix(make.input(default, make.words(12))),
            make.input(default),
        ],
        "text-long": [
            make.input(default, make.words(290)),
            without_prefix(make.input(other, make.words(257))),
        ],
        "image-only": [make.input(default, (), [name]) for name in pictures],
        "fused": [
            make.input(default, make.words(5), [square]),
            make.input(other, make.words(40), [strip]),
            without_prefix(make.input(other, make.words(5), [tall])),
        ],
        "several-images": [
            make.input(default, make.words(4), [wide, tall]),
            make.input(default, (), [square, large, one, wide]),
        ],
        "mixed-batch": [
            text,
            image,
            fused,
            make.input(default, make.words(5), [tall, square]),
            make.input(other, make.words(30)),
            make.input(other, make.words(6), [wide]),
            without_prefix(make.input(other, (), [one, one])),
            text,
        ],
        # frames of a video: pictures of one size in their order, and of several
        "frames": [
            make.input(default, make.words(4), [wide] * 8),
            make.input(default, (), [square, tall, wide, square, square]),
        ],
        # Not a prompt: what the arithmetic has to bear.
        "edge": [
            Input([make.endoftext], 0),
            Input(make.words(1) + [make.endoftext], 1),
            Input(default + [make.endoftext], len(default)),
            Input(make.vision([one]), 0, (one,)),
        ],
    }
