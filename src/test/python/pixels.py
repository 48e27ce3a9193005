"""From a resized picture to the rows that the vision tower reads.

Written from the definition of the models' image processors, without them, so
that the one checks the other.
"""

from dataclasses import dataclass

import numpy as np

MERGE, TEMPORAL = 2, 2


@dataclass(frozen=True)
class Pixels:
    """How one architecture's processor lays pixels out: patches of patch x patch."""

    patch: int
    mean: tuple
    std: tuple

    @property
    def factor(self):
        """The side of one image token."""
        return self.patch * MERGE


QWEN2_VL = Pixels(14, (0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711))
QWEN3_VL = Pixels(16, (0.5, 0.5, 0.5), (0.5, 0.5, 0.5))


def pixel_values(rgb, layout=QWEN2_VL):
    """uint8 [height, width, 3] to float32 [patches, 6 * patch * patch].

    Sides are multiples of the factor. The four patches that are merged into one
    token are consecutive rows; columns are channel, frame, y, x.
    """
    height, width, _ = rgb.shape
    mean, std = np.array(layout.mean, np.float32), np.array(layout.std, np.float32)
    x = (rgb.astype(np.float32) * np.float32(1 / 255) - mean) / std
    side, patch = layout.factor, layout.patch
    x = x.reshape(height // side, MERGE, patch, width // side, MERGE, patch, 3)
    x = x.transpose(0, 3, 1, 4, 6, 2, 5)  # bh bw mh mw c y x
    x = np.stack([x] * TEMPORAL, axis=5)  # bh bw mh mw c t y x
    return np.ascontiguousarray(x.reshape(height * width // patch**2, -1))


def grid_thw(rgb, layout=QWEN2_VL):
    """The picture's grid in patches: (1, rows, columns)."""
    return (1, rgb.shape[0] // layout.patch, rgb.shape[1] // layout.patch)
