"""JPEG files by chance: sizes, colours, qualities, scans, and no marker that says the colours."""

import random

import pillow_jpeg
from pillow_scenes import scene

COUNT = 150


def options(rng, mode):
    chosen = {"quality": rng.randint(1, 100), "progressive": rng.random() < 0.4}
    if mode == "RGB" and rng.random() < 0.2:
        chosen["keep_rgb"] = True
    elif mode == "RGB":
        chosen["subsampling"] = rng.choice((0, 1, 2))
    if rng.random() < 0.3:
        chosen["restart_marker_blocks"] = rng.randint(1, 9)
    return chosen


def cases():
    rng = random.Random(1)
    for i in range(COUNT):
        image = scene(rng.randint(1, 90), rng.randint(1, 90), i)
        mode = rng.choice(("RGB", "RGB", "RGB", "L", "CMYK"))
        data = pillow_jpeg.encode(image.convert(mode), **options(rng, mode))
        if rng.random() < 0.2:
            data = pillow_jpeg.without(data, 0xE0, 0xEE)
        yield f"jpeg-odd-chance-{i}-{mode}", data
