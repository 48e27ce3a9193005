"""Joint training batches: groups of neighbouring scenes, captions, edits, outsiders."""

from dataclasses import dataclass
from random import Random

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import Dataset

import captions
import drawing
import edits
import outside
import outside_pictures
import pictures
import scenes
import vocabulary
from train_vision import pick_grid, shown

GROUPS, GROUP = 16, 4
OUTSIDE_TEXTS, OUTSIDE_PICTURES = 20, 8


@dataclass
class Batch:
    """One step's data; n = 64 scenes, then the pictures and texts outside the world."""

    grid: tuple          # patch rows and columns
    rows: Tensor         # [n + 8, patches, 588]
    labels: Tensor       # [n, tokens, 2]
    scenes: Tensor       # [n, 10]
    claims: Tensor       # [2n, 2, 10]
    target: Tensor       # [n] index of each edit's target
    text_beginning: Tensor
    picture_beginning: Tensor
    texts: Tensor        # [2n + 20, L]
    text_lengths: Tensor
    edits: Tensor        # [n + 8, L]
    edit_lengths: Tensor


def allowed(scene: scenes.Scene) -> bool:
    """Whether training may show the scene."""
    return scenes.is_possible(scene) and not scenes.is_held_out(scene)


def _opponent(random: Random, scene: scenes.Scene, kind: str, first: scenes.Scene):
    """The edit of the other object of a pair to the same colour or shape."""
    field = {"colour_of": "colour", "shape_of": "shape"}[kind]
    changed = getattr(first, field) != getattr(scene, field)
    value = getattr(first, field if changed else field + "2")
    return scenes.replace(scene, **{field + "2" if changed else field: value})


def _neighbour(random: Random, scene: scenes.Scene) -> tuple:
    while True:
        changed, kind = scenes.edit(random, scene)
        if allowed(changed):
            return changed, kind


def group(random: Random) -> list:
    """Four scenes, each with (index of target in the group, kind of edit)."""
    first = scenes.sample_where(random, allowed)
    members, kinds = [first], [None]
    for _ in range(GROUP - 1):
        changed, kind = _neighbour(random, first)
        if kind in ("colour_of", "shape_of") and len(members) < GROUP - 1 and random.random() < 0.6:
            other = _opponent(random, first, kind, changed)
            if allowed(other) and other != first:
                members.append(other)
                kinds.append(kind)
        if len(members) < GROUP:
            members.append(changed)
            kinds.append(kind)
    goal = random.randrange(1, GROUP)
    return [(s, goal if k == 0 else 0, kinds[goal] if k == 0 else kinds[k])
            for k, s in enumerate(members)]


def padded(sequences: list) -> tuple:
    """Right-padded ids [n, L] and lengths [n]."""
    lengths = torch.tensor([len(s) for s in sequences])
    out = torch.zeros(len(sequences), int(lengths.max()), dtype=torch.long)
    for k, sequence in enumerate(sequences):
        out[k, :len(sequence)] = torch.tensor(sequence)
    return out, lengths


class JointBatches(Dataset):
    """Batch number k, made from seed k."""

    def __init__(self, steps: int, tokenizer):
        self.steps, self.prompt = steps, vocabulary.Prompt(tokenizer)

    def __len__(self) -> int:
        return self.steps

    def _beginning(self, random: Random) -> Tensor:
        instruction = vocabulary.DEFAULT_INSTRUCTION if random.random() < 0.8 else \
            random.choice(vocabulary.INSTRUCTIONS[1:])
        return torch.tensor([self.prompt.beginning(instruction)])

    def _texts(self, random: Random, chosen: list) -> tuple:
        made = [captions.caption(random, s) for s, _, _ in chosen for _ in range(2)]
        made = made[::2] + made[1::2]
        claims = torch.tensor([(c * 2)[:2] for _, c in made])
        texts = [t for t, _ in made] + [outside.text(random) for _ in range(OUTSIDE_TEXTS)]
        return padded([self.prompt.ending(t)[:56] if len(self.prompt.ending(t)) <= 56 else
                       self.prompt.ids(t)[:50] + self.prompt.end for t in texts]), claims

    def _edits(self, random: Random, chosen: list) -> tuple:
        texts, target = [], []
        for k, (scene, goal, kind) in enumerate(chosen):
            at = k - k % GROUP + goal
            texts.append(edits.wording(random, scene, chosen[at][0], kind))
            target.append(at)
        texts += [edits.wording(random, *chosen[k][:1], chosen[target[k]][0], chosen[k][2])
                  for k in range(OUTSIDE_PICTURES)]
        return padded([self.prompt.ending(t) for t in texts]), torch.tensor(target)

    def __getitem__(self, step: int) -> Batch:
        random = Random(f"joint {step}")
        size = pick_grid(random)
        chosen = [item for _ in range(GROUPS) for item in group(random)]
        rows, labels = [], []
        for scene, _, _ in chosen:
            image, placed = drawing.draw(random, scene, size)
            rows.append(pictures.patches(image))
            labels.append(shown(scene, placed, size))
        for _ in range(OUTSIDE_PICTURES):
            rows.append(pictures.patches(outside_pictures.picture(random, size)))
        (texts, lengths), claims = self._texts(random, chosen)
        (edit_ids, edit_lengths), target = self._edits(random, chosen)
        return Batch((size[1] // 14, size[0] // 14), torch.from_numpy(np.stack(rows)),
                     torch.from_numpy(np.stack(labels)),
                     torch.tensor([s.vector() for s, _, _ in chosen]), claims, target,
                     self._beginning(random), self._beginning(random), texts, lengths,
                     edit_ids, edit_lengths)
