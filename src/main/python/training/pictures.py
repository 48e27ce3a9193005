"""Pictures to patch rows, and labels of the merged image tokens."""

import math

import numpy as np
from PIL import Image, ImageDraw

PATCH, MERGE, UNIT = 14, 2, 28
MIN_PIXELS, MAX_PIXELS = 9 * 784, 20 * 784
MEAN = np.array([0.48145466, 0.4578275, 0.40821073], np.float32)
STD = np.array([0.26862954, 0.26130258, 0.27577711], np.float32)


def smart_resize(width: int, height: int) -> tuple:
    """Target (width, height): multiples of 28 with 7 056 to 15 680 pixels.

    Qwen2-VL's `smart_resize` with the demonstration model's limits.
    """
    w, h = (max(UNIT, round(v / UNIT) * UNIT) for v in (width, height))
    if w * h > MAX_PIXELS:
        beta = math.sqrt(width * height / MAX_PIXELS)
        w, h = (max(UNIT, math.floor(v / beta / UNIT) * UNIT) for v in (width, height))
    elif w * h < MIN_PIXELS:
        beta = math.sqrt(MIN_PIXELS / (width * height))
        w, h = (math.ceil(v * beta / UNIT) * UNIT for v in (width, height))
    return w, h


def resized(image: Image.Image) -> Image.Image:
    """The picture as the server's input step makes it: RGB, one bicubic resize."""
    image = image.convert("RGB")
    return image.resize(smart_resize(*image.size), Image.BICUBIC)


def patches(image: Image.Image) -> np.ndarray:
    """Rows [h/14*w/14, 588] of one frame (channel, y, x), in merge-block order."""
    values = (np.asarray(image, np.float32) / 255 - MEAN) / STD
    gh, gw = values.shape[0] // UNIT, values.shape[1] // UNIT
    values = values.reshape(gh, MERGE, PATCH, gw, MERGE, PATCH, 3)
    return np.ascontiguousarray(values.transpose(0, 3, 1, 4, 6, 2, 5)).reshape(
        gh * gw * 4, 3 * PATCH * PATCH
    )


def token_labels(placed: list, size: tuple) -> np.ndarray:
    """Index into `placed` of the object that covers each merged token, or -1: [h/28*w/28]."""
    gw, gh, cell = size[0] // UNIT, size[1] // UNIT, 4
    board = Image.new("L", (gw * cell, gh * cell), 0)
    pen = ImageDraw.Draw(board)
    for k, item in enumerate(placed):
        pen.polygon([(x * gw * cell, y * gh * cell) for x, y in item.outer], fill=k + 1)
    cells = np.asarray(board).reshape(gh, cell, gw, cell).transpose(0, 2, 1, 3)
    cells = cells.reshape(gh * gw, cell * cell)
    cover = np.stack([(cells == k + 1).sum(1) for k in range(len(placed))], 1)
    best = cover.argmax(1)
    return np.where(cover.max(1) >= 4, best, -1)
