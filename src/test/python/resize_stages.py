"""Pictures as the reference models see them, after one resize and another.

    python resize_stages.py OUT_JSON

The first is that of the models' own fetch_image, by qwen_vl_utils' smart_resize (a longer side of
more than 200 shorter ones is cut), the second that of transformers' image processor, by which most
pictures of Ops-MM-embedding-v1 stay as they are. Both resample by Pillow's bicubic filter, to
bytes: GME-Qwen2-VL's code asks for transformers before 4.52, whose Qwen2VLImageProcessor does.

OUT_JSON gets [{"profile", "factor", "width", "height", "to": [width, height], "crc"}, ...]: the
CRC-32 of the bytes that ramps of width x height come to.
"""

import json
import sys
import zlib
from pathlib import Path

import numpy as np
from PIL import Image
from smart_resize import smart_resize

FACTOR, MAX_RATIO = 28, 200
PROCESSOR = (256 * FACTOR**2, 1280 * FACTOR**2)
QWEN3 = "qwen3-vl-embedding"
OWN = {"ops-mm-embedding-v1": PROCESSOR, "gme-qwen2-vl": (4 * FACTOR**2, 16384 * FACTOR**2)}
SIZES = (
    *((1, 1), (28, 28), (56, 56), (97, 131), (100, 80), (448, 448), (640, 480), (1000, 1000)),
    *((1700, 2200), (2000, 1500), (1280, 720), (14, 1400), (1400, 14), (8000, 40), (40, 8000)),
    *((7400, 37), (30, 5800), (5900, 30), (4600, 3300), (3333, 5001), (1003, 1000)),
)


def ramps(width, height):
    """uint8 [height, width, 3] that no resize leaves as it is."""
    y, x = np.mgrid[0:height, 0:width]
    return np.stack([7 * x + 3 * y, 5 * x + 11 * y, x * x + y], axis=-1).astype(np.uint8)


def own_size(height, width, limits):
    """(height, width) of the first resize."""
    h, w = smart_resize(height, width, FACTOR, *limits)
    return min(h, MAX_RATIO * w), min(w, MAX_RATIO * h)


def seen_by_qwen3(rgb):
    """The same of Qwen3-VL-Embedding: one resize, that of its own code."""
    height, width = smart_resize(*rgb.shape[:2], 32, 4 * 32**2, 1800 * 32**2)
    return np.asarray(Image.fromarray(rgb).resize((width, height), Image.Resampling.BICUBIC))


def seen(rgb, profile):
    """uint8 [height, width, 3] as the model sees a picture."""
    if profile == QWEN3:
        return seen_by_qwen3(rgb)
    picture = Image.fromarray(rgb)
    for limits in (OWN[profile], None):
        size = (picture.height, picture.width)
        to = own_size(*size, limits) if limits else smart_resize(*size, FACTOR, *PROCESSOR)
        picture = picture.resize(to[::-1], Image.Resampling.BICUBIC)
    return np.asarray(picture)


def rows():
    for profile in (*OWN, QWEN3):
        for width, height in SIZES:
            rgb = seen(ramps(width, height), profile)
            yield {
                "profile": profile,
                "factor": 32 if profile == QWEN3 else FACTOR,
                "width": width,
                "height": height,
                "to": [rgb.shape[1], rgb.shape[0]],
                "crc": f"{zlib.crc32(rgb.tobytes()):08x}",
            }


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(list(rows())) + "\n", encoding="utf-8")
