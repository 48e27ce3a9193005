"""From a resized picture to the rows that the vision tower reads.

Written from the definition of Qwen2-VL's image processor, without it, so that
the one checks the other.
"""

import numpy as np

PATCH, MERGE, TEMPORAL = 14, 2, 2
MEAN = np.array([0.48145466, 0.4578275, 0.40821073], np.float32)
STD = np.array([0.26862954, 0.26130258, 0.27577711], np.float32)


def pixel_values(rgb):
    """uint8 [height, width, 3] to float32 [height * width / 196, 1176].

    Sides are multiples of 28. The four patches that are merged into one token
    are consecutive rows; columns are channel, frame, y, x.
    """
    height, width, _ = rgb.shape
    x = (rgb.astype(np.float32) * np.float32(1 / 255) - MEAN) / STD
    side = PATCH * MERGE
    x = x.reshape(height // side, MERGE, PATCH, width // side, MERGE, PATCH, 3)
    x = x.transpose(0, 3, 1, 4, 6, 2, 5)  # bh bw mh mw c y x
    x = np.stack([x] * TEMPORAL, axis=5)  # bh bw mh mw c t y x
    return np.ascontiguousarray(x.reshape(height * width // PATCH**2, -1))


def grid_thw(rgb):
    """The picture's grid in patches: (1, rows, columns)."""
    return (1, rgb.shape[0] // PATCH, rgb.shape[1] // PATCH)
