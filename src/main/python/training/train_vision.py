"""First stage: the vision tower alone learns what each image token shows.

Each merged token predicts the shape (8 and "none") and the colour (12 and
"none") of the object that covers it. Without this stage the tower does not
learn shapes in any reasonable time.
"""

import argparse
import time
from pathlib import Path
from random import Random

import drawing
import numpy as np
import pictures
import scenes
import torch
import torch.nn.functional as F
from optimiser import Optimiser, factor
from torch import Tensor, nn
from torch.utils.data import DataLoader, Dataset
from vision import OUT, VisionTower

# Sizes (width, height) after smart_resize, and how often a batch has them.
GRIDS = {
    (112, 112): 50,
    (84, 84): 8,
    (112, 84): 8,
    (84, 112): 7,
    (140, 84): 7,
    (84, 140): 6,
    (112, 140): 5,
    (140, 112): 5,
    (168, 84): 2,
    (84, 168): 2,
}


def pick_grid(random: Random) -> tuple:
    """The picture size of a batch."""
    return random.choices(list(GRIDS), list(GRIDS.values()))[0]


def shown(scene: scenes.Scene, placed: list, size: tuple) -> np.ndarray:
    """Shape and colour of each merged token, 8 and 12 where there is none: [tokens, 2]."""
    labels = pictures.token_labels(placed, size)
    kinds = [(p.shape, p.colour) for p in placed] + [(scenes.NO_SHAPE, scenes.NO_COLOUR)]
    return np.array([kinds[k] for k in labels])


class VisionBatches(Dataset):
    """Batch number k: patch rows, token labels and the grid, from seed k."""

    def __init__(self, steps: int, batch: int = 96):
        self.steps, self.batch = steps, batch

    def __len__(self) -> int:
        return self.steps

    def __getitem__(self, step: int) -> tuple:
        random = Random(f"vision {step}")
        size = pick_grid(random)
        rows, labels = [], []
        for _ in range(self.batch):
            scene = scenes.sample_where(random, lambda s: not scenes.is_held_out(s))
            image, placed = drawing.draw(random, scene, size)
            rows.append(pictures.patches(image))
            labels.append(shown(scene, placed, size))
        return (
            torch.from_numpy(np.stack(rows)),
            torch.from_numpy(np.stack(labels)),
            (size[1] // 14, size[0] // 14),
        )


class TokenHead(nn.Module):
    """Predicts shape and colour per image token; thrown away after training."""

    def __init__(self):
        super().__init__()
        self.out = nn.Linear(OUT, scenes.NO_SHAPE + 1 + scenes.NO_COLOUR + 1)

    def forward(self, tokens: Tensor, labels: Tensor) -> tuple:
        """The loss, and the share of object tokens whose shape is right."""
        predicted = self.out(tokens.float()).flatten(0, 1)
        shape, colour = labels.flatten(0, 1).unbind(1)
        by_shape, by_colour = predicted.split([scenes.NO_SHAPE + 1, scenes.NO_COLOUR + 1], 1)
        there = shape != scenes.NO_SHAPE
        weight = torch.where(there, 1.0, 0.3)
        loss = F.cross_entropy(by_shape, shape, reduction="none") + 0.4 * F.cross_entropy(
            by_colour, colour, reduction="none"
        )
        right = (by_shape.argmax(1) == shape)[there].float().mean()
        return (loss * weight).sum() / weight.sum(), right.item()


def batches(data: Dataset, start: int) -> DataLoader:
    """The batches from number `start` on, made by one background process."""
    return DataLoader(
        data, batch_size=None, sampler=range(start, len(data)), num_workers=1, prefetch_factor=4
    )


def train_vision(steps: int, folder: Path) -> None:
    """Trains tower and token head and writes vision.pt into the folder."""
    torch.manual_seed(1)
    tower, head = VisionTower(), TokenHead()
    optimiser = Optimiser([tower, head])
    start, mean = time.time(), 0.0
    for step, (rows, labels, grid) in enumerate(batches(VisionBatches(steps), 0)):
        loss, right = head(tower(rows.bfloat16(), grid), labels)
        loss.backward()
        optimiser.step(factor(step, steps))
        mean = right if step == 0 else 0.95 * mean + 0.05 * right
        if step % 25 == 0 or step == steps - 1:
            print(
                f"vision {step}/{steps} {time.time() - start:.0f} s loss {loss.item():.3f} "
                f"shape per token {mean:.3f}",
                flush=True,
            )
        if step % 100 == 99 or step == steps - 1:
            torch.save(
                {"tower": tower.state_dict(), "head": head.state_dict()}, folder / "vision.pt"
            )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=1000)
    parser.add_argument("--work", type=Path, required=True)
    arguments = parser.parse_args()
    torch.set_num_threads(2)
    train_vision(arguments.steps, arguments.work)
